"""Organisations: known at once from the KBO, found again, stopped."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

import sleutelbos.register
from sleutelbos.connectors.kbo_functions import fake
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Nobody
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.kbo import numbers
from sleutelbos.register.models import Organisation, OrganisationIdentifier, Site
from sleutelbos.register.public import (
    key_in,
    know_organisation,
    load_kbo,
    numbers_of,
    organisations_by_number_or_name,
    stop_organisation,
    target_groups_of,
)
from tests.register import people
from tests.register.people import HOUSE, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]
SAMPLE = Path(sleutelbos.register.__file__).parent / "reference" / "kbo_sample_full"


def problem(number: str) -> str:
    with pytest.raises(Invalid) as caught:
        know_organisation(HOUSE, number)
    return str(caught.value.problems["number"])


@pytest.mark.requirement("G04")
def test_an_organisation_appears_from_its_kbo_record() -> None:
    load_kbo(HOUSE, SAMPLE)
    farys = know_organisation(HOUSE, "0200.068.636")
    assert (farys.name, farys.legal_form, farys.legal_situation) == ("Farys", "417", "000")
    assert farys.address == "Stropstraat 1, 9000 Gent"
    assert farys.started_on == date(1923, 2, 16)
    assert (farys.kind, farys.source, farys.status) == ("company", "kbo", "active")
    assert target_groups_of(farys) == {"EA"}
    assert key_in(farys, "EA") == "0200068636"
    veneco = know_organisation(HOUSE, "0200065765")
    assert (veneco.name, veneco.short_name) == (
        "Intergemeentelijke Vereniging Veneco",
        "Veneco",
    )


def test_an_organisation_appears_from_the_functions_feed_with_its_sites(sources: None) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    assert bakery.name == "Bakkerij De Korenbloem"
    assert [(site.number, str(site)) for site in bakery.sites.order_by("number")] == [
        (numbers.test_site(1), "De Korenbloem Gent"),
        (numbers.test_site(2), "De Korenbloem Aalst"),
    ]


def test_known_already_is_the_same_row(sources: None) -> None:
    first = know_organisation(HOUSE, fake.BAKERY)
    assert know_organisation(HOUSE, f"BE {fake.BAKERY}") == first
    assert Organisation.objects.count() == 1
    assert first.sites.count() == 2


@pytest.mark.requirement("G12")
def test_a_training_body_becomes_an_economic_actor_too() -> None:
    school = people.organisation("CVO De Vaart", OV="901001")
    with arranging():
        OrganisationIdentifier.objects.create(organisation=school, kind="KBO", value=fake.TRAINING)
    assert target_groups_of(school) == {"OV"}
    assert know_organisation(HOUSE, fake.TRAINING) == school
    assert target_groups_of(school) == {"OV", "EA"}
    assert (key_in(school, "OV"), key_in(school, "EA")) == ("901001", fake.TRAINING)
    assert numbers_of(school) == {"INR": "901001", "KBO": fake.TRAINING}


def test_a_number_that_does_not_exist_or_stopped(sources: None) -> None:
    assert problem("0200.068.637") == "Het controlegetal klopt niet. Kijk het nummer na."
    assert problem("0200.068.636") == (
        "De KBO kent geen actieve onderneming met dit nummer. Kijk het na."
    )
    assert problem(fake.TEXTILE) == "Textiel Ter Leie is stopgezet."
    bakery = know_organisation(HOUSE, fake.BAKERY)
    stop_organisation(HOUSE, bakery, on=date(2025, 1, 1))
    assert problem(fake.BAKERY) == "Bakkerij De Korenbloem is stopgezet."


def test_a_demo_number_is_refused_outside_the_demo(sources: None, settings: object) -> None:
    settings.ALLOW_TEST_IDENTIFIERS = False  # type: ignore[attr-defined]
    assert problem(fake.BAKERY) == "Dit is een testnummer. Het werkt alleen in de demo."


def test_stopping_stops_the_sites_too(sources: None) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    stop_organisation(HOUSE, bakery, on=date(2025, 1, 1))
    stop_organisation(HOUSE, bakery, on=date(2025, 2, 1))
    bakery.refresh_from_db()
    assert (bakery.status, bakery.stopped_on) == ("stopped", date(2025, 1, 1))
    assert set(bakery.sites.values_list("status", "stopped_on")) == {("stopped", date(2025, 1, 1))}


def test_a_stop_that_can_not_be(sources: None) -> None:
    bakery = know_organisation(HOUSE, fake.BAKERY)
    for day in (clock.today() + timedelta(days=1), date(2009, 3, 31)):
        with pytest.raises(Invalid):
            stop_organisation(HOUSE, bakery, on=day)


def test_only_the_house_makes_and_stops_organisations() -> None:
    actor, houtbouw = acting(people.person()), people.organisation()
    assert not know_organisation.check(actor, fake.BAKERY)
    assert not stop_organisation.check(actor, houtbouw, on=date(2025, 1, 1))


def test_one_number_belongs_to_one_organisation_at_a_time() -> None:
    people.organisation("Een", EA=fake.BAKERY)
    with pytest.raises(Exception, match="organisationidentifier_once"):
        people.organisation("Twee", EA=fake.BAKERY)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("korenbloem", ["Bakkerij De Korenbloem"]),
        (numbers.shown(fake.BAKERY), ["Bakkerij De Korenbloem"]),
        (f"BE{fake.BAKERY}", ["Bakkerij De Korenbloem"]),
        (numbers.shown(numbers.test_site(2)), ["Bakkerij De Korenbloem"]),
        ("ovo903925", ["Partnerschap bouw"]),
        ("OVO 903925", ["Partnerschap bouw"]),
        ("901001", ["Basisschool 901001 Noord", "CVO De Vaart"]),
        ("cv", ["CVO De Vaart"]),
        ("ohv", []),
        ("", []),
        ("\x00", []),
    ],
)
def test_organisations_by_number_or_name(sources: None, text: str, names: list[str]) -> None:
    know_organisation(HOUSE, fake.BAKERY)
    people.organisation("Partnerschap bouw", GID="OVO903925")
    people.organisation("CVO De Vaart", OV="901001")
    people.organisation("Basisschool 901001 Noord")
    actor = acting(people.person())
    assert [str(row) for row in organisations_by_number_or_name(actor, text)] == names
    assert not organisations_by_number_or_name(Nobody(), text).exists()


def test_an_old_number_of_nine_digits() -> None:
    people.organisation("Farys", EA="0200068636")
    rows = organisations_by_number_or_name(HOUSE, "200.068.636")
    assert [row.name for row in rows] == ["Farys"]


def test_an_address_on_one_line() -> None:
    site = Site(street="Kaai", house_number="7", box="3", postcode="1000", municipality="Brussel")
    assert site.address == "Kaai 7 bus 3, 1000 Brussel"
    assert str(site) == site.address
    assert Organisation(country="Frankrijk").address == "Frankrijk"
    assert Organisation().address == ""
