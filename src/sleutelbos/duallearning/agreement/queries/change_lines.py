"""Changes in words: what it was and what it becomes, side by side (W10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement import timetable
from sleutelbos.duallearning.agreement.models import AddendumChange
from sleutelbos.duallearning.agreement.states import Place
from sleutelbos.duallearning.agreement.states_changes import ChangedField
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.web import words


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changes; ``first`` None: it has no first day of its own."""

    what: str
    before: str
    after: str
    first: date | None


def lines_of(changes: Iterable[AddendumChange]) -> list[ChangeLine]:
    """A timetable by day and a plan by activity, only what differs; the rest one line each."""
    return [line for change in changes for line in _lines(change)]


def _lines(change: AddendumChange) -> Iterator[ChangeLine]:
    field, label = ChangedField(change.field), str(change.get_field_display())
    if field == ChangedField.TIMETABLE:
        pairs = _by_day(label, change.before, change.value)
    elif field == ChangedField.PLAN:
        pairs = _by_activity(label, change.before, change.value)
    else:
        pairs = iter([(label, _text(field, change.before), _text(field, change.value))])
    first = None if field == ChangedField.LAST else change.first
    for what, before, after in pairs:
        yield ChangeLine(what, before, after, first)


def _text(field: ChangedField, value: Any) -> str:
    return TEXTS[field](value) if value not in (None, "") else "–"


def _site(key: int) -> str:
    row = Recognition.objects.select_related("site", "company").get(pk=key)
    return f"{row.company}, {row.site}"


def _mentor(key: int) -> str:
    return str(Mentor.objects.select_related("person").get(pk=key).person.name)


def _day(value: str) -> str:
    return words.day_text(date.fromisoformat(value))


TEXTS: dict[ChangedField, Callable[[Any], str]] = {
    ChangedField.RECOGNITION: _site,
    ChangedField.ADDRESS: str,
    ChangedField.MENTOR: _mentor,
    ChangedField.LAST: _day,
    ChangedField.CATEGORY: str,
    ChangedField.NOTE: str,
}


def _by_day(label: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    old, new = timetable.read(before), timetable.read(after)
    for day in timetable.DAYS:
        was, now = timetable.on_day(old, day), timetable.on_day(new, day)
        if was != now:
            yield f"{label}, {timetable.day_name(day)}", _slots(was), _slots(now)


def _slots(slots: Iterable[timetable.Slot]) -> str:
    return "; ".join(_slot(one) for one in slots) or "–"


def _slot(slot: timetable.Slot) -> str:
    text = _t("%(place)s %(from)s tot %(to)s") % {
        "place": str(Place(slot.place).label).lower(),
        "from": timetable.clock_text(slot.starts),
        "to": timetable.clock_text(slot.ends),
    }
    if not slot.rest:
        return text
    return _t("%(slot)s, %(rest)s pauze") % {
        "slot": text,
        "rest": words.minutes_text(slot.rest),
    }


def _by_activity(label: str, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
    for one in before:
        if one not in after:
            yield label, one, _t("valt weg")
    for one in after:
        if one not in before:
            yield label, _t("stond er niet in"), one
