"""What the KBO tells about a recognised vestiging or its company becomes a task (W01, W05)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sleutelbos.duallearning.recognition.actions.tasks import lapse_tasks, open_task
from sleutelbos.duallearning.recognition.consequences import LAPSES, task_of
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.states import HELD_STATES, TaskKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import (
    KboChange,
    KboEvent,
    KboEventTold,
    KeyKind,
    kbo_event,
    label_of,
)
from sleutelbos.web.words import day_text

house = system("kbo")


@subscribe(KboEventTold)
def note_change(event: KboEventTold) -> None:
    """A task for each recognition that counts there; what came back needs none any more.

    A new name, or a seat that moves, changes nothing to a workplace.
    """
    found = kbo_event(event.event)
    rows = _recognitions(found).filter(state__in=HELD_STATES).order_by("pk")
    kind = task_of(KboChange(found.kind), is_site=found.is_site)
    if kind == LAPSES:
        for row in rows:
            came_back(row)
    if kind in ("", LAPSES):
        return
    before, after = said(found)
    for row in rows:
        open_task(house, row, kind=kind, before=before, after=after, event=found.pk)


def _recognitions(event: KboEvent) -> QuerySet[Recognition]:
    if event.is_site:
        return Recognition.objects.filter(site__number=event.number)
    return Recognition.objects.filter(
        company__identifiers__kind=KeyKind.KBO,
        company__identifiers__value=event.number,
        company__identifiers__valid__contains=clock.today(),
    )


def came_back(recognition: Recognition) -> None:
    """What had stopped or vanished counts again."""
    lapse_tasks(house, recognition, TaskKind.STATUS)


def said(event: KboEvent) -> tuple[str, str]:
    """From what to what, in words."""
    if event.kind == KboChange.MOVED:
        return _address(event.before), _address(event.after)
    if event.kind == KboChange.SITUATION:
        codes = (str(one.get("situation", "")) for one in (event.before, event.after))
        before, after = (label_of("legal-situation", code) for code in codes)
        return before, after
    label = str(KboChange(event.kind).label)
    if event.stopped_on is not None:
        label = _("%(what)s op %(day)s") % {"what": label, "day": day_text(event.stopped_on)}
    return _("Actief"), label


def _address(snapshot: Mapping[str, Any]) -> str:
    street = f"{snapshot.get('street', '')} {snapshot.get('house_number', '')}".strip()
    town = f"{snapshot.get('postcode', '')} {snapshot.get('municipality', '')}".strip()
    return ", ".join(filter(None, (street, town)))
