"""Privacy classes of fields (GDPR): every concrete field of every model has one."""

from __future__ import annotations

from typing import Literal, cast

from django.db.models import Field, Model

Privacy = Literal["public", "personal", "identifier", "secret"]


def classes(**fields: str) -> dict[str, Privacy]:
    """Field → class from one text of names per class: ``classes(public="code name")``."""
    return {name: cast(Privacy, kind) for kind, names in fields.items() for name in names.split()}


def privacy_of(model: type[Model], field: Field[object, object]) -> Privacy:
    """Class of a field; keys and references are public, the rest is declared on the model.

    Raises KeyError for a field that nobody classed (a test walks all models).
    """
    declared: dict[str, Privacy] = getattr(model, "privacy", {})
    if field.name in declared:
        return declared[field.name]
    if field.primary_key or field.is_relation:
        return "public"
    raise KeyError(f"{model._meta.label}.{field.name}")
