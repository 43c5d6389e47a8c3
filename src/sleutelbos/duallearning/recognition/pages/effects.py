"""What a decision would bring about, read before it is taken (W25)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.lifting import lift_for_task
from sleutelbos.duallearning.recognition.actions.sanctioning import impose_sanction
from sleutelbos.duallearning.recognition.actions.tasks import settle_task
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.queries.sanctions import sanctions_to_decide
from sleutelbos.duallearning.recognition.queries.tasks import tasks_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind
from sleutelbos.kernel import clock
from sleutelbos.web import show
from sleutelbos.web.effects import foreseen
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Actions, Crumb, Head, Link

TITLE = _("Gevolgen")
SENTENCE = _("Zo ziet het eruit als u het nu beslist. Er is nog niets gebeurd.")
REMARK = "–"  # stands for what the decider will write


def link_to(name: str, uid: UUID) -> Link:
    """The way from a decision to its effects."""
    return Link(_("Bekijk eerst de gevolgen"), reverse(f"duallearning:{name}", args=[uid]))


@page(
    "duaal/taken/<uuid:uid>/gevolgen",
    name="task-effects",
    title=_("Gevolgen van een beslissing"),
    door=roles.handles_somewhere,
    shows="duallearning.effects",
)
def of_task(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """When the recognition is kept, and when it is lifted."""
    by = request.actor
    row = one(tasks_for(by).filter(state="open"), uid)
    task_url = reverse("duallearning:task", args=[uid])
    recognition = row.recognition
    head = Head(TITLE, SENTENCE, kicker=f"{recognition.number}, {recognition.company}")
    crumbs = [Crumb(_("Taken"), reverse("duallearning:tasks")),
              Crumb(row.get_kind_display(), task_url), Crumb(TITLE)]  # fmt: skip

    def again() -> Any:
        return one(tasks_for(by), uid)

    return show.page(
        request, head,
        foreseen(_("Als de erkenning blijft"),
                 lambda: settle_task(by, again(), remark=REMARK)),
        foreseen(_("Als u de erkenning opheft"),
                 lambda: lift_for_task(by, again(), remark=REMARK)),
        _decide(task_url), crumbs=crumbs,
    )  # fmt: skip


@page(
    "duaal/sancties/<uuid:uid>/gevolgen",
    name="sanction-effects",
    title=_("Gevolgen van een sanctie"),
    door=roles.handles_somewhere,
    shows="duallearning.effects",
)
def of_sanction(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """When it is imposed today."""
    by = request.actor
    row = one(sanctions_to_decide(by).filter(state="hearing"), uid)
    recognition = row.recognition
    head = Head(TITLE, SENTENCE, kicker=f"{recognition.number}, {recognition.company}")
    until = clock.today() + timedelta(days=1) if row.kind == SanctionKind.TEMPORARY else None

    def do() -> Any:
        found = one(sanctions_to_decide(by), uid)
        return impose_sanction(by, found, report=REMARK, motivation=REMARK, until=until)

    crumbs = [Crumb(_("Sanctie"), reverse("duallearning:sanction", args=[uid])), Crumb(TITLE)]
    decide = _decide(reverse("duallearning:impose-sanction", args=[uid]))
    return show.page(request, head, foreseen(row.get_kind_display(), do), decide, crumbs=crumbs)


def _decide(url: str) -> Actions:
    return Actions([Link(_("Beslissen"), url, "gavel", "primary")])
