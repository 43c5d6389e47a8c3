"""Leads: make one, give it to somebody, note a contact, let it fall off (W20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection import rules
from sleutelbos.duallearning.prospection.models import Lead, LeadContact
from sleutelbos.duallearning.prospection.queries.candidates import workplace_with
from sleutelbos.duallearning.prospection.queries.scope import (
    is_recognised,
    last_day_of,
    lead_on,
    owners_in,
)
from sleutelbos.duallearning.prospection.states import BY_HAND, OPEN, ContactKind, lead_flow
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import KboFault, Organisation, hold, parse_site
from sleutelbos.web.words import day_text


@dataclass(frozen=True)
class Follow:
    """Who does it (the key of a person), and on which day something happens next."""

    owner: int
    next_on: date


@dataclass(frozen=True)
class Spoken:
    """A contact: when, how, what was said, whether they are interested, and when again."""

    on: date
    kind: str
    note: str
    interested: bool
    next_on: date


def facts_of_lead(result: Lead, *args: object, **kwargs: object) -> dict[str, object]:
    """The vestiging and the opleiding."""
    return {"lead": result, "name": result.name, "programme": result.programme}


def may_start(
    by: Actor, partnership: Organisation, *, programme: Programme, site: str, follow: Follow
) -> Decision:
    """Does prospectie for that partnership."""
    return rules.prospects_for(by, partnership.pk)


@action(
    "duallearning.start-lead",
    label=_("Lead maken"),
    allow=may_start,
    sentence=_("{by} maakte een lead van {name} voor {programme}."),
    about=facts_of_lead,
)
def start_lead(
    by: Actor, partnership: Organisation, *, programme: Programme, site: str, follow: Follow
) -> Lead:
    """A vestiging (its number) becomes a lead; nobody else makes one of it meanwhile.

    Invalid for what is no vestigingsnummer, a vestiging that the KBO doesn't have or that stopped,
    that is recognised already, or that is a lead: then it says whose, and until when.
    """
    try:
        site = parse_site(site, allow_test=settings.ALLOW_TEST_IDENTIFIERS)
    except KboFault as fault:
        raise Invalid({"site": fault.sentence}) from fault
    hold(f"lead {site}")
    found = workplace_with(by, site)
    if found is None:
        said = _t("De KBO kent geen actieve vestiging met dit nummer. Misschien is ze gestopt.")
        raise Invalid({"site": said})
    if is_recognised(site, programme):
        raise Invalid({"site": _t("Deze vestiging is al erkend voor de opleiding.")})
    _check_free(site, partnership)
    row = Lead(
        partnership=partnership, programme=programme, site_number=site,
        company_number=found.company, name=found.name, address=found.address,
        made_at=clock.now(), made_by_id=somebody(by), touched_on=clock.today(),
    )  # fmt: skip
    _fill(row, follow)
    row.save()
    return row


def _check_free(site: str, partnership: Organisation) -> None:
    other = lead_on(site)
    if other is None:
        return
    if other.partnership_id == partnership.pk:
        raise Invalid({"site": _t("Uw partnerschap heeft al een lead op deze vestiging.")})
    words = {"who": other.partnership.name, "day": day_text(last_day_of(other))}
    if other.state not in OPEN:
        said = _t("Deze vestiging is een lead van %(who)s. Haar aanvraag is ingediend.")
    else:
        said = _t("Deze vestiging is een lead van %(who)s, tot en met %(day)s.")
    raise Invalid({"site": said % words})


def _fill(row: Lead, follow: Follow) -> None:
    if follow.next_on < clock.today() and follow.next_on != row.next_on:
        raise Invalid({"next_on": _t("Deze dag is voorbij. Kies vandaag of later.")})
    owner = next((one for one in owners_in(row.partnership_id) if one.pk == follow.owner), None)
    if owner is None:
        raise Invalid({"owner": _t("Kies iemand die bij uw partnerschap prospectie doet.")})
    row.owner, row.next_on = owner, follow.next_on


def may_change(by: Actor, lead: Lead, *, follow: Follow) -> Decision:
    """Does prospectie for the partnership of the lead."""
    return rules.works_on(by, lead)


@action(
    "duallearning.change-lead",
    label=_("Lead bewerken"),
    allow=may_change,
    when=lead_flow.at(*OPEN),
    sentence=_("{by} bewerkte de lead op {name} voor {programme}."),
    about=facts_of_lead,
)
def change_lead(by: Actor, lead: Lead, *, follow: Follow) -> Lead:
    """Another owner, another day. Invalid as :func:`start_lead`."""
    _fill(lead, follow)
    lead.save(update_fields=["owner", "next_on"])
    return lead


def may_record(by: Actor, lead: Lead, *, spoken: Spoken) -> Decision:
    """Does prospectie for the partnership of the lead."""
    return rules.works_on(by, lead)


@action(
    "duallearning.record-contact",
    label=_("Contact noteren"),
    allow=may_record,
    when=lead_flow.at(*OPEN),
    sentence=_("{by} noteerde een contact met {name}."),
    about=facts_of_lead,
)
def record_contact(by: Actor, lead: Lead, *, spoken: Spoken) -> Lead:
    """Somebody spoke with the company: the reservation counts from that day again.

    Invalid for a contact that is still to come or from before the lead, or a next day that is over.
    """
    today = clock.today()
    if spoken.on > today:
        raise Invalid({"on": _t("Deze dag moet nog komen. Noteer een contact als het er was.")})
    if spoken.on < lead.made_at.astimezone(clock.BRUSSELS).date():
        raise Invalid({"on": _t("Deze dag ligt voor het begin van de lead.")})
    if spoken.kind not in ContactKind.values:
        raise Invalid({"kind": _t("Kies hoe u contact had.")})
    if spoken.next_on < today:
        raise Invalid({"next_on": _t("Deze dag is voorbij. Kies vandaag of later.")})
    LeadContact.objects.create(
        lead=lead, on=spoken.on, kind=spoken.kind, made_at=clock.now(), made_by_id=somebody(by),
        note=texts.block(spoken.note, "note", required=_t("Vul in wat er gezegd is.")),
    )  # fmt: skip
    lead.touched_on = max(lead.touched_on, spoken.on)
    lead.next_on = spoken.next_on
    lead.save(update_fields=["touched_on", "next_on"])
    if spoken.interested and lead.state != "interested":
        return mark_interest(by, lead)
    if lead.state == "new":
        return reach_lead(by, lead)
    return lead


def may_move(by: Actor, lead: Lead) -> Decision:
    """Does prospectie for the partnership of the lead."""
    return rules.works_on(by, lead)


@action(
    "duallearning.reach-lead",
    label=_("Lead is gecontacteerd"),
    allow=may_move,
    move=lead_flow["reach"],
    sentence=_("{name} is gecontacteerd."),
    about=facts_of_lead,
)
def reach_lead(by: Actor, lead: Lead) -> Lead:
    """The first contact was made."""
    return lead


@action(
    "duallearning.mark-interest",
    label=_("Lead heeft interesse"),
    allow=may_move,
    move=lead_flow["interest"],
    sentence=_("{name} heeft interesse in {programme}."),
    about=facts_of_lead,
)
def mark_interest(by: Actor, lead: Lead) -> Lead:
    """The company wants to know more."""
    return lead


def may_drop(by: Actor, lead: Lead, *, reason: str, note: str = "") -> Decision:
    """Does prospectie for the partnership of the lead."""
    return rules.works_on(by, lead)


@action(
    "duallearning.drop-lead",
    label=_("Lead laten afvallen"),
    allow=may_drop,
    move=lead_flow["drop"],
    sentence=_("{by} liet de lead op {name} afvallen."),
    about=facts_of_lead,
)
def drop_lead(by: Actor, lead: Lead, *, reason: str, note: str = "") -> Lead:
    """Nothing comes of it; why stays. Another may try."""
    if reason not in BY_HAND:
        raise Invalid({"reason": _t("Kies waarom de lead afvalt.")})
    lead.reason, lead.note = reason, texts.block(note, "note")
    lead.ended_at = clock.now()
    lead.save(update_fields=["reason", "note", "ended_at"])
    return lead
