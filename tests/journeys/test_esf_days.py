"""A session from plan to second version, as those who have a hand in it see it: promotor, partner,
trainer, ESF. These stories take days, so they have a site whose clock they move: the next weekend,
for which nobody planned anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from sleutelbos.kernel.clock import BRUSSELS
from tests.journeys.test_staff import said
from tests.journeys.walking import become
from tests.site import Site

pytestmark = [pytest.mark.slow]

TODAY = datetime.now(BRUSSELS).date()
SATURDAY = TODAY + timedelta(days=(5 - TODAY.weekday()) % 7 or 7)
SUNDAY = SATURDAY + timedelta(days=1)
SESSIONS = "/tijdsregistratie/sessies"


@pytest.fixture
def page(browser: Browser, own_site: Site) -> Iterator[Page]:
    """A visitor of the site whose clock moves."""
    context = browser.new_context(base_url=own_site.url, locale="nl-BE")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def it_becomes(page: Page, day: date, hour: str) -> None:
    """The demo's clock goes on to this moment, with all that happens on the way."""
    page.goto("/demo/klok")
    page.get_by_label("Dag").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Uur").fill(hour)
    page.get_by_role("button", name="Naar dit moment").click()
    expect(page.locator("#gebeurd")).to_be_visible(timeout=60_000)


HAZELAAR, ATELIER = "Houtbouw Hazelaar", "Opleidingscentrum Ankerpunt, Atelier Dokkaai"


def plan(
    page: Page, training: str, where: str, day: date, hours: str, trainer: str, *people: str
) -> str:
    """On the screens of the promotor; gives the address of the session."""
    start, end, *breaks = re.split("[- ]", hours)
    page.goto(SESSIONS)
    page.get_by_role("link", name="Sessie plannen").first.click()
    page.locator("#id_training").select_option(label=training)
    page.locator("#id_where").select_option(label=where)
    page.get_by_label(trainer).check()
    page.locator("#id_day").fill(f"{day:%d/%m/%Y}")
    page.locator("#id_start").fill(start)
    page.locator("#id_end").fill(end)
    for name, hour in zip(("break_start", "break_end"), breaks, strict=False):
        page.locator(f"#id_{name}").fill(hour)
    page.locator("#id_place").fill("Lokaal 3")
    page.get_by_role("button", name="Sessie plannen").click()
    said(page, "De sessie is gepland. Voeg nu de deelnemers toe.")
    for person in people:
        page.get_by_label(person).check()
    page.get_by_role("button", name="Toevoegen").click()
    said(page, "op de sessie.")
    return page.url


def registers(page: Page, session: str, way: str, *people: str) -> None:
    """The trainer taps the names on the screen of the day."""
    page.goto(f"{session}/registreren")
    page.wait_for_selector("[data-phone][data-ready]", state="attached")
    for person in people:
        page.get_by_role("button", name=re.compile(f"{way}.*{person}")).click()
        expect(page.locator("[data-part=feedback]")).to_contain_text(person)
    expect(page.locator("[data-part=unsent]")).to_be_hidden()


def rounds_off(page: Page, session: str) -> None:
    page.goto(f"{session}/registreren")
    page.get_by_role("link", name="Registratie afronden").click()
    page.get_by_role("button", name="Afronden").click()
    said(page, "De registratie is afgerond.")


def at_an_hour(page: Page, session: str, person: str, way: str, hour: str) -> None:
    """Written down with an hour that is past, from a list on paper."""
    page.goto(f"{session}/registreren")
    page.get_by_role("link", name=re.compile(f"Ander uur.*{person}")).click()
    page.get_by_label(way, exact=True).check()
    page.locator("#id_at").fill(hour)
    page.get_by_label("Het staat op een lijst op papier").check()
    page.get_by_role("button", name="Registreren").click()
    said(page, f"{person} is {way.lower()} sinds {hour}.")


def state(page: Page) -> str:
    """What the session says of itself."""
    text: str = page.locator(".head .pill").first.inner_text()
    return text


def hands_in(page: Page, session: str) -> None:
    page.goto(session)
    page.get_by_role("link", name="Indienen bij ESF").click()
    page.get_by_role("button", name="Indienen").click()
    said(page, "De sessie is ingediend bij ESF.")


