"""Functions from the KBO: two axes of time, and who represents whom."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from sleutelbos.connectors.kbo_functions import fake
from sleutelbos.connectors.person_directory import fake as known
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register import insz, ports
from sleutelbos.register.actions import functions as actions
from sleutelbos.register.models import OrganisationFunction, Person
from sleutelbos.register.ports import FunctionRecord
from sleutelbos.register.public import (
    function_label,
    know_organisation,
    meet_representative,
    record_death,
    record_functions,
    replace_insz,
    representatives_of,
    represented_by,
)
from tests.register import people
from tests.register.people import HOUSE, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sources")]
START = date(2020, 1, 1)


def line(who: str, function: str = "bestuurder", **more: Any) -> FunctionRecord:
    return FunctionRecord(fake.BAKERY, who, function, more.pop("first", START), **more)


def current(organisation: object) -> list[tuple[str, str]]:
    rows = OrganisationFunction.objects.filter(organisation=organisation, recorded__upper_inf=True)
    return sorted((row.person.name, row.function) for row in rows)


@pytest.mark.requirement("G04")
def test_the_feed_makes_representatives_and_persons() -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    change = record_functions(
        HOUSE,
        bakery,
        functions=[line(known.ANNELIES.insz), line(known.BART.insz, "oprichter")],
    )
    assert [person.name for person in change.started] == ["Annelies Peeters"]
    annelies = Person.objects.get(given_name="Annelies")
    bart = Person.objects.get(given_name="Bart")
    assert list(represented_by(annelies)) == [bakery]
    assert list(represented_by(bart)) == []
    assert list(representatives_of(bakery)) == [annelies]
    assert AuditEntry.objects.filter(action="register.add-person").count() == 2


def test_the_same_list_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    told = [line(known.ANNELIES.insz), line(known.ANNELIES.insz)]
    record_functions(HOUSE, bakery, functions=told)
    before = list(OrganisationFunction.objects.values())
    heard: list[object] = []
    monkeypatch.setattr(actions, "emit", heard.append)
    change = record_functions(HOUSE, bakery, functions=told)
    assert (change.ended, change.started, heard) == ([], [], [])
    assert list(OrganisationFunction.objects.values()) == before


def test_a_correction_keeps_what_we_knew(monkeypatch: pytest.MonkeyPatch) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    first, second = datetime(2026, 3, 1, 8, tzinfo=UTC), datetime(2026, 3, 8, 8, tzinfo=UTC)
    with clock.stamped(first):
        record_functions(HOUSE, bakery, functions=[line(known.ANNELIES.insz)])
    heard: list[Any] = []
    monkeypatch.setattr(actions, "emit", heard.append)
    with clock.stamped(second):
        record_functions(
            HOUSE,
            bakery,
            functions=[
                line(known.ANNELIES.insz, last=date(2025, 12, 31)),
                line(known.BART.insz),
            ],
        )
    annelies = Person.objects.get(given_name="Annelies")
    bart = Person.objects.get(given_name="Bart")
    assert (heard[0].ended, heard[0].started) == ([annelies.pk], [bart.pk])
    closed = OrganisationFunction.objects.get(recorded__upper_inf=False)
    assert (closed.person, closed.recorded.lower, closed.recorded.upper) == (
        annelies,
        first,
        second,
    )
    assert closed.valid.upper is None
    with clock.stamped(datetime(2025, 12, 31, 12, tzinfo=UTC)):
        assert list(represented_by(annelies)) == [bakery]
    with clock.stamped(datetime(2026, 1, 1, 12, tzinfo=UTC)):
        assert list(represented_by(annelies)) == []


def test_several_changes_at_one_instant_make_one_version() -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    with clock.stamped(datetime(2026, 3, 1, 8, tzinfo=UTC)):
        record_functions(HOUSE, bakery, functions=[line(known.ANNELIES.insz)])
        record_functions(HOUSE, bakery, functions=[line(known.BART.insz)])
    dropped = OrganisationFunction.objects.get(recorded__upper_inf=False)
    assert dropped.recorded.isempty
    assert current(bakery) == [("Bart Janssens", "bestuurder")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (line("85.07.30-033.29"), r"Regel 2 \(••.••.••-•••.29\): Het controlegetal klopt niet"),
        (line(known.BART.insz, "koning"), "Regel 2: de functie 'koning' is niet gekend"),
        (
            line(known.BART.insz, last=date(2019, 12, 31)),
            "Regel 2: de functie eindigt voor ze begint",
        ),
        (line("98.47.28-997.65"), r"Regel 2 \(.*\): Vul een naam in"),
        (line(known.ANNELIES.insz, first=date(2022, 1, 1)), "heeft die functie al"),
    ],
)
def test_a_list_with_one_wrong_line_changes_nothing(wrong: FunctionRecord, why: str) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    with pytest.raises(Invalid, match=why):
        record_functions(HOUSE, bakery, functions=[line(known.ANNELIES.insz), wrong])
    assert not OrganisationFunction.objects.exists()
    assert not Person.objects.exists()


def test_a_person_whom_only_the_feed_can_name() -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    told = line("98.47.28-997.65", given_name="Ion", family_name="Popescu")
    record_functions(HOUSE, bakery, functions=[told])
    assert current(bakery) == [("Ion Popescu", "bestuurder")]


def test_replaced_numbers_lead_to_the_person_of_today() -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    record_functions(HOUSE, bakery, functions=[line(known.NADIA_BEFORE.insz)])
    assert current(bakery) == [("Nadia Willems", "bestuurder")]
    nadia = Person.objects.get()
    assert nadia.identifiers.get().tail == known.NADIA.insz[-2:]
    newer = people.number()
    replace_insz(HOUSE, nadia, old=known.NADIA.insz, new=newer, on=date(2025, 1, 1))
    for value in (known.NADIA_BEFORE.insz, known.NADIA.insz, newer):
        record_functions(HOUSE, bakery, functions=[line(value)])
    assert OrganisationFunction.objects.count() == 1


def test_the_dead_represent_nobody() -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    told = [line(known.LUC.insz), line(known.ANNELIES.insz)]
    record_functions(HOUSE, bakery, functions=told)
    annelies = Person.objects.get()
    record_death(HOUSE, annelies, on=date(2026, 1, 1))
    assert list(representatives_of(bakery)) == []


def test_the_kbo_code_of_a_curator() -> None:
    printer = know_organisation(HOUSE, fake.PRINTER)
    told = FunctionRecord(fake.PRINTER, known.JEROEN.insz, "90001", START)
    record_functions(HOUSE, printer, functions=[told])
    assert current(printer) == [("Jeroen Claes", "curator")]
    assert function_label("curator") == "curator"
    assert function_label("gedelegeerd-bestuurder") == "gedelegeerd bestuurder"
    assert function_label("iets-nieuws") == "iets-nieuws"
    assert representatives_of(printer).exists()


def test_only_the_house_records_functions() -> None:
    assert not record_functions.check(acting(people.person()), people.organisation(), functions=[])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_organisationfunction SET function = 'zaakvoerder'",
        "UPDATE register_organisationfunction SET represents = false",
        "UPDATE register_organisationfunction SET valid = '[2021-01-01,)'",
        "UPDATE register_organisationfunction SET recorded = '[2020-01-01,2021-01-01)'",
        "DELETE FROM register_organisationfunction",
    ],
)
def test_the_database_keeps_what_was_recorded(statement: str) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    record_functions(HOUSE, bakery, functions=[line(known.ANNELIES.insz)])
    with (
        arranging(),
        pytest.raises(DatabaseError, match="a recorded function is kept"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_closed_slice_is_never_opened_or_closed_again() -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    record_functions(HOUSE, bakery, functions=[line(known.ANNELIES.insz)])
    record_functions(HOUSE, bakery, functions=[])
    for upper in ("NULL", "now() + interval '1 day'"):
        with (
            arranging(),
            pytest.raises(DatabaseError, match="a recorded function is kept"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE register_organisationfunction"
                f" SET recorded = tstzrange(lower(recorded), {upper})"
            )


@pytest.mark.requirement("G04")
def test_who_signs_in_meets_all_that_he_represents() -> None:
    fatima = people.person("Fatima", "El Amrani", known.FATIMA.insz)
    names = [str(organisation) for organisation in meet_representative(HOUSE, fatima)]
    assert names == ["Houtatelier Lindeboom", "Opleidingshuis Vaart"]
    assert Person.objects.filter(given_name="Bart").exists()
    audited = AuditEntry.objects.count()
    assert len(meet_representative(HOUSE, fatima)) == 2
    assert AuditEntry.objects.count() == audited


def test_what_the_feed_no_longer_tells_is_ended_at_sign_in() -> None:
    fatima = people.person("Fatima", "El Amrani", known.FATIMA.insz)
    meet_representative(HOUSE, fatima)
    left = [one for one in fake.DEMO_FUNCTIONS if one.insz != known.FATIMA.insz]
    with ports.bound(functions_feed=fake.FakeFunctions(left)):
        assert meet_representative(HOUSE, fatima) == []


def test_a_stopped_enterprise_is_passed_over() -> None:
    luc = people.person("Lucas", "Maes", insz.test_number(date(1950, 1, 1), 1))
    told = FunctionRecord(fake.TEXTILE, insz.test_number(date(1950, 1, 1), 1), "bestuurder", START)
    with ports.bound(functions_feed=fake.FakeFunctions([told])):
        assert meet_representative(HOUSE, luc) == []


def test_a_person_without_number_represents_nobody() -> None:
    person = people.person()
    with arranging():
        person.identifiers.all().delete()
    assert meet_representative(HOUSE, person) == []
