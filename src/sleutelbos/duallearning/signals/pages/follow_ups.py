"""'Acties': what is planned about companies of the partnership, by whom, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.looks import beside, primary_of
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.duallearning.signals.actions.follow_ups import (
    cancel_follow_up,
    conclude_follow_up,
)
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.duallearning.signals.pages import looks
from sleutelbos.duallearning.signals.pages.forms import FollowUpFilter
from sleutelbos.duallearning.signals.queries.scope import follow_ups_for, follow_ups_to_do
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import FollowUpOutcome
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Button, Crumb, Empty, Fact, Facts, Head, Link, Part
from sleutelbos.web.tables import Column, Table

COLUMNS = [
    Column("onderneming", _("Onderneming"), "company.name", sort="company__name",
           link=looks.follow_up_url),
    Column("wat", _("Wat"), lambda row: row.get_kind_display(), sort="kind"),
    Column("verantwoordelijke", _("Verantwoordelijke"), "owner.name",
           sort="owner__family_name"),
    Column("tegen", _("Uiterlijk op"), "due", sort="due", kind="date"),
    Column("toestand", _("Toestand"), looks.follow_up_pill, sort="state", kind="pill"),
    Column("uitkomst", _("Uitkomst"), lambda row: row.get_outcome_display(), shown=False),
    Column("knipperlicht", _("Knipperlicht"), "signal.light.name", shown=False),
]  # fmt: skip


@page(
    "duaal/acties",
    name="follow-ups",
    title=_("Acties"),
    door=roles.follows_up_somewhere,
    shows="duallearning.follow-ups",
    reveals=looks.PURPOSE,
)
def follow_ups(request: PageRequest) -> HttpResponseBase:
    """All acties of the own partnership, what is due first on top."""
    by = request.actor
    empty = Empty(
        _("Nog geen acties"),
        _("Plan een actie vanaf een knipperlicht, een onderneming, een erkenning of een aanvraag."),
        icon="list-checks",
    )
    table = Table(
        request, follow_ups_for(by), COLUMNS, name="acties", filters=FollowUpFilter,
        order="tegen", empty=empty, person=lambda row: row.owner_id,
    )  # fmt: skip
    mine = follow_ups_to_do(by).count()
    sentence = ngettext(
        "Voor %s actie bent u verantwoordelijk.", "Voor %s acties bent u verantwoordelijk.", mine
    )
    head = Head(_("Acties"), sentence % words.number_text(mine))
    return show.listing(request, head, table)


@page(
    "duaal/acties/<uuid:uid>",
    name="follow-up",
    title=_("Actie"),
    door=roles.follows_up_somewhere,
    shows="duallearning.follow-up",
    reveals=looks.PURPOSE,
)
def follow_up(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One actie, what may be done with it, and what happened."""
    by = request.actor
    row = one(follow_ups_for(by), uid)
    reveal(request, [row.owner_id, *looks.persons_of(by, row)])
    ways = _ways(by, row)
    primary = primary_of(ways)
    head = Head(
        row.company.name, row.text, pill=looks.follow_up_pill(row),
        kicker=_t("Actie: %s") % row.get_kind_display(), primary=primary,
        term=_t("Uiterlijk op %s") % words.day_text(row.due) if row.state == "planned" else "",
    )  # fmt: skip
    parts: list[Part] = [Facts(_facts(by, row)), history(row)]
    crumbs = [Crumb(_("Acties"), reverse("duallearning:follow-ups")), Crumb(row.company.name)]
    return show.page(
        request, head, *parts, crumbs=crumbs, aside=beside(request.path, ways, but=primary)
    )


def _facts(by: Actor, row: FollowUp) -> list[Fact]:
    facts = [
        Fact(row.kind_of_subject.label, looks.subject_text(by, row)),
        Fact(_("Verantwoordelijke"), row.owner.name),
        Fact(_("Gepland door"), row.planned_by.name),
    ]
    if row.signal is not None:
        facts.append(Fact(_("Na knipperlicht"), _lamp(by, row)))
    if row.outcome:
        facts.append(Fact(_("Uitkomst"), FollowUpOutcome(row.outcome).label))
    if row.report:
        label = _("Reden") if row.state == "cancelled" else _("Verslag")
        facts.append(Fact(label, row.report))
    return facts


def _lamp(by: Actor, row: FollowUp) -> Link | str:
    assert row.signal is not None
    if not roles.reads_signal(by, row.signal):
        return str(row.signal.light)
    return Link(str(row.signal.light), looks.signal_url(row.signal))


def _ways(by: Actor, row: FollowUp) -> list[Link | Button]:
    found: list[Link | Button] = []
    if conclude_follow_up.check(by, row, outcome=""):
        url = looks.follow_up_url(row, "conclude-follow-up")
        found.append(Link(_("Afronden"), url, "check", "primary"))
    if cancel_follow_up.check(by, row, reason=""):
        url = looks.follow_up_url(row, "change-follow-up")
        found.append(Link(_("Bewerken"), url, "pencil", "secondary"))
        url = looks.follow_up_url(row, "cancel-follow-up")
        found.append(Link(_("Annuleren"), url, "ban", "quiet"))
    return found