@pytest.mark.requirement("T24")
def test_support_follows_a_question(page: Page) -> None:
    """It takes the question, looks along at the same session, and answers."""
    become(page, "Tessa")
    page.goto("/helpdesk/vragen")
    page.get_by_role("link", name=re.compile("Ik zie een sessie zonder registraties")).click()
    question = page.url
    page.get_by_role("button", name="Behandelen").click()
    said(page, "U behandelt deze vraag.")
    page.get_by_role("button", name="Meekijken").click()
    main = page.locator("main")
    expect(main).to_contain_text("Sander Peetermans vroeg hulp bij deze sessie.")
    expect(page.locator("h1")).to_contain_text("Lassen, basis")
    expect(main).to_contain_text("Idris Bouzid")
    page.goto(question)
    page.get_by_role("link", name="Moment afspreken").click()
    page.get_by_label("Dag").fill(f"{SATURDAY:%d/%m/%Y}")
    page.get_by_label("Uur").fill("09:15")
    page.get_by_label(re.compile("link", re.I)).fill("https://meet.example.be/sander")
    page.get_by_role("button", name="Afspreken").click()
    said(page, "Sander Peetermans krijgt een mail met het moment en de link.")

    become(page, "Sander")
    page.goto(question)
    main = page.locator("main")
    expect(main).to_contain_text("Afgesproken moment")
    expect(main.get_by_role("link", name="Naar de vergadering")).to_have_attribute(
        "href", "https://meet.example.be/sander"
    )


@pytest.mark.requirement("T03")
@pytest.mark.requirement("T08")
@pytest.mark.requirement("T09")
def test_from_plan_to_second_version(page: Page) -> None:
    it_becomes(page, SATURDAY, "08:40")
    become(page, "Fatima")
    people = ("Aysel Bayrak", "Brecht Lambrecht")
    session = plan(page, "Werktekeningen lezen (HV-2, project 505-0417)", HAZELAAR, SATURDAY,
                   "09:00-12:00 10:30-10:45", "Linde Vanhaverbeke", *people)  # fmt: skip
    assert state(page) == "Gepland"

    become(page, "Linde")
    page.goto("/tijdsregistratie/vandaag")
    page.get_by_role("link", name="Werktekeningen lezen").first.click()
    expect(page).to_have_url(re.compile("/registreren$"))
    registers(page, session, "Binnen", "Linde Vanhaverbeke", *people)
    it_becomes(page, SATURDAY, "12:05")
    registers(page, session, "Buiten", "Linde Vanhaverbeke", *people)
    rounds_off(page, session)

    become(page, "Fatima")
    page.goto(session)
    row = page.get_by_role("row", name=re.compile("Aysel Bayrak"))
    expect(row).to_contain_text(re.compile(r"2\su\s45"))  # the plan without its break
    hands_in(page, session)
    assert state(page) == "Ingediend bij ESF"
    expect(page.get_by_role("link", name="Uur of plaats wijzigen")).to_have_count(0)
    page.get_by_role("link", name="Heropening vragen").click()
    page.locator("#id_reason").fill("Aysel vertrok al om 11 uur.")
    page.get_by_role("button", name="Vragen").click()
    said(page, "Uw vraag staat bij ESF.")

    become(page, "Hugo")
    page.goto("/tijdsregistratie/heropeningen")
    page.get_by_role("row", name=re.compile("Aysel vertrok")).get_by_role("link").click()
    page.get_by_label("Toestaan").check()
    page.locator("#id_answer").fill("Goed voor deze ene deelnemer.")
    page.get_by_role("button", name="Beslissen").click()
    said(page, "Beslist. Fatima El Kaddouri krijgt een mail.")

    become(page, "Fatima")
    page.goto(session)
    assert state(page) == "Heropend"
    page.get_by_role("link", name="Registraties wijzigen").click()
    row = page.locator(".roster li", has_text="Aysel Bayrak")
    row.get_by_role("link", name=re.compile("^uit ")).click()
    page.locator("#id_reason").fill("Ze was toen al weg.")
    page.get_by_role("button", name="Vernietigen").click()
    said(page, "De registratie telt niet meer.")
    at_an_hour(page, session, "Aysel Bayrak", "Buiten", "11:00")
    page.goto(session)
    page.get_by_role("link", name="Opnieuw indienen").click()
    change = page.get_by_role("row", name=re.compile("Aysel Bayrak"))
    expect(change).to_contain_text(re.compile(r"2\su\s45.*1\su\s45", re.S))
    expect(page.get_by_role("row", name=re.compile("Brecht"))).to_have_count(0)
    page.locator("#id_reason").fill("Einduur van Aysel.")
    page.get_by_role("button", name="Nieuwe versie indienen").click()
    said(page, "De nieuwe versie is ingediend bij ESF.")
    page.get_by_role("link", name=re.compile("Bekijk.*versie 2")).click()
    expect(page.get_by_role("heading", name="Verschil met versie 1")).to_be_visible()

    page.goto("/tijdsregistratie/archief")
    page.get_by_label("Ooit heropend").check()
    page.get_by_role("button", name="Zoeken").click()
    found = page.locator("main tbody")
    expect(found.get_by_role("link", name="Werktekeningen lezen")).to_have_count(1)
    expect(found).not_to_contain_text("Niet geregistreerd")


