"""Finding persons: the four answers to a number, and fragments of names."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sleutelbos.connectors.person_directory import fake
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Nobody
from sleutelbos.register import ports
from sleutelbos.register.models import Person
from sleutelbos.register.public import (
    add_person,
    person_by_insz,
    persons_with,
    record_death,
    replace_insz,
    search_persons,
)
from tests.register import people
from tests.register.people import HOUSE, Managers, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]


def found(text: str) -> list[str]:
    return [person.name for person in search_persons(HOUSE, text)]


@pytest.mark.requirement("G06")
def test_a_known_person_by_number() -> None:
    value = people.number()
    person = people.person(value=value)
    answer = person_by_insz(HOUSE, f"{value[:6]}-{value[6:]}")
    assert (answer.status, answer.person, answer.sentence) == ("known", person, "")


def test_nobody_has_the_number() -> None:
    answer = person_by_insz(HOUSE, people.number())
    assert (answer.status, answer.person, answer.record) == ("unknown", None, None)
    assert answer.sentence == "Niemand met dit nummer is hier al gekend."


def test_the_rijksregister_knows_who_is_not_here_yet(sources: None) -> None:
    answer = person_by_insz(HOUSE, fake.ANNELIES.insz)
    assert (answer.status, answer.record) == ("unknown", fake.ANNELIES)


def test_a_replaced_number_gives_the_person_of_today(sources: None) -> None:
    old, new = people.number(), people.number()
    person = people.person("Nadia", "Willems", old)
    replace_insz(HOUSE, person, old=old, new=new, on=date(2025, 1, 1))
    answer = person_by_insz(HOUSE, old)
    assert (answer.status, answer.person) == ("replaced", person)
    assert answer.sentence == (
        "Dit nummer is vervangen door een nieuw nummer. Het gaat over Nadia Willems."
    )
    assert person_by_insz(HOUSE, new).status == "known"


def test_a_number_that_the_rijksregister_replaced(sources: None) -> None:
    answer = person_by_insz(HOUSE, fake.NADIA_BEFORE.insz)
    assert (answer.status, answer.person, answer.record) == ("replaced", None, fake.NADIA)
    nadia = add_person(HOUSE, fake.NADIA.insz)
    answer = person_by_insz(HOUSE, fake.NADIA_BEFORE.insz)
    assert (answer.status, answer.person, answer.record) == ("replaced", nadia, None)
    record_death(HOUSE, nadia, on=date(2025, 1, 1))
    assert person_by_insz(HOUSE, fake.NADIA_BEFORE.insz).status == "deceased"


def test_somebody_who_died(sources: None) -> None:
    value = people.number()
    person = people.person("Luc", "Maes", value)
    record_death(HOUSE, person, on=date(2025, 1, 1))
    for text, who in ((value, person), (fake.LUC.insz, None)):
        answer = person_by_insz(HOUSE, text)
        assert (answer.status, answer.person) == ("deceased", who)
        assert answer.sentence == "Volgens het Rijksregister is Luc Maes overleden."


def test_the_persons_of_many_numbers(sources: None) -> None:
    known, gone, old, new = (people.number() for _each in range(4))
    first, second = people.person("Luc", "Maes", known), people.person("Nadia", "Willems", old)
    record_death(HOUSE, people.person("Jo", "Smets", gone), on=date(2025, 1, 1))
    replace_insz(HOUSE, second, old=old, new=new, on=date(2025, 1, 1))
    wanted = [known, gone, old, new, people.number()]
    assert persons_with(wanted) == {known: first.pk, new: second.pk}
    assert persons_with([]) == {}


def test_a_number_that_is_none() -> None:
    with pytest.raises(Invalid) as caught:
        person_by_insz(HOUSE, "85.07.30-033.29")
    assert str(caught.value.problems["insz"]).startswith("Het controlegetal klopt niet.")


def test_only_a_beheerder_looks_numbers_up() -> None:
    value = people.number()
    person = people.person(value=value)
    with pytest.raises(Refused):
        person_by_insz(acting(person), value)
    with pytest.raises(Refused):
        person_by_insz(Nobody(), value)
    with ports.bound(administration=Managers({person.pk: set()})):
        assert person_by_insz(acting(person), value).status == "known"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("peet", ["An Peeters", "Bo Peeterman"]),
        ("PÉÉT", ["An Peeters", "Bo Peeterman"]),
        ("peeters an", ["An Peeters"]),
        ("eters", ["An Peeters"]),
        ("an", ["An Peeters", "Çınar Antoğlu"]),  # two letters: beginning of a word only
        ("cı", ["Çınar Antoğlu"]),
        ("antoglu", ["Çınar Antoğlu"]),
        ("p", ["An Peeters", "Bo Peeterman"]),
        ("strasse", ["Ida Großstraße"]),
        ("влади", ["Владимир Петров"]),
        ("100%", []),
        ("_", []),
        ("\\", []),
        ("%", []),
        ("peeters x", []),
        (
            "\x00",
            ["An Peeters", "Bo Peeterman", "Çınar Antoğlu", "Ida Großstraße", "Владимир Петров"],
        ),
    ],
)
def test_fragments_of_names(text: str, names: list[str]) -> None:
    people.person("An", "Peeters")
    people.person("Bo", "Peeterman")
    people.person("Çınar", "Antoğlu")
    people.person("Ida", "Großstraße")
    people.person("Владимир", "Петров")
    assert found(text) == names


def test_the_beginning_of_a_mail_address() -> None:
    people.person("An", "Peeters", email="An.Peeters@example.be")
    assert found("an.peeters@ex") == ["An Peeters"]
    assert found("peeters@example.be") == []


def test_a_number_in_the_field_for_names_finds_nobody() -> None:
    value = people.number()
    people.person(value=value)
    assert found(value) == []
    assert found(f"{value[:2]}.{value[2:4]}.{value[4:6]}-{value[6:9]}.{value[9:]}") == []


def test_a_beheerder_finds_whom_he_administers() -> None:
    manager, mine, other = (
        people.person("Bo", "B"),
        people.person("An", "A"),
        people.person("Al", "A"),
    )
    with ports.bound(administration=Managers({manager.pk: {mine.pk}})):
        assert list(search_persons(acting(manager), "")) == [mine]
        assert list(search_persons(acting(other), "")) == []
    assert list(search_persons(acting(manager), "")) == []


def test_search_uses_the_indexes() -> None:
    queries = [search_persons(HOUSE, text) for text in ("peeters", "pe", "an.p@exa")]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")  # no walk through all names in order
    plans = [query[:20].explain() for query in queries]
    assert "person_names_trgm" in plans[0]
    assert {"person_names_trgm", "person_names_prefix"} <= set(plans[1].replace(" ", "\n").split())
    assert "person_email" in plans[2]


def test_search_is_one_query() -> None:
    people.person()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert found("peeters an") == ["An Peeters"]
    assert len(queries) == 1


def test_folding_happens_in_the_database() -> None:
    person = people.person("Zoë", "D’Haene")
    assert Person.objects.get(pk=person.pk).names_search == "zoe d'haene"
