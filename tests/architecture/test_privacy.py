"""Every field of every table has a privacy class; what identifies is not kept in the clear."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import BinaryField, Model

from sleutelbos.kernel.privacy import privacy_of
from tests.architecture.source import told

pytestmark = pytest.mark.usefixtures("everything")

CLASSES = {"public", "personal", "identifier", "secret"}
NUMBER_WORDS = ("insz", "rrn", "rijksregister", "national_number")
# Fields about a number that hold none, each with what they hold.
ABOUT_NUMBERS = {"access.Client.rrn_reason": "why a client may get the number"}
# Fields that identify or are secret and are still text, each with its reason.
READABLE = {
    "register.PersonIdentifier.tail": "the last two digits, which every screen may show",
    "signin.Key.password": "a salted scrypt hash",
    "signin.Key.last_step": "the number of the last half minute in which a code was used",
}


def own_models() -> list[type[Model]]:
    """Tables of our own rooms, the ones between two tables included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sleutelbos.")
    ]


def test_every_field_has_a_class() -> None:
    assert len(own_models()) > 30
    wrong = []
    for model in own_models():
        for field in model._meta.concrete_fields:
            try:
                if privacy_of(model, field) not in CLASSES:
                    wrong.append(f"{model._meta.label}.{field.name}: not a class")
            except KeyError:
                wrong.append(f"{model._meta.label}.{field.name}: nobody classed it")
    assert not wrong, told(wrong)


def test_every_class_is_of_a_field() -> None:
    wrong = [
        f"{model._meta.label}.{name}"
        for model in own_models()
        for name in set(getattr(model, "privacy", {}))
        - {field.name for field in model._meta.concrete_fields}
    ]
    assert not wrong, told(wrong)


@pytest.mark.requirement("P08")
def test_what_identifies_is_encrypted_or_hashed() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}: {type(field).__name__}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if getattr(model, "privacy", {}).get(field.name) in ("identifier", "secret")
        and not isinstance(field, BinaryField)
        and f"{model._meta.label}.{field.name}" not in READABLE
    ]
    assert not wrong, told(wrong)


@pytest.mark.requirement("P08")
def test_no_column_for_a_personal_number_in_the_clear() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if any(word in field.name for word in NUMBER_WORDS)
        and not isinstance(field, BinaryField)
        and f"{model._meta.label}.{field.name}" not in ABOUT_NUMBERS
    ]
    assert not wrong, told(wrong)


def test_every_exception_is_still_needed() -> None:
    known = {
        f"{model._meta.label}.{name}"
        for model in own_models()
        for name, kind in getattr(model, "privacy", {}).items()
        if kind in ("identifier", "secret")
    }
    assert set(READABLE) <= known, set(READABLE) - known