@pytest.mark.requirement("T11")
def test_a_partner_works_and_the_promotor_hands_in(page: Page) -> None:
    it_becomes(page, SATURDAY, "12:50")
    become(page, "Sander")
    page.goto("/tijdsregistratie/archief?zoek=Veilig")
    expect(page.locator("main")).to_contain_text("Niets gevonden")  # the promotor's are not his
    training = "Veilig werken met houtmachines (HV-1, project 505-0417)"
    session = plan(page, training, ATELIER, SATURDAY, "13:00-16:00",
                   "Soraya Benyahia", "Idris Bouzid", "Lien Rombouts")  # fmt: skip
    become(page, "Soraya")
    registers(page, session, "Binnen", "Soraya Benyahia", "Idris Bouzid")
    it_becomes(page, SATURDAY, "16:10")
    registers(page, session, "Buiten", "Soraya Benyahia", "Idris Bouzid")
    rounds_off(page, session)

    become(page, "Sander")
    page.goto(session)
    assert state(page) == "Uitgevoerd"
    expect(page.get_by_role("link", name="Indienen bij ESF")).to_have_count(0)
    become(page, "Fatima")
    hands_in(page, session)
    become(page, "Sander")
    page.goto("/tijdsregistratie/archief?zoek=Veilig")
    row = page.get_by_role("row", name=re.compile("Veilig werken"))
    expect(row).to_contain_text("Ingediend bij ESF")


@pytest.mark.requirement("T07")
def test_the_day_after_before_ten(page: Page) -> None:
    """Asked at half past nine, decided past ten, registered from the list on paper."""
    it_becomes(page, SUNDAY, "09:30")
    become(page, "Sander")
    training = "Lassen, gevorderd (LA-2, project 505-0533)"
    asked, forgotten = (
        plan(page, training, ATELIER, SATURDAY, hours, "Soraya Benyahia", "Idris Bouzid")
        for hours in ("18:00-20:00", "20:00-21:00")
    )
    become(page, "Soraya")
    page.goto("/")
    expect(page.locator("main")).to_contain_text(
        "Lassen, gevorderd is niet geregistreerd. Vraag voor 10:00 om dat later te doen."
    )
    page.goto(f"{asked}/registreren")
    expect(page.locator("main")).to_contain_text("De opleidingsdag is voorbij.")
    page.goto(asked)
    page.get_by_role("link", name="Vragen om later te registreren").click()
    expect(page.get_by_label("Projectnummer")).to_have_value("505-0533")
    page.locator("#id_reason").fill("De stroom viel uit.")
    page.get_by_role("button", name="Vragen").click()
    said(page, "Uw aanvraag staat bij support.")

    it_becomes(page, SUNDAY, "10:05")
    page.goto(f"{forgotten}/later")
    page.locator("#id_reason").fill("Ook vergeten.")
    page.get_by_role("button", name="Vragen").click()
    expect(page.locator("main")).to_contain_text("De termijn is voorbij.")

    become(page, "Tessa")
    page.goto("/tijdsregistratie/support")
    page.get_by_role("row", name=re.compile("De stroom viel uit")).get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("505-0533")
    page.get_by_label("Toestaan").check()
    page.get_by_role("button", name="Beslissen").click()
    said(page, "Beslist. Soraya Benyahia krijgt een mail.")

    become(page, "Soraya")
    for person in ("Soraya Benyahia", "Idris Bouzid"):
        at_an_hour(page, asked, person, "Binnen", "18:00")
        at_an_hour(page, asked, person, "Buiten", "20:00")
    page.goto(asked)
    row = page.get_by_role("row", name=re.compile("Idris Bouzid"))
    expect(row).to_contain_text(re.compile(r"2\su\s00"))
    page.get_by_text("Alle registraties").click()
    expect(page.locator("main")).to_contain_text("Na een aanvraag voor de termijn")
