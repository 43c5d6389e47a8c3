"""Persons: add, change how they are reached, record what the sources say."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.register import notices, ports, rules, texts
from sleutelbos.register.events import PersonAdded, PersonDied
from sleutelbos.register.holding import hold
from sleutelbos.register.insz import Insz
from sleutelbos.register.models import Person, PersonIdentifier
from sleutelbos.register.queries import persons as queries
from sleutelbos.register.states import Language
from sleutelbos.tools import crypto, dates


def facts_of_added(result: Person, *args: object, **kwargs: object) -> dict[str, object]:
    """The person that was added; never the number."""
    return {"person": result}


def facts_of_person(result: object, person: Person, **kwargs: object) -> dict[str, object]:
    """The person concerned."""
    return {"person": person}


@action(
    "register.add-person",
    label=_("Persoon toevoegen"),
    allow=rules.may_add_person,
    locks=(),
    sentence=_("{by} voegde {person} toe aan het register."),
    about=facts_of_added,
)
def add_person(
    by: Actor,
    insz: str,
    *,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    language: str = Language.NL,
) -> Person:
    """Make a person known by a number.

    Where the Rijksregister knows the number, its names count and not the typed ones. Invalid for a
    number that can't exist, is known already, was replaced, or belongs to somebody who died.
    """
    number = queries.read_insz(insz)
    hold(f"insz:{queries.lookup_of(number.value).hex()}")
    if queries.identifier_of(number.value) is not None:
        raise Invalid({"insz": _t("Deze persoon is al gekend. Zoek hem op met dit nummer.")})
    record = ports.directory().find(number.value)
    if record is not None:
        if record.replaced_by:
            raise Invalid({"insz": _t("Dit nummer is vervangen. Gebruik het nieuwe nummer.")})
        if record.deceased_on is not None:
            raise Invalid({"insz": _t("Volgens het Rijksregister is deze persoon overleden.")})
        given_name, family_name = record.given_name, record.family_name
    person = Person.objects.create(
        given_name=texts.clean_name(given_name, "given_name", required=False),
        family_name=texts.clean_name(family_name, "family_name"),
        email=texts.clean_email(email),
        language=texts.clean_language(language),
        birth_date=(record.birth_date if record else None) or number.birth,
    )
    if not is_system(by):
        _mark_address(by, person)
        person.save(update_fields=["email_since", "email_from"])
    store_number(person, number)
    emit(PersonAdded(person=person.pk))
    return person


def store_number(person: Person, number: Insz, first: date | None = None) -> PersonIdentifier:
    """Keep a number encrypted, with its hash; ``first`` is the day from which it counts."""
    return PersonIdentifier.objects.create(
        person=person,
        kind=number.kind,
        sealed=crypto.encrypt(number.value, queries.PURPOSE),
        lookup=queries.lookup_of(number.value),
        tail=number.value[-2:],
        valid=dates.of_days(first, None),
    )


@action(
    "register.change-contact",
    label=_("Contactgegevens wijzigen"),
    allow=rules.may_change_contact,
    sentence=_("{by} veranderde de contactgegevens van {person}."),
    about=facts_of_person,
)
def change_contact(by: Actor, person: Person, *, email: str, language: str) -> Person:
    """Change e-mail address and language; a new address clears the last refusal.

    The old address is told. Invalid for a beheerder when the address is the person's own, or was
    set by another organisation: then :func:`propose_address`. What was proposed falls away once
    the person himself saves.
    """
    address, old = texts.clean_email(email), person.email
    if address != old and not rules.owns_address(by, person):
        raise Invalid({"email": _t("Dit adres kan alleen %(name)s zelf wijzigen.")
                                % {"name": person}})  # fmt: skip
    person.email, person.language = address, texts.clean_language(language)
    if address != old:
        person.mail_refused, person.mail_refused_at = "", None
        _mark_address(by, person)
        if old:
            notices.tell_old_address(person, old)
    if by.pk == person.pk or address == person.email_proposed:
        person.email_proposed, person.email_proposed_for = "", None
    person.save(
        update_fields=["email", "language", "mail_refused", "mail_refused_at", "email_since",
                       "email_from", "email_proposed", "email_proposed_for"]
    )  # fmt: skip
    return person


def _mark_address(by: Actor, person: Person) -> None:
    """Who set the address that counts now: a beheerder for his organisation, or nobody else."""
    other = not is_system(by) and by.pk != person.pk and by.capacity is not None
    person.email_from_id = by.capacity.organisation if other and by.capacity else None
    person.email_since = clock.now() if person.email else None


@action(
    "register.propose-address",
    label=_("Nieuw e-mailadres voorstellen"),
    allow=rules.may_propose_address,
    sentence=_(
        "{by} stelde een ander e-mailadres voor {person} voor, dat nog bevestigd moet worden."
    ),
    about=facts_of_person,
)
def propose_address(by: Actor, person: Person, *, email: str) -> Person:
    """Let another address wait until the person confirms it in his own profile.

    He is told at the address that still counts. Invalid for no address, or the one he has.
    """
    address = texts.clean_email(email)
    if not address:
        raise Invalid({"email": _t("Alleen %(name)s zelf kan dit adres weghalen.")
                                % {"name": person}})  # fmt: skip
    if address == person.email:
        raise Invalid({"email": _t("Dit is al het adres van deze persoon.")})
    person.email_proposed = address
    person.email_proposed_for_id = by.capacity.organisation if by.capacity is not None else None
    person.save(update_fields=["email_proposed", "email_proposed_for"])
    notices.tell_of_proposal(person, person.email_proposed_for)
    return person


@action(
    "register.record-mail-refusal",
    label=_("Weigering van een mail bewaren"),
    allow=rules.may_record_mail_refusal,
    sentence=_("De mailserver weigerde een bericht aan {person}."),
    about=facts_of_person,
)
def record_mail_refusal(by: Actor, person: Person, *, address: str, text: str) -> Person:
    """Keep what the mail server answered; nothing when the address was changed meanwhile."""
    if address == person.email:
        person.mail_refused = texts.clean_reason(text, "text", _t("Er is geen antwoord."))
        person.mail_refused_at = clock.now()
        person.save(update_fields=["mail_refused", "mail_refused_at"])
    return person


@action(
    "register.record-death",
    label=_("Overlijden bewaren"),
    allow=rules.may_record_death,
    sentence=_("Het Rijksregister meldde dat {person} overleden is."),
    about=facts_of_person,
)
def record_death(by: Actor, person: Person, *, on: date) -> Person:
    """Keep the day of death; told again with another day, that day counts.

    Invalid for a day in the future or before the birth.
    """
    if on > clock.today():
        raise Invalid({"on": _t("De datum van overlijden ligt in de toekomst.")})
    if person.birth_date is not None and on < person.birth_date:
        raise Invalid({"on": _t("De datum van overlijden ligt voor de geboorte.")})
    first_time = person.deceased_on is None
    person.deceased_on = on
    person.save(update_fields=["deceased_on"])
    if first_time:
        emit(PersonDied(person=person.pk))
    return person
