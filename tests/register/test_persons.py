"""Persons through the gate: add, reach, record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from sleutelbos.connectors.person_directory import fake
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.kernel.models import AuditEntry, Outbox
from sleutelbos.kernel.outbox import Event
from sleutelbos.register import insz, ports
from sleutelbos.register.actions import persons
from sleutelbos.register.models import Organisation, Person, PersonIdentifier
from sleutelbos.register.public import (
    add_person,
    change_contact,
    propose_address,
    record_death,
    record_mail_refusal,
)
from sleutelbos.tools import crypto
from sleutelbos.tools.mail.models import Message
from tests.register import people
from tests.register.people import HOUSE, Managers, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]


def problem(field: str, call: object, *args: object, **kwargs: object) -> str:
    """The sentence that a field gets."""
    with pytest.raises(Invalid) as caught:
        call(*args, **kwargs)  # type: ignore[operator]
    return str(caught.value.problems[field])


@pytest.mark.requirement("P08")
def test_a_number_is_kept_encrypted_and_masked() -> None:
    value = people.number()
    person = add_person(HOUSE, value, given_name="An", family_name="Peeters")
    identifier = person.identifiers.get()
    assert identifier.masked == f"••.••.••-•••.{value[-2:]}"
    assert str(identifier) == identifier.masked
    assert value.encode() not in bytes(identifier.sealed) + bytes(identifier.lookup)
    assert crypto.decrypt(bytes(identifier.sealed), "insz") == value
    assert person.birth_date == date(1980, 4, 15)


def test_the_audit_knows_the_person_and_not_the_number() -> None:
    value = people.number()
    person = add_person(HOUSE, value, given_name="An", family_name="Peeters")
    entry = AuditEntry.objects.get(action="register.add-person")
    assert entry.concerns == [f"register.person:{person.pk}"]
    assert value not in str(entry.payload)
    assert "Peeters" not in str(entry.payload)


def test_the_names_of_the_rijksregister_count(sources: None) -> None:
    person = add_person(
        HOUSE, fake.ANNELIES.insz, given_name="Fake", family_name="Naam", email="a@example.be"
    )
    assert person.name == "Annelies Peeters"
    assert person.birth_date == date(1975, 3, 12)


def test_somebody_with_one_name(sources: None) -> None:
    assert add_person(HOUSE, fake.SUPARMAN.insz).name == "Suparman"


@pytest.mark.requirement("G06")
def test_what_is_wrong_with_a_number_is_told_apart(sources: None) -> None:
    add_person(HOUSE, fake.BART.insz)
    assert problem("insz", add_person, HOUSE, "85.07.30-033.29") == (
        "Het controlegetal klopt niet. Kijk het nummer na."
    )
    assert problem("insz", add_person, HOUSE, insz.shown(fake.BART.insz)) == (
        "Deze persoon is al gekend. Zoek hem op met dit nummer."
    )
    assert problem("insz", add_person, HOUSE, fake.NADIA_BEFORE.insz) == (
        "Dit nummer is vervangen. Gebruik het nieuwe nummer."
    )
    assert problem("insz", add_person, HOUSE, fake.LUC.insz) == (
        "Volgens het Rijksregister is deze persoon overleden."
    )


def test_a_test_number_is_refused_outside_the_demo(settings: object) -> None:
    settings.ALLOW_TEST_IDENTIFIERS = False  # type: ignore[attr-defined]
    assert problem("insz", add_person, HOUSE, people.number(), family_name="X") == (
        "Dit is een testnummer. Het werkt alleen in de demo."
    )


@pytest.mark.parametrize(
    "name",
    ["Ελένη", "Дмитрий", "محمد علی", "李小龍", "ನಾಗರಾಜ್", "Nguyễn Thị", "O'Brien-D’Hondt", "ʻOkina"],
)
def test_names_in_every_script(name: str) -> None:
    person = add_person(HOUSE, people.number(), given_name=name, family_name=name)
    person.refresh_from_db()
    assert (person.given_name, person.family_name) == (name, name)


def test_names_of_three_hundred_letters() -> None:
    longest = "ß" * 300
    person = add_person(HOUSE, people.number(), given_name=longest, family_name=longest)
    assert len(Person.objects.get(pk=person.pk).family_name) == 300
    assert (
        problem("family_name", add_person, HOUSE, people.number(), family_name="a" * 301)
        == "Een naam telt hoogstens 300 tekens."
    )


@pytest.mark.parametrize("name", ["An\x00a", "An\x1b[2J", "\u202eatoN", "An\ud800"])
def test_names_with_signs_that_deceive(name: str) -> None:
    assert problem("family_name", add_person, HOUSE, people.number(), family_name=name) == (
        "De naam bevat een teken dat niet kan. Typ de naam opnieuw."
    )
    assert not Person.objects.exists()


def test_names_are_tidied() -> None:
    person = add_person(
        HOUSE, people.number(), given_name="  An \t Marie ", family_name="Rene\u0301"
    )
    assert person.name == "An Marie René"


def test_a_person_needs_a_name() -> None:
    assert problem("family_name", add_person, HOUSE, people.number()) == "Vul een naam in."


def test_a_wrong_address_or_language() -> None:
    number = people.number()
    assert problem("email", add_person, HOUSE, number, family_name="X", email="an@") == (
        "Dit e-mailadres klopt niet. Kijk het na."
    )
    assert problem("language", add_person, HOUSE, number, family_name="X", language="tlh")
    assert not PersonIdentifier.objects.exists()


def test_only_a_beheerder_adds_persons() -> None:
    manager, other = people.person(), people.person("Bo", "Claes")
    with ports.bound(administration=Managers({manager.pk: set()})):
        add_person(acting(manager), people.number(), family_name="Nieuw")
        with pytest.raises(Refused, match="geen beheerder"):
            add_person(acting(other), people.number(), family_name="Nieuw")
    with pytest.raises(Refused, match="u bent geen beheerder"):
        add_person(acting(manager), people.number(), family_name="Nieuw")


def test_the_database_refuses_a_double() -> None:
    value = people.number()
    people.person(value=value)
    with pytest.raises(Exception, match="personidentifier_lookup"):
        people.person(value=value)


def for_organisation(row: Person, home: Organisation) -> Actor:
    """The person as beheerder who acts for an organisation."""
    return actors.person(row.pk, row.name, capacity=Scope(home.pk))


@pytest.fixture
def managed() -> Iterator[tuple[Person, Actor, Actor]]:
    """A person, and a beheerder of each of two organisations to which he is tied."""
    person, one, two = people.person(email="oud@example.be"), people.person(), people.person()
    managers = Managers({one.pk: {person.pk}, two.pk: {person.pk}})
    here, there = people.organisation("Hier"), people.organisation("Daar")
    with ports.bound(administration=managers):
        yield person, for_organisation(one, here), for_organisation(two, there)


def mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_contact_is_changed_by_oneself(managed: tuple[Person, Actor, Actor]) -> None:
    person = managed[0]
    change_contact(acting(person), person, email=" an@example.be ", language="fr")
    assert (person.email, person.language) == ("an@example.be", "fr")
    with pytest.raises(Refused, match="geen beheerder van deze persoon"):
        change_contact(acting(people.person()), person, email="x@example.be", language="nl")


@pytest.mark.requirement("P08")
def test_a_beheerder_does_not_take_an_address_over(managed: tuple[Person, Actor, Actor]) -> None:
    person, by, _other = managed
    with pytest.raises(Invalid, match="Dit adres kan alleen An Peeters zelf wijzigen"):
        change_contact(by, person, email="aanvaller@example.be", language="nl")
    propose_address(by, person, email="aanvaller@example.be")
    person.refresh_from_db()
    assert (person.email, person.email_proposed) == ("oud@example.be", "aanvaller@example.be")
    mail = mails("register.address-proposed")[0]
    assert mail.person == person.pk
    assert "Een beheerder van Hier vulde een ander e-mailadres voor u in." in mail.body
    assert "aanvaller" not in mail.body


def test_the_person_confirms_or_refuses_by_saving(managed: tuple[Person, Actor, Actor]) -> None:
    person, by, _other = managed
    for proposed, answer in (("x@example.be", "oud@example.be"), ("nieuw@example.be",) * 2):
        propose_address(by, person, email=proposed)
        change_contact(acting(person), person, email=answer, language="nl")
        person.refresh_from_db()
        assert (person.email, person.email_proposed) == (answer, "")
        assert (person.email_from, person.email_proposed_for) == (None, None)


def test_a_beheerder_fills_an_empty_address_and_corrects_it(
    managed: tuple[Person, Actor, Actor],
) -> None:
    person, by, other = managed
    change_contact(acting(person), person, email="", language="nl")
    change_contact(by, person, email="typvout@example.be", language="nl")
    change_contact(by, person, email="typfout@example.be", language="nl")
    assert person.email == "typfout@example.be"
    with pytest.raises(Invalid, match="zelf wijzigen"):
        change_contact(other, person, email="ander@example.be", language="nl")
    assert change_contact(other, person, email=person.email, language="fr").language == "fr"


def test_the_old_address_is_always_told(managed: tuple[Person, Actor, Actor]) -> None:
    person = managed[0]
    change_contact(acting(person), person, email="nieuw@example.be", language="en")
    change_contact(HOUSE, person, email="huis@example.be", language="en")
    change_contact(HOUSE, person, email="huis@example.be", language="nl")
    told = mails("register.address-changed")
    assert [mail.to_email for mail in told] == ["oud@example.be", "nieuw@example.be"]
    assert "Sleutelbos" in told[0].subject


def test_a_proposal_needs_another_address(managed: tuple[Person, Actor, Actor]) -> None:
    person, by, _other = managed
    told = problem("email", propose_address, by, person, email=" ")
    assert told == "Alleen An Peeters zelf kan dit adres weghalen."
    told = problem("email", propose_address, by, person, email="oud@example.be")
    assert told == "Dit is al het adres van deze persoon."


def test_who_adds_somebody_set_the_address(managed: tuple[Person, Actor, Actor]) -> None:
    _person, by, _other = managed
    fresh = add_person(by, people.number(), family_name="Nieuw", email="nieuw@example.be")
    fresh.refresh_from_db()
    assert by.capacity is not None
    assert fresh.email_from_id == by.capacity.organisation
    assert add_person(HOUSE, people.number(), family_name="Huis").email_from is None


def test_the_audit_says_that_an_address_changed_and_not_which() -> None:
    person = people.person(email="oud@example.be")
    change_contact(HOUSE, person, email="nieuw@example.be", language="nl")
    payload = AuditEntry.objects.get(action="register.change-contact").payload
    changed = payload["changes"][f"register.person:{person.pk}"]
    assert changed == {"email": "changed", "email_since": "changed"}


def test_a_refused_mail_is_kept_until_the_address_changes() -> None:
    person = people.person(email="weg@example.be")
    answer = "550 5.1.1 mailbox unavailable"
    record_mail_refusal(HOUSE, person, address="vorige@example.be", text=answer)
    assert person.mail_refused == ""
    record_mail_refusal(HOUSE, person, address="weg@example.be", text=answer)
    person.refresh_from_db()
    assert person.mail_refused == answer
    assert person.mail_refused_at is not None
    change_contact(HOUSE, person, email="weg@example.be", language="en")
    assert person.mail_refused == answer
    change_contact(HOUSE, person, email="hier@example.be", language="en")
    assert (person.mail_refused, person.mail_refused_at) == ("", None)


def emitted(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What the actions announce, in order."""
    heard: list[Event] = []
    monkeypatch.setattr(persons, "emit", heard.append)
    return heard


def test_a_death_is_recorded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = emitted(monkeypatch)
    person = people.person(birth_date=date(1950, 1, 1))
    record_death(HOUSE, person, on=date(2025, 5, 1))
    record_death(HOUSE, person, on=date(2025, 5, 2))
    person.refresh_from_db()
    assert person.deceased_on == date(2025, 5, 2)
    assert [event.type for event in heard] == ["register.person-died"]


def test_a_death_that_can_not_be() -> None:
    person = people.person(birth_date=date(1950, 1, 1))
    tomorrow = clock.today() + timedelta(days=1)
    assert problem("on", record_death, HOUSE, person, on=tomorrow)
    assert problem("on", record_death, HOUSE, person, on=date(1949, 12, 31))


def test_only_the_house_records_what_the_sources_say() -> None:
    person = people.person()
    for refused in (
        record_death.check(acting(person), person, on=date(2025, 1, 1)),
        record_mail_refusal.check(acting(person), person, address="", text="550"),
    ):
        assert str(refused.reason) == "Dit doet alleen het systeem zelf."
    assert not Outbox.objects.filter(type="register.person-died").exists()
