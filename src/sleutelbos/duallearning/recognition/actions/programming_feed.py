"""Approved programmatieaanvragen come by themselves; the unusual waits for the department (G17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions.programming import (
    ProgrammingLine,
    line_of,
    plain_line,
    record_programming,
)
from sleutelbos.duallearning.recognition.models import ProgrammeOffer, ProgrammingDelivery
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_offer import programming_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision

FEW = 10  # so many lines may always change


@dataclass(frozen=True)
class Received:
    """A file that came, compared with what is here: ``lines`` would change something, ``same``
    would not, ``faults`` can't be done."""

    source: str
    digest: str
    lines: Sequence[ProgrammingLine] = ()
    same: int = 0
    faults: Sequence[str] = ()


def may_stage(by: Actor, received: Received) -> Decision:
    """The house, or the department."""
    return roles.keeps_catalogue(by)


def may_load(by: Actor, delivery: ProgrammingDelivery) -> Decision:
    """The house, or the department."""
    return roles.keeps_catalogue(by)


def may_stop(by: Actor, delivery: ProgrammingDelivery) -> Decision:
    """The house, or the department."""
    return roles.keeps_catalogue(by)


def facts_of_delivery(
    result: ProgrammingDelivery, *args: object, **kwargs: object
) -> dict[str, object]:
    """Which file, with how many lines."""
    return {"delivery": result, "count": result.count, "faults": len(result.faults)}


@action(
    "duallearning.stage-programming",
    label=_("Programmatieaanvragen ophalen"),
    allow=may_stage,
    locks=(),
    sentence=_("{by} haalde programmatieaanvragen op uit {delivery}. Te wijzigen: {count}."),
    about=facts_of_delivery,
)
def stage_programming(by: Actor, received: Received) -> ProgrammingDelivery:
    """Keep what a file would change; nothing changes yet.

    The same file gives the delivery that it made before. One that waits gives way to a newer one.
    """
    newest = ProgrammingDelivery.objects.order_by("-at", "-pk").first()
    if newest is not None and newest.digest == received.digest:
        return newest
    for older in ProgrammingDelivery.objects.filter(state="staged"):
        stop_programming(by, older)
    return ProgrammingDelivery.objects.create(
        source=received.source[:200],
        digest=received.digest,
        at=clock.now(),
        lines=[plain_line(line) for line in received.lines],
        count=len(received.lines),
        same=received.same,
        faults=list(received.faults),
        reasons=_reasons(received),
    )


def _reasons(received: Received) -> list[str]:
    """Why a human must look before this is loaded."""
    reasons = []
    if not ProgrammingDelivery.objects.filter(state="loaded").exists():
        reasons.append(_t("Dit is de eerste levering. Kijk na wat er wijzigt."))
    if received.faults:
        reasons.append(_t("Er zijn regels die niet kunnen. De andere worden wel geladen."))
    today = clock.today()
    offers = ProgrammeOffer.objects.filter(valid__contains=today).count()
    most = max(FEW, offers * policies.programming_percent.on(today) // 100)
    if len(received.lines) > most:
        reasons.append(
            _t("Er wijzigen %(many)s regels in één keer, meer dan %(most)s.")
            % {"many": len(received.lines), "most": most}
        )
    return reasons


@action(
    "duallearning.load-programming",
    label=_("Programmatieaanvragen laden"),
    allow=may_load,
    move=programming_flow["load"],
    sentence=_("{by} laadde {delivery}: {count} gewijzigd, {faults} met een fout."),
    about=facts_of_delivery,
)
def load_programming(by: Actor, delivery: ProgrammingDelivery) -> ProgrammingDelivery:
    """Do what was kept, all lines or none. Invalid when something else changed meanwhile."""
    record_programming(by, [line_of(row) for row in delivery.lines])
    delivery.loaded_at = clock.now()
    delivery.save(update_fields=["loaded_at"])
    return delivery


@action(
    "duallearning.stop-programming",
    label=_("Programmatieaanvragen niet laden"),
    allow=may_stop,
    move=programming_flow["stop"],
    sentence=_("{by} laadde {delivery} niet."),
    about=facts_of_delivery,
)
def stop_programming(by: Actor, delivery: ProgrammingDelivery) -> ProgrammingDelivery:
    """Leave it; the next file is compared anew."""
    return delivery
