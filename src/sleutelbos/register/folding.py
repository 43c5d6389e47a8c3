"""Folding of text for search: lower case, without accents, in the database itself."""

from __future__ import annotations

from django.db.models import Func, TextField


class Fold(Func):
    """``sleutelbos_fold(text)``, an IMMUTABLE wrapper of migration 0001 over lower(unaccent(…))."""

    function = "sleutelbos_fold"
    arity = 1
    output_field = TextField()
