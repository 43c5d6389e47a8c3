"""Labels of codes, as they were on a day."""

from __future__ import annotations

from datetime import date

from sleutelbos.kernel import clock
from sleutelbos.register.models import CodeListEntry


def label_of(code_list: str, code: str, on: date | None = None) -> str:
    """The Dutch label of a code on a day (today by default); the code itself when unknown."""
    entry = (
        CodeListEntry.objects.filter(list=code_list, code=code, valid__contains=on or clock.today())
        .order_by("label_nl")
        .first()
    )
    return entry.label_nl if entry else code
