"""From the name of a violated constraint to its Dutch sentence."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _

from sleutelbos.kernel.decisions import type_of_text


@cache
def sentences() -> dict[str, type_of_text]:
    """Constraint name → sentence, of all models (read once, after the applications are ready)."""
    found: dict[str, type_of_text] = {
        "sleutelbos_keep_past": _(
            "Wat vroeger gold, kan niet meer veranderen. Kies een datum vanaf vandaag."
        )
    }
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = constraint.violation_error_message or ""
    return found


def sentence_of(error: IntegrityError) -> type_of_text:
    """The sentence for a violated constraint; a general one when it has none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    return sentences().get(name) or _(
        "Deze gegevens passen niet bij wat er al is. Er is niets opgeslagen."
    )
