"""Tasks, hand-overs and visits that somebody may see (W05, W16)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sleutelbos.duallearning.recognition.models import HandOver, RecognitionTask, Request, Visit
from sleutelbos.duallearning.recognition.queries.scope import requests_to_handle
from sleutelbos.duallearning.recognition.rules import abilities, roles
from sleutelbos.duallearning.recognition.states import DelegatedPower
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, OrganisationKind

TASK_ROWS = (
    "recognition__company", "recognition__site", "recognition__programme",
    "recognition__partnership", "recognition__request",
)  # fmt: skip


def tasks_for(by: Actor) -> QuerySet[RecognitionTask]:
    """Tasks on recognitions of the own partnership, for a Behandelaar; all for the department."""
    rows = RecognitionTask.objects.select_related(*TASK_ROWS)
    if roles.is_officer(by):
        return rows
    return rows.filter(recognition__partnership__in=abilities.places(by, "handling"))


def tasks_to_do(by: Actor) -> QuerySet[RecognitionTask]:
    """Those that the actor settles himself: what a partnership recognised is that one's."""
    here = Q(recognition__partnership__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(recognition__partnership=None)
    return tasks_for(by).filter(here, state="open").order_by("opened_at", "pk")


def hand_overs_to_answer(by: Actor) -> QuerySet[HandOver]:
    """What somebody wants the own partnership (or the department) to take over."""
    here = Q(receiver__in=abilities.places(by, "handling"))
    if roles.is_officer(by):
        here |= Q(receiver=None)
    rows = HandOver.objects.filter(here, state="proposed").order_by("proposed_at", "pk")
    return rows.select_related("request__company", "request__programme", "giver", "receiver")


def hand_overs_to_cancel(by: Actor) -> QuerySet[HandOver]:
    """What the own side proposed and nobody answered yet."""
    rows = HandOver.objects.filter(state="proposed", request__in=requests_to_handle(by))
    return rows.select_related("request__company", "giver", "receiver")


def receivers_for(request: Request) -> list[Organisation]:
    """The partnerships that may recognise today, without the one that handles it."""
    rows = Organisation.objects.filter(kind=OrganisationKind.PARTNERSHIP)
    if request.partnership_id is not None:
        rows = rows.exclude(pk=request.partnership_id)
    others = rows.order_by("name", "pk")
    today = clock.today()
    able = others.filter(
        delegated_powers__power=DelegatedPower.RECOGNISE, delegated_powers__valid__contains=today
    )
    return list(able.distinct())


def visits_to_report(by: Actor) -> QuerySet[Visit]:
    """Visits that are planned, on requests that the actor handles."""
    rows = Visit.objects.filter(state="planned", request__in=requests_to_handle(by))
    return rows.select_related("request__company", "request__programme").order_by("on", "pk")
