"""'Stemmingen': how each vote stands and ended, its minutes, and to count or stop it (W07, W17)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.voting import cancel_vote, count_vote
from sleutelbos.duallearning.recognition.documents.minutes import minutes_of
from sleutelbos.duallearning.recognition.models import VoteRound
from sleutelbos.duallearning.recognition.pages import looks, request_parts, vote_parts
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.filters import VoteFilter
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.recognition.pages.forms_votes import CountForm
from sleutelbos.duallearning.recognition.queries.votes import ballots_of, rounds_for, rounds_to_vote
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.votes import reads_votes
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Empty, Head, Link, Note, Part
from sleutelbos.web.press import ask
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:votes"
COLUMNS = [
    Column("aanvraag", _("Aanvraag"), "request.number", sort="request__number",
           link=vote_parts.vote_url),
    Column("onderneming", _("Onderneming"), "request.company.name",
           sort="request__company__name"),
    Column("opleiding", _("Opleiding"), "request.programme.name"),
    Column("tot", _("Stemmen tot en met"), "deadline", sort="deadline", kind="date"),
    Column("gevraagd", _("Gevraagd"), "asked", sort="asked", kind="number"),
    Column("gestemd", _("Gestemd"), "cast", sort="cast", kind="number"),
    Column("toestand", _("Uitslag"), vote_parts.vote_pill, kind="pill"),
]  # fmt: skip


@page(
    "duaal/stemmingen",
    name="votes",
    title=_("Stemmingen"),
    door=reads_votes,
    shows="duallearning.votes",
)
def votes(request: PageRequest) -> HttpResponseBase:
    """All votes of my partnership, with search and files."""
    empty = Empty(
        _("Nog geen stemmingen"),
        _("Begint een Behandelaar een stemming over een aanvraag, dan staat ze hier."),
        icon="gavel",
    )
    table = Table(
        request, rounds_for(request.actor), COLUMNS, name="stemmingen", filters=VoteFilter,
        order="-tot", empty=empty,
    )  # fmt: skip
    waiting = rounds_to_vote(request.actor).count()
    sentence = (
        ngettext("Over %s aanvraag moet u nog stemmen.", "Over %s aanvragen moet u nog stemmen.",
                 waiting)
        if waiting
        else ngettext("%s stemming.", "%s stemmingen.", table.count)
    )  # fmt: skip
    head = Head(_("Stemmingen"), sentence % words.number_text(waiting or table.count))
    return show.listing(request, head, table)


@page(
    "duaal/stemmingen/<uuid:uid>",
    name="vote-round",
    title=_("Stemming"),
    door=reads_votes,
    shows="duallearning.vote",
    reveals=PURPOSE,
)
def vote_round(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One vote: who voted, and once it was counted what."""
    by = request.actor
    round = one(rounds_for(by), uid)
    ballots = ballots_of(round)
    reveal(request, [one.voter_id for one in ballots])
    ways = _ways(by, round)
    primary = looks.primary_of(ways)
    head = Head(
        round.request.company.name, _sentence(round), pill=vote_parts.vote_pill(round),
        kicker=_t("Stemming over aanvraag %s") % round.request.number, primary=primary,
    )  # fmt: skip
    notes: list[Part] = []
    if round.question:
        notes.append(Note(round.question, "info", _("Waarover gestemd wordt")))
    if round.remark:
        notes.append(Note(round.remark, "info", _("Opmerking van de Behandelaar")))
    return show.page(
        request, head, *notes, vote_parts.facts(round), vote_parts.members(round, ballots),
        request_parts.history(round), crumbs=_crumbs(round),
        aside=looks.beside(request.path, ways, but=primary),
    )  # fmt: skip


def _sentence(round: VoteRound) -> str:
    last = words.day_text(round.deadline)
    return {
        "open": _t("De stemgerechtigden stemmen tot en met %s. Wat zij stemmen, ziet u na het"
                   " tellen.") % last,
        "counted": _t("De stemmen zijn geteld. De Behandelaar beslist."),
        "cancelled": _t("De stemming is stopgezet. Er is niets geteld."),
    }[round.state]  # fmt: skip


def _ways(by: Actor, round: VoteRound) -> list[Link]:
    found = vote_parts.voting_ways(by, round.request)
    if count_vote.check(by, round):
        url = vote_parts.vote_url(round, "count-vote")
        found.append(Link(_("Stemmen tellen"), url, "list-checks", "secondary"))
        url = vote_parts.vote_url(round, "cancel-vote")
        found.append(Link(_("Stemming stopzetten"), url, "undo-2", "secondary"))
    if round.state == "counted":
        found.append(Link(_("Verslag"), vote_parts.vote_url(round, "vote-minutes"), "file-text"))
    return found


def _crumbs(round: VoteRound, *more: Crumb) -> list[Crumb]:
    here = Crumb(round.request.number, vote_parts.vote_url(round) if more else "")
    return [Crumb(_("Stemmingen"), reverse(LIST)), here, *more]


@page(
    "duaal/stemmingen/<uuid:uid>/verslag",
    name="vote-minutes",
    title=_("Verslag van een stemming"),
    door=reads_votes,
    shows="duallearning.vote-minutes",
    reveals=PURPOSE,
)
def minutes(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The minutes as a PDF, once it was counted."""
    round = one(rounds_for(request.actor).filter(state="counted"), uid)
    content, persons = minutes_of(round)
    reveal(request, persons)
    return show.download(content, "application/pdf", f"stemming-{round.request.number}.pdf")


@page(
    "duaal/stemmingen/<uuid:uid>/tellen",
    name="count-vote",
    title=_("Stemmen tellen"),
    door=roles.handles_somewhere,
    does=count_vote,
)
def count(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Count once all voted; after the last day it is done by itself."""
    round = one(rounds_for(request.actor).filter(state="open"), uid)
    head = Head(
        _("Stemmen tellen"), _("Na het tellen kan niemand nog stemmen."), kicker=str(round.request)
    )
    return ask(
        request, CountForm.of(request), count_vote, round,
        head=head, submit=_("Stemmen tellen"), told=_("De stemmen zijn geteld."),
        back=vote_parts.vote_url(round), before=[vote_parts.facts(round)],
        crumbs=_crumbs(round, Crumb(_("Tellen"))),
    )  # fmt: skip


@page(
    "duaal/stemmingen/<uuid:uid>/stopzetten",
    name="cancel-vote",
    title=_("Stemming stopzetten"),
    door=roles.handles_somewhere,
    does=cancel_vote,
)
def cancel(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Nothing is counted; the members can be asked again."""
    round = one(rounds_for(request.actor).filter(state="open"), uid)
    head = Head(
        _("Stemming stopzetten"), _("Wat al gestemd is, telt dan niet."), kicker=str(round.request)
    )
    return ask(
        request, ReasonForm.of(request), cancel_vote, round,
        head=head, submit=_("Stopzetten"), told=_("De stemming is stopgezet."),
        back=vote_parts.vote_url(round), crumbs=_crumbs(round, Crumb(_("Stopzetten"))),
    )  # fmt: skip
