"""Folding of names for search: lower case, without accents, in the database itself."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import GeneratedField, TextField, Value
from django.db.models.functions import Concat

from sleutelbos.register.folding import Fold


def names_search(first: str, second: str) -> GeneratedField:
    """A stored column with both names folded; collation C, so that a prefix uses a plain index."""
    return GeneratedField(
        expression=Fold(Concat(first, Value(" "), second)),
        output_field=TextField(db_collation="C"),
        db_persist=True,
    )


def search_indexes(prefix: str) -> list[models.Index]:
    """Trigrams for fragments of three letters and more; a btree for shorter prefixes and order."""
    return [
        GinIndex(OpClass("names_search", "gin_trgm_ops"), name=f"{prefix}_names_trgm"),
        models.Index(fields=["names_search"], name=f"{prefix}_names_prefix"),
    ]
