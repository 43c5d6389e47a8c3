"""Plan an actie, change it, cancel it, say what came of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.signals.actions.follow_ups import (
    answer_signal,
    cancel_follow_up,
    change_follow_up,
    conclude_follow_up,
    plan_follow_up,
)
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.duallearning.signals.pages import looks
from sleutelbos.duallearning.signals.pages.forms import ConcludeForm, PlanForm, of_follow_up
from sleutelbos.duallearning.signals.queries.scope import (
    company_of,
    follow_ups_for,
    signals_for,
    subject_for,
)
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head
from sleutelbos.web.press import ask


def _crumbs(last: type_of_text) -> list[Crumb]:
    return [Crumb(_("Acties"), reverse("duallearning:follow-ups")), Crumb(last)]


def _planned(request: PageRequest, row: FollowUp) -> str:
    show.toast(request, _t("De actie is gepland. Wie verantwoordelijk is, krijgt een mail."))
    return looks.follow_up_url(row)


def _initial(by: Actor) -> dict[str, str]:
    return {"owner": str(by.pk)}


@page(
    "duaal/acties/nieuw/<slug:kind>/<uuid:uid>",
    name="plan-follow-up",
    title=_("Actie plannen"),
    door=roles.follows_up_somewhere,
    does=plan_follow_up,
    reveals=looks.PURPOSE,
)
def plan(request: PageRequest, kind: str, uid: UUID) -> HttpResponseBase:
    """About a vestiging, erkenning, mentor or overeenkomst that my role finds."""
    by = request.actor
    about, partnership = subject_for(by, kind, uid)
    reveal(request, [about.person_id] if kind == "mentor" else [])  # type: ignore[union-attr]
    form = PlanForm.of(request, partnership=partnership.pk, initial=_initial(by))

    def do(form: PlanForm) -> str:
        row = plan_follow_up.keyed(form.key, by, about, partnership=partnership, plan=form.plan())
        return _planned(request, row)

    head = Head(_("Actie plannen"), looks.about_text(about), kicker=company_of(about).name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Actie plannen"), crumbs=_crumbs(_("Nieuwe actie"))
    )


@page(
    "duaal/knipperlichten/<uuid:uid>/actie",
    name="answer-signal",
    title=_("Actie plannen bij een knipperlicht"),
    door=roles.reads_signals,
    does=answer_signal,
    reveals=looks.PURPOSE,
)
def answer(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What lit up leads to an actie."""
    by = request.actor
    signal = one(signals_for(by).exclude(state__in=("out", "ignored")), uid)
    reveal(request, looks.persons_of(by, signal))
    form = PlanForm.of(request, partnership=signal.partnership_id, initial=_initial(by))

    def do(form: PlanForm) -> str:
        return _planned(request, answer_signal.keyed(form.key, by, signal, plan=form.plan()))

    sentence = f"{signal.light}, {looks.subject_text(by, signal)}"
    head = Head(_("Actie plannen"), sentence, kicker=signal.company.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Actie plannen"), back_url=looks.signal_url(signal),
        crumbs=_crumbs(_("Nieuwe actie")),
    )  # fmt: skip


def _open(request: PageRequest, uid: UUID) -> FollowUp:
    """One that is planned still, with its people in the log."""
    row = one(follow_ups_for(request.actor), uid)
    if row.state != "planned":
        raise Http404
    reveal(request, [row.owner_id])
    return row


@page(
    "duaal/acties/<uuid:uid>/bewerken",
    name="change-follow-up",
    title=_("Actie bewerken"),
    door=roles.follows_up_somewhere,
    does=change_follow_up,
    reveals=looks.PURPOSE,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Something else, another day, another person."""
    row = _open(request, uid)
    form = PlanForm.of(request, partnership=row.partnership_id, initial=of_follow_up(row))

    def do(form: PlanForm) -> str:
        change_follow_up.keyed(form.key, request.actor, row, plan=form.plan())
        show.toast(request, _t("De actie is gewijzigd."))
        return looks.follow_up_url(row)

    head = Head(_("Actie bewerken"), kicker=row.company.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=looks.follow_up_url(row),
        crumbs=_crumbs(_("Bewerken")),
    )  # fmt: skip


@page(
    "duaal/acties/<uuid:uid>/annuleren",
    name="cancel-follow-up",
    title=_("Actie annuleren"),
    door=roles.follows_up_somewhere,
    does=cancel_follow_up,
    reveals=looks.PURPOSE,
)
def cancel(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It doesn't happen."""
    row = _open(request, uid)
    return ask(
        request, ReasonForm.of(request), cancel_follow_up, row,
        head=Head(_("Actie annuleren"), row.text, kicker=row.company.name),
        submit=_("Actie annuleren"), told=_("De actie is geannuleerd."),
        back=looks.follow_up_url(row), crumbs=_crumbs(_("Annuleren")),
    )  # fmt: skip


@page(
    "duaal/acties/<uuid:uid>/afronden",
    name="conclude-follow-up",
    title=_("Actie afronden"),
    door=roles.follows_up_somewhere,
    does=conclude_follow_up,
    reveals=looks.PURPOSE,
)
def conclude(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It happened: what came of it."""
    row = _open(request, uid)
    return ask(
        request, ConcludeForm.of(request), conclude_follow_up, row,
        head=Head(_("Actie afronden"), row.text, kicker=row.company.name),
        submit=_("Afronden"), told=_("De actie is afgerond."),
        back=looks.follow_up_url(row), crumbs=_crumbs(_("Afronden")),
    )  # fmt: skip
