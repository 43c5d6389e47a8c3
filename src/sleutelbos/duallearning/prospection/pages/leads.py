"""'Leads': which companies the partnership talks with, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.prospection import rules
from sleutelbos.duallearning.prospection.actions.leads import drop_lead
from sleutelbos.duallearning.prospection.models import Lead
from sleutelbos.duallearning.prospection.pages import looks
from sleutelbos.duallearning.prospection.pages.forms import LeadFilter
from sleutelbos.duallearning.prospection.queries.scope import (
    last_day_of,
    leads_for,
    leads_to_do,
)
from sleutelbos.duallearning.prospection.states import OPEN, DropReason
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.looks import beside, primary_of
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import shown_number
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Part,
    Section,
)
from sleutelbos.web.tables import Column, Table

COLUMNS = [
    Column("vestiging", _("Vestiging"), "name", sort="name", link=looks.lead_url),
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name"),
    Column("wie", _("Wie volgt op"), "owner.name", sort="owner__family_name"),
    Column("volgende", _("Volgend contact"), "next_on", sort="next_on", kind="date"),
    Column("toestand", _("Toestand"), looks.lead_pill, sort="state", kind="pill"),
    Column("adres", _("Adres"), "address", shown=False),
    Column("nummer", _("Vestigingsnummer"), lambda row: shown_number(row.site_number), shown=False),
    Column("reden", _("Reden"), lambda row: row.get_reason_display(), shown=False),
]


@page(
    "duaal/leads",
    name="leads",
    title=_("Leads"),
    door=rules.prospects_somewhere,
    shows="duallearning.leads",
    reveals=looks.PURPOSE,
)
def leads(request: PageRequest) -> HttpResponseBase:
    """All leads of the own partnership, what comes next on top."""
    empty = Empty(
        _("Nog geen leads"),
        _("Kies een tekort bij Prospectie en daar een kandidaat, of maak zelf een lead."),
        icon="phone",
    )
    table = Table(
        request, leads_for(request.actor), COLUMNS, name="leads", filters=LeadFilter,
        order="volgende", empty=empty, person=lambda row: row.owner_id,
    )  # fmt: skip
    mine = leads_to_do(request.actor).count()
    sentence = ngettext("%s lead wacht op u.", "%s leads wachten op u.", mine)
    head = Head(
        _("Leads"), sentence % words.number_text(mine),
        primary=Link(_("Lead maken"), reverse("duallearning:add-lead"), "plus", look="primary"),
    )  # fmt: skip
    return show.listing(request, head, table)


@page(
    "duaal/leads/<uuid:uid>",
    name="lead",
    title=_("Lead"),
    door=rules.prospects_somewhere,
    shows="duallearning.lead",
    reveals=looks.PURPOSE,
)
def lead(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One lead, its contacts, what may be done, and what happened."""
    by = request.actor
    row = one(leads_for(by), uid)
    contacts = list(row.contacts.select_related("made_by").order_by("-on", "-pk"))
    reveal(request, {row.owner_id, *(contact.made_by_id for contact in contacts)})
    ways = _ways(by, row)
    primary = primary_of(ways)
    term = _t("Volgend contact op %s") % words.day_text(row.next_on) if row.state in OPEN else ""
    head = Head(
        row.name, row.address, pill=looks.lead_pill(row), kicker=row.programme.name,
        primary=primary, term=term,
    )  # fmt: skip
    lines = [
        [words.day_text(one.on), one.get_kind_display(), one.note, one.made_by.name]
        for one in contacts
    ]
    headings = [_("Wanneer"), _("Hoe"), _("Wat er gezegd is"), _("Wie")]
    listing = Listing(headings, lines, empty=_("Nog geen contact."))
    parts: list[Part] = [Facts(_facts(row)), Section(_("Contacten"), [listing]), history(row)]
    crumbs = [Crumb(_("Leads"), reverse("duallearning:leads")), Crumb(row.name)]
    return show.page(
        request, head, *parts, crumbs=crumbs, aside=beside(request.path, ways, but=primary)
    )


def _facts(row: Lead) -> list[Fact]:
    facts = [
        Fact(_("Vestigingsnummer"), shown_number(row.site_number)),
        Fact(_("Ondernemingsnummer"), shown_number(row.company_number)),
        Fact(_("Wie volgt op"), row.owner.name),
    ]
    if row.state in OPEN:
        facts.append(Fact(_("Voorbehouden tot en met"), words.day_text(last_day_of(row))))
    if row.request is not None:
        facts.append(Fact(_("Aanvraag"), row.request.number))
    if row.recognition is not None:
        facts.append(Fact(_("Erkenning"), row.recognition.number))
    if row.reason:
        facts.append(Fact(_("Reden"), DropReason(row.reason).label))
    if row.note:
        facts.append(Fact(_("Toelichting"), row.note))
    return facts


def _ways(by: Actor, row: Lead) -> list[Link | Button]:
    if not drop_lead.check(by, row, reason=""):
        return []
    return [
        Link(_("Contact noteren"), looks.lead_url(row, "record-contact"), "phone", "primary"),
        Link(_("Bewerken"), looks.lead_url(row, "change-lead"), "pencil", "secondary"),
        Link(_("Laten afvallen"), looks.lead_url(row, "drop-lead"), "ban", "quiet"),
    ]
