"""How a monthly report tells of project staff: hours and toewijzingen (T16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.documents import wording
from sleutelbos.timereg.documents.wording import Content
from sleutelbos.timereg.rules import limits
from sleutelbos.timereg.states_staff import EntryKind, allocation_flow, entry_flow

WORK = [_("Naam"), _("Organisatie"), _("Staat"), _("Minuten")]
SHARES = [_("Naam"), _("Maanden"), _("Staat"), _("Percentage")]


def rows_of(content: Content) -> list[Content]:
    """Everything of staff; a report of before they came in has none."""
    return [*content.get("work", []), *content.get("shares", [])]


def persons_of(content: Content) -> set[int]:
    """Keys of the staff whom a report names."""
    return {row["person"] for row in rows_of(content)}


def work_rows(work: Iterable[Content], names: dict[int, str]) -> list[list[str]]:
    """Minutes per person, organisation and state."""
    rows = list(work)
    places = wording.places_of(rows)
    found: dict[tuple[str, str, str], int] = {}
    for row in rows:
        place = places[row["organisation"], row["site"]]
        key = (names[row["person"]], place, str(entry_flow.states[row["state"]].label))
        found[key] = found.get(key, 0) + row["minutes"]
    return [[*key, str(minutes)] for key, minutes in sorted(found.items())]


def share_rows(shares: Iterable[Content], names: dict[int, str]) -> list[list[str]]:
    """Each toewijzing with its months."""
    return [
        [names[row["person"]], _months(row), _allocation_state(row), _percent(row)]
        for row in shares
    ]


def lines(content: Content, names: dict[int, str]) -> Iterator[dict[str, Any]]:
    """The same for the sheet, a prestatie or toewijzing on each line."""
    places = wording.places_of(rows_of(content))
    for row in content.get("work", []):
        day = date.fromisoformat(row["day"])
        yield {
            "day": day,
            "hours": wording.span(row["from"], row["to"], day) if row["from"] else "",
            "organisation": places[row["organisation"], row["site"]],
            "state": str(entry_flow.states[row["state"]].label),
            "person": names[row["person"]],
            "part": str(EntryKind(row["kind"]).label),
            "minutes": row["minutes"],
        }
    for row in content.get("shares", []):
        yield {
            "day": date.fromisoformat(content["month"]),
            "organisation": places[row["organisation"], row["site"]],
            "state": _allocation_state(row),
            "person": names[row["person"]],
            "part": _t("Toewijzing"),
            "percent": _percent(row),
        }


def _allocation_state(row: Content) -> str:
    return str(allocation_flow.states[row["state"]].label)


def _percent(row: Content) -> str:
    return f"{row['percent']} %".replace(".", ",")


def _months(row: Content) -> str:
    first, last = (limits.month_text(date.fromisoformat(row[key])) for key in ("first", "last"))
    return first if first == last else f"{first} – {last}"
