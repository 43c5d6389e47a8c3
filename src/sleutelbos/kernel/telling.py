"""The audit log in sentences: who did what, when, for whom, in words (G28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sleutelbos.kernel import periods
from sleutelbos.kernel.actions import ACTIONS
from sleutelbos.kernel.audit import REFUSED, is_ref, resolve
from sleutelbos.kernel.models import AuditEntry

ACTOR_MODELS: dict[str, str] = {}  # kind of actor → model label, bound by config/wiring.py
LABELS: dict[str, object] = {}  # what can be refused besides actions: pages


@dataclass(frozen=True)
class Told:
    """An entry as a person reads it. ``reason`` is why a refusal was a refusal."""

    at: datetime
    sentence: str
    refused: bool
    action: str
    reason: str
    entry: int


def tell(entries: Iterable[AuditEntry]) -> list[Told]:
    """Put entries into sentences; one query per model that they speak of."""
    rows = list(entries)
    refs = {ref for row in rows for ref in _refs(row)}
    found = resolve(refs)
    return [_told(row, found) for row in rows]


def _refs(row: AuditEntry) -> set[str]:
    refs = {_actor_ref(row.actor)} if _actor_ref(row.actor) else set()
    for value in row.payload.get("facts", {}).values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and is_ref(one):
                refs.add(one)
    return refs


def _actor_ref(actor: str) -> str:
    kind, _sep, key = actor.partition(":")
    return f"{ACTOR_MODELS[kind]}:{key}" if kind in ACTOR_MODELS else ""


def _told(row: AuditEntry, found: Mapping[str, Model]) -> Told:
    action = ACTIONS.get(row.action)
    words = {name: _word(value, found) for name, value in row.payload.get("facts", {}).items()}
    words["by"] = _actor(row.actor, found)
    refused = row.outcome == REFUSED
    if refused:
        told = {"by": words["by"], "label": label_of(row.action)}
        sentence = _("%(by)s probeerde: %(label)s. Dit werd geweigerd.") % told
    elif action is None:
        sentence = f"{words['by']}: {row.action}"
    else:
        sentence = str(action.sentence).format_map(_Missing(words))
    return Told(row.at, sentence, refused, row.action, row.payload.get("reason", ""), row.pk)


def label_of(name: str) -> str:
    """What was done or refused, as people call it."""
    return str(ACTIONS[name].label if name in ACTIONS else LABELS.get(name, name))


class _Missing(dict[str, str]):
    """Facts that an older entry did not keep read as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _actor(actor: str, found: Mapping[str, Model]) -> str:
    row = found.get(_actor_ref(actor))
    if row is not None:
        return str(row)
    kind = actor.partition(":")[0]
    return {
        "system": _("Het systeem"),
        "link": _("De houder van een link"),
        "client": _("Een toepassing"),
    }.get(kind, _("Iemand"))


def _word(value: Any, found: Mapping[str, Model]) -> str:
    if isinstance(value, list):
        return ", ".join(_word(one, found) for one in value)
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return _period(value)
    if isinstance(value, str) and is_ref(value):
        return str(found.get(value, _("iets dat verwijderd is")))
    return "–" if value in (None, "") else str(value)


def _period(value: Mapping[str, str | None]) -> str:
    lower, upper = (parse_datetime(text) if text else None for text in (value["from"], value["to"]))
    period = periods.Period(lower, upper, "[)")
    first, last = periods.first_day(period), periods.last_day(period)
    words = {
        "first": date_format(first, "j b Y") if first else "…",
        "last": date_format(last, "j b Y") if last else "",
    }
    if last is None:
        return _("van %(first)s zonder einddatum") % words
    return _("van %(first)s tot en met %(last)s") % words
