"""A CVO asks to be added with its instellingsnummer; the department decides (S1, G17)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.events_offer import SchoolAsked, SchoolDecided
from sleutelbos.duallearning.recognition.models import SchoolRequest
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules import schools as rules
from sleutelbos.duallearning.recognition.states_offer import school_request_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import (
    Address,
    KeyKind,
    SchoolRecord,
    know_school,
    organisation_with,
    read_institution,
)

NO_ADDRESS = Address()


@dataclass(frozen=True)
class Asked:
    """What somebody fills in: number and name of the school, where it is, what he does there."""

    number: str
    name: str
    position: str
    address: Address = NO_ADDRESS


def may_ask(by: Actor, asked: Asked) -> Decision:
    """Whoever signed in."""
    return rules.asks(by)


def facts_of_request(result: SchoolRequest, *args: object, **kwargs: object) -> dict[str, object]:
    """The school, and why it was refused."""
    return {
        "request": result, "number": result.number, "name": result.name, "reason": result.reason
    }  # fmt: skip


@action(
    "duallearning.ask-school",
    label=_("Toegang vragen voor een CVO"),
    allow=may_ask,
    locks=(),
    sentence=_("{by} vroeg om {name} ({number}) toe te voegen aan Werkplek Duaal."),
    about=facts_of_request,
)
def ask_school(by: Actor, asked: Asked) -> SchoolRequest:
    """Ask that a school is added. Invalid for a number that can't exist, that is known already, or
    for which a request is open."""
    number = read_institution(asked.number)
    known = organisation_with(KeyKind.INR, number)
    if known is not None:
        said = _t("%(name)s is al gekend. Vraag een recht aan haar beheerder.") % {"name": known}
        raise Invalid({"number": said})
    address = asked.address
    request = SchoolRequest.objects.create(
        number=number,
        name=texts.line(asked.name, "name", most=320, required=_t("Vul de naam in.")),
        street=texts.line(address.street, "street", most=300),
        house_number=texts.line(address.house_number, "house_number", most=30),
        postcode=texts.line(address.postcode, "postcode", most=20),
        municipality=texts.line(address.municipality, "municipality", most=200),
        position=texts.line(
            asked.position, "position", most=200, required=_t("Vul in wat u daar doet.")
        ),
        asked_by_id=roles.somebody(by),
        asked_at=clock.now(),
    )
    emit(SchoolAsked(request=request.pk))
    return request


def may_approve(by: Actor, request: SchoolRequest) -> Decision:
    """The department, another than who asked."""
    return rules.decides(by, request)


@action(
    "duallearning.approve-school",
    label=_("School toevoegen aan Werkplek Duaal"),
    allow=may_approve,
    move=school_request_flow["approve"],
    sentence=_("{by} voegde {name} ({number}) toe aan Werkplek Duaal."),
    about=facts_of_request,
)
def approve_school(by: Actor, request: SchoolRequest) -> SchoolRequest:
    """The school is known from now on, in the doelgroep of Onderwijs; Edison appoints its first
    beheerder. Invalid when the number is meanwhile another organisation's."""
    names = ("street", "house_number", "postcode", "municipality")
    address = Address(**{name: getattr(request, name) for name in names})
    record = SchoolRecord(request.number, request.name, address)
    request.school = know_school(system("duaal", on_behalf_of=by.ref), record)
    return _decided(by, request)


def may_refuse(by: Actor, request: SchoolRequest, *, reason: str) -> Decision:
    """The department, another than who asked."""
    return rules.decides(by, request)


@action(
    "duallearning.refuse-school",
    label=_("Aanvraag van een school weigeren"),
    allow=may_refuse,
    move=school_request_flow["refuse"],
    sentence=_("{by} weigerde om {name} ({number}) toe te voegen. Reden: {reason}"),
    about=facts_of_request,
)
def refuse_school(by: Actor, request: SchoolRequest, *, reason: str) -> SchoolRequest:
    """Not added, with the reason that who asked reads."""
    request.reason = texts.block(reason, "reason", required=_t("Vul in waarom u weigert."))
    return _decided(by, request)


def _decided(by: Actor, request: SchoolRequest) -> SchoolRequest:
    request.decided_by_id, request.decided_at = roles.somebody(by), clock.now()
    request.save(update_fields=["school", "reason", "decided_by", "decided_at"])
    emit(SchoolDecided(request=request.pk))
    return request
