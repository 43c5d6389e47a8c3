"""'Overeenkomsten': who learns where, and where each agreement stands (W10, W15, W16, W28)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.agreement.actions.drafting import set_plan
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.pages import (
    addendum_parts,
    agreement_parts,
    looks,
    signature_parts,
)
from sleutelbos.duallearning.agreement.pages.agreement_ways import ways_of
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.forms import AgreementFilter
from sleutelbos.duallearning.agreement.queries.scope import agreements_for
from sleutelbos.duallearning.agreement.queries.terms import suspended_on
from sleutelbos.duallearning.agreement.queries.versions import as_on
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import REGULAR, EndReason, agreement_flow
from sleutelbos.duallearning.recognition.pages.attached import attached
from sleutelbos.duallearning.recognition.pages.looks import beside, primary_of
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Actions, Empty, Fact, Facts, Head, Link, Note, Part
from sleutelbos.web.tables import Column, Table

COLUMNS = [
    Column("overeenkomst", _("Overeenkomst"), "number", sort="number", link=looks.agreement_url),
    Column("leerling", _("Leerling"), "learner.person.name", sort="learner__person__family_name"),
    Column(
        "opleiding",
        _("Opleiding"),
        "learner.programme.name",
        sort="learner__programme__name",
        shown=False,
    ),
    Column("school", _("School"), "learner.school.name", sort="learner__school__name"),
    Column(
        "onderneming", _("Onderneming"), looks.workplace_text, sort="recognition__company__name"
    ),
    Column(
        "van",
        _("Van"),
        lambda row: row.valid and row.valid.lower,
        sort="valid",
        kind="date",
        shown=False,
    ),
    Column(
        "tot", _("Tot en met"), lambda row: row.valid and dates.last_day(row.valid), kind="date"
    ),
    Column("toestand", _("Toestand"), looks.agreement_pill, sort="state", kind="pill"),
    Column("begeleider", _("Trajectbegeleider"), "guide.name", shown=False),
]


def _columns(by: Actor) -> list[Column]:
    """A school knows its own name; the others look for it, and have no room for the last day."""
    aside = "school" if roles.reads_learners(by) else "tot"
    return [replace(one, shown=one.shown and one.name != aside) for one in COLUMNS]


@page(
    "duaal/overeenkomsten",
    name="agreements",
    title=_("Overeenkomsten"),
    door=roles.reads_agreements,
    shows="duallearning.agreements",
    reveals=PURPOSE,
)
def agreements(request: PageRequest) -> HttpResponseBase:
    """All agreements that I may see, with search, filters and files."""
    empty = Empty(
        _("Nog geen overeenkomsten"),
        _("Een trajectbegeleider maakt een overeenkomst op vanaf de pagina van de leerling."),
        icon="handshake",
    )
    table = Table(
        request, agreements_for(request.actor), _columns(request.actor), name="overeenkomsten",
        filters=AgreementFilter, order="-overeenkomst", empty=empty,
        person=lambda row: row.person_id,
    )  # fmt: skip
    sentence = ngettext("%s overeenkomst.", "%s overeenkomsten.", table.count)
    head = Head(_("Overeenkomsten"), sentence % words.number_text(table.count))
    rules = Link(_("Regels voor overeenkomsten"), reverse("duallearning:agreement-rules"), "gavel")
    return show.listing(request, head, table, after=[Actions([rules])])


@page(
    "duaal/overeenkomsten/<uuid:uid>",
    name="agreement",
    title=_("Overeenkomst"),
    door=roles.reads_agreements,
    shows="duallearning.agreement",
    reveals=PURPOSE,
)
def agreement(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One agreement: what was agreed, where it stands, what may be done with it."""
    by = request.actor
    row = one(agreements_for(by), uid)
    now = as_on(row)
    people = [row.person_id, row.guide_id, *([now.mentor.person_id] if now.mentor else [])]
    reveal(request, people)
    keeps, why = bool(roles.keeps(by, row)), roles.knows_why(by, row)
    ways = ways_of(by, row)
    primary = primary_of(ways)
    head = Head(
        row.learner.person.name, _sentence(row), pill=looks.agreement_pill(row),
        kicker=_t("Overeenkomst %s") % row.number,
        turn=words.turn_text(agreement_flow.states[row.state].owner), primary=primary,
    )  # fmt: skip
    change = bool(set_plan.check(by, row, activities=(), note=""))
    parts: list[Part] = [
        *_ended(row, why=why),
        *_suspended(row),
        *agreement_parts.suspensions(row, keeps=keeps, why=why),
        *_tasks(row, keeps=keeps),
        *signature_parts.signatures(by, row),
        *addendum_parts.addenda(by, row),
        *agreement_parts.summary(now, change=change),
        *agreement_parts.known(row),
        *attached(by, row),
        history(row),
    ]
    return show.page(
        request, head, *parts, crumbs=looks.crumbs(row),
        aside=beside(request.path, ways, but=primary),
    )  # fmt: skip


def _sentence(row: Agreement) -> str:
    return {
        "draft": _t("Alleen uw school ziet deze werkversie. Vul aan en leg ze voor."),
        "signing": _t(
            "Het document is klaar. Alle partijen tekenen het, op papier of met een link."
        ),
        "signed": _t("Alle partijen tekenden. De trajectbegeleider registreert de overeenkomst."),
        "registered": _t("De overeenkomst is geregistreerd."),
        "ended": _t("De overeenkomst eindigde op %s.") % words.day_text(row.ended_on),
        "annulled": _t(
            "Deze overeenkomst is bij vergissing geregistreerd en heeft nooit gegolden."
        ),
    }[row.state]


def _ended(row: Agreement, *, why: bool) -> list[Part]:
    if row.state == "annulled":
        return [Note(row.end_note, "warn", _("Waarom geannuleerd"))]
    if row.state != "ended":
        return []
    facts = [Fact(_("Geëindigd op"), words.day_text(row.ended_on)),
             Fact(_("Reden"), EndReason(row.end_reason).label)]  # fmt: skip
    if row.end_reason not in REGULAR:
        facts.append(Fact(_("Op initiatief van"), row.get_initiator_display()))
    if row.end_note and why:
        facts.append(Fact(_("Toelichting"), row.end_note))
    return [Facts(facts)]


def _suspended(row: Agreement) -> list[Part]:
    pause = suspended_on(row) if row.state == "registered" else None
    if pause is None:
        return []
    return [Note(_t("De overeenkomst staat stil: %s.") % words.period_text(pause.valid), "warn")]


def _tasks(row: Agreement, *, keeps: bool) -> list[Part]:
    """What waits about its workplace, for who keeps it."""
    found = row.tasks.filter(state="open").order_by("pk") if keeps else []
    return [
        Actions([Link(str(one), reverse("duallearning:agreement-task", args=[one.uid]), "flag")])
        for one in found
    ]
