"""A Behandelaar begins a vote on a request; each Stemgerechtigde votes (W07, W17)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition import policies
from sleutelbos.duallearning.recognition.actions.voting import open_vote, vote
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.forms_votes import OpenVoteForm, VoteForm
from sleutelbos.duallearning.recognition.pages.vote_parts import vote_url
from sleutelbos.duallearning.recognition.queries.scope import requests_to_handle
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.queries.votes import rounds_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.votes import handled_by, votes_somewhere
from sleutelbos.kernel import clock
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Note, Part


@page(
    "duaal/aanvragen/<uuid:uid>/stemming",
    name="open-vote",
    title=_("Stemming beginnen"),
    door=roles.handles_somewhere,
    does=open_vote,
)
def open_(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Every Stemgerechtigde is asked by mail; the last day comes from the setting."""
    by = request.actor
    row = one(requests_to_handle(by), uid)
    if row.state not in ("handling", "parked"):
        raise Http404
    today = clock.today()
    days = policies.vote_days.on(today, scope_of(row.partnership))
    form = OpenVoteForm.of(request, initial={"deadline": today + timedelta(days=days)})

    def do(form: OpenVoteForm) -> str:
        round = open_vote.keyed(form.key, by, row, **form.values())
        show.toast(request, _t("De stemming is begonnen. De stemgerechtigden krijgen een mail."))
        return vote_url(round)

    head = Head(
        _("Stemming beginnen"),
        _("De termijn om te beslissen loopt door. U beslist na de stemming."),
        kicker=f"{row.number}, {row.company}", term=looks.due_text(row),
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Stemming beginnen"), back_url=looks.request_url(row),
        crumbs=looks.crumbs(row, Crumb(_("Stemming"))),
    )  # fmt: skip


@page(
    "duaal/stemmingen/<uuid:uid>/stemmen",
    name="vote",
    title=_("Stemmen"),
    door=votes_somewhere,
    does=vote,
    reveals=PURPOSE,
)
def cast(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The whole file, and my vote."""
    by = request.actor
    round = one(rounds_for(by).filter(state="open"), uid)
    row = round.request
    people = list(row.mentors.select_related("person").order_by("pk"))
    reveal(request, [one.person_id for one in people])
    handled = handled_by(by.pk, row)
    form = VoteForm.of(request, handled=handled)

    def do(form: VoteForm) -> str:
        vote.keyed(form.key, by, round, **form.values())
        show.toast(request, _t("Uw stem is bewaard."))
        return looks.request_url(row)

    head = Head(
        _("Stemmen"), _("U stemt één keer. Daarna verandert uw stem niet meer."),
        kicker=f"{row.number}, {row.company}",
        term=_t("Stemmen tot en met %s") % words.day_text(round.deadline),
    )  # fmt: skip
    before: list[Part] = []
    if handled:
        before.append(Note(_t("U behandelde dit dossier ook."), "warn"))
    if round.question:
        before.append(Note(round.question, "info", _("Waarover gestemd wordt")))
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Stem uitbrengen"), back_url=looks.request_url(row),
        before=[*before, request_parts.status_facts(row), *request_parts.summary(row, people)],
        crumbs=looks.crumbs(row, Crumb(_("Stemmen"))),
    )  # fmt: skip
