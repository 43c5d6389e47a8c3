"""The bodies that appoint beheerders, and the file of BTB."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.access.actions.record_btb import BtbLine, record_btb
from sleutelbos.access.models import Grant, Post
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.kernel.periods import Period
from sleutelbos.register import ports
from sleutelbos.register.models import Person
from sleutelbos.register.ports import PersonRecord
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import Run, RunLine
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.access.pages.test_managers import queries_of
from tests.world import World, make_organisation

HEADINGS = "ondernemingsnummer;INSZ;soort;domein;van;tot"
ENGLISH = "enterprise number;INSZ;type;domain;from;to"


@pytest.mark.requirement("G18")
def test_organisations_without_a_head_come_first(world: World, sign_in: SignIn) -> None:
    with arranging():
        make_organisation("Academie Zonder", "school", OV="901009")
    text = text_of(sign_in("edison helpdesk").get(reverse("access:appointing")))
    assert "U werkt voor Edison helpdesk. Voor 1 organisatie is nog niemand aangesteld." in text
    assert text.index("Academie Zonder") < text.index("Atheneum De Brug")
    assert "Houtbouw Peeters" not in text
    assert "Hoofd Lokale Beheerder Beheer" in text


def test_search_and_filter(world: World, sign_in: SignIn) -> None:
    client = sign_in("edison helpdesk")
    url = reverse("access:appointing")
    assert "Atheneum De Brug" not in text_of(client.get(f"{url}?toon=zonder"))
    found = text_of(client.get(f"{url}?zoek=901002"))
    assert "Instituut Sint-Jozef" in found
    assert "Atheneum De Brug" not in found


def test_number_of_queries_is_constant(world: World, sign_in: SignIn) -> None:
    client = sign_in("edison helpdesk")
    few = queries_of(client, reverse("access:appointing"))
    with arranging():
        for n in range(8):
            make_organisation(f"School {n}", "school", OV=f"90200{n}")
    assert queries_of(client, reverse("access:appointing")) == few


@pytest.mark.requirement("G18")
@pytest.mark.parametrize(
    ("who", "place"),
    [("edison helpdesk", "school"), ("dwse", "partnership"), ("ago", "entity")],
)
def test_an_authority_appoints_a_head_for_its_own_organisations(
    world: World, sign_in: SignIn, who: str, place: str
) -> None:
    client = sign_in(who)
    organisation = getattr(world, place)
    page = client.get(reverse("access:appointing-organisation", args=[organisation.uid]))
    assert "Beheerder aanstellen" in text_of(page)
    somebody = world.people["member without right"]
    start = reverse("access:appoint", args=[organisation.uid])
    step = post(client, start, insz=number_of(somebody))["Location"]
    assert "Hoofd lokale beheerder" in text_of(client.get(step))
    step = post(client, step, kind="hoofd-lokale-beheerder")["Location"]
    step = post(client, step, period_van=f"{clock.today():%d/%m/%Y}", period_tot="")["Location"]
    assert post(client, step).status_code == 303
    made = Post.objects.get(person=somebody, organisation=organisation)
    assert made.source == "helpdesk"


@pytest.mark.requirement("G18")
def test_other_organisations_do_not_exist_for_an_authority(world: World, sign_in: SignIn) -> None:
    client = sign_in("edison helpdesk")
    for name in ("appointing-organisation", "managers", "appoint"):
        url = reverse(f"access:{name}", args=[world.company.uid])
        assert client.get(url).status_code == 404
    for name in ("users", "requests", "who-has-what", "audit"):
        url = reverse(f"access:{name}", args=[world.school.uid])
        assert client.get(url).status_code in (403, 404)


def test_who_works_for_no_authority_reads_why(world: World, sign_in: SignIn) -> None:
    answer = sign_in("lokale beheerder").get(reverse("access:appointing"))
    assert answer.status_code == 403
    assert "U werkt niet voor een dienst die beheerders aanstelt." in text_of(answer)
    assert sign_in("edison helpdesk").get(reverse("access:btb")).status_code == 403


class Directory:
    """A Rijksregister that knows one newcomer."""

    def __init__(self, insz: str) -> None:
        self.insz = insz

    def find(self, insz: str) -> PersonRecord | None:
        return PersonRecord(insz, "Nora", "Nieuw") if insz == self.insz else None


@pytest.fixture
def newcomer() -> Iterator[str]:
    """A number that only the Rijksregister knows."""
    insz = identifiers.insz(date(1990, 1, 1), 800)
    with ports.bound(directory=Directory(insz)):
        yield insz


def _upload(
    client: Client, *lines: str, name: str = "btb.csv", headings: str = HEADINGS
) -> HttpResponse:
    content = "\r\n".join([headings, *lines]).encode()
    return post(client, reverse("access:btb"), file=SimpleUploadedFile(name, content))


def _day(days: int = 0) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


def _staged(client: Client, *lines: str) -> tuple[Run, str]:
    """The task that came of a good upload, and what its page says."""
    answer = _upload(client, *lines)
    assert answer.status_code == 303
    run = Run.objects.latest("pk")
    assert answer["Location"] == reverse("desk:run", args=[run.pk])
    return run, text_of(client.get(answer["Location"]))


def _confirm(client: Client, run: Run) -> None:
    assert post(client, reverse("desk:run", args=[run.pk]), doe="uitvoeren").status_code == 303


@pytest.mark.requirement("G02")
@pytest.mark.requirement("P05")
def test_the_file_shows_first_what_would_happen_then_does_all(
    world: World, sign_in: SignIn, newcomer: str
) -> None:
    client = sign_in("btb")
    somebody = world.people["member without right"]
    run, text = _staged(
        client,
        f"1900.009.769;{number_of(somebody)};hoofdtoegangsbeheerder;;{_day()};",
        f"1900009769;{newcomer};toegangsbeheerder;werkgelegenheid;{_day(3)};{_day(300)}",
    )
    assert "Er is nog niets veranderd. Kijk de regels na." in text
    assert "Houtbouw Peeters, Lid Zonder, Hoofdtoegangsbeheerder" in text
    assert "Nora Nieuw (nieuw), Toegangsbeheerder (werkgelegenheid)" in text
    assert newcomer not in client.get(reverse("desk:run", args=[run.pk])).content.decode()
    assert not Post.objects.filter(organisation=world.company).exists()
    _confirm(client, run)
    assert not Post.objects.filter(organisation=world.company).exists()
    assert work_next()
    assert not work_next()
    made = Post.objects.filter(organisation=world.company).order_by("kind")
    assert [(row.person.name, row.kind, row.domain, row.source) for row in made] == [
        ("Lid Zonder", "hoofdtoegangsbeheerder", "", "helpdesk"),
        ("Nora Nieuw", "toegangsbeheerder", "werkgelegenheid", "helpdesk"),
    ]
    assert Person.objects.filter(family_name="Nieuw").count() == 1
    entries = AuditEntry.objects.filter(action="access.appoint")
    assert {entry.on_behalf_of for entry in entries} == {world.actor("btb").ref}
    assert {entry.actor for entry in entries} == {"system:runs"}
    assert "2 regels zijn uitgevoerd." in text_of(client.get(reverse("desk:run", args=[run.pk])))


@pytest.mark.requirement("G02")
def test_the_same_file_again_changes_nothing(world: World, sign_in: SignIn) -> None:
    client = sign_in("btb")
    insz = number_of(world.people["member without right"])
    line = f"1900009769;{insz};hoofdtoegangsbeheerder;;{_day()};{_day(90)}"
    run, _text = _staged(client, line)
    _confirm(client, run)
    work_next()
    again, text = _staged(client, line)
    assert (again.total, again.same, again.faulty) == (0, 1, 0)
    assert "Er is niets uit te voeren." in text
    assert "Uitvoeren" not in text.replace("Uit te voeren", "")


@pytest.mark.requirement("G02")
def test_nothing_is_done_for_who_lost_the_right_in_between(world: World, sign_in: SignIn) -> None:
    client = sign_in("btb")
    insz = number_of(world.people["member without right"])
    run, _text = _staged(client, f"1900009769;{insz};hoofdtoegangsbeheerder;;{_day()};")
    _confirm(client, run)
    with arranging():
        Grant.objects.filter(relation__person=world.people["btb"]).delete()
    assert work_next()
    run.refresh_from_db()
    assert (run.state, run.reason) == ("failed", "Alleen BTB kan dit bestand inlezen.")
    assert not Post.objects.filter(organisation=world.company).exists()


@pytest.mark.requirement("G02")
def test_one_line_that_can_no_longer_be_done_stops_all(world: World, sign_in: SignIn) -> None:
    client = sign_in("btb")
    first, second = (number_of(world.people[n]) for n in ("member without right", "right role"))
    run, _text = _staged(
        client,
        f"1900009769;{first};hoofdtoegangsbeheerder;;{_day()};",
        f"1900009769;{second};toegangsbeheerder;;{_day()};",
    )
    _confirm(client, run)
    with arranging():
        Post.objects.create(
            person=world.people["right role"],
            organisation=world.company,
            kind="toegangsbeheerder",
            valid=Period(clock.now() + timedelta(days=1), None, "[)"),
            source="manual",
        )
    assert work_next()
    text = text_of(client.get(reverse("desk:run", args=[run.pk])))
    assert "De taak is mislukt. Er is niets uitgevoerd." in text
    assert "Regel 3:" in text
    assert Post.objects.filter(organisation=world.company).count() == 1


@pytest.mark.requirement("G02")
def test_nobody_has_the_house_appoint_himself(world: World) -> None:
    by = system("runs", on_behalf_of=world.actor("btb").ref)
    acting = replace(by, powers=world.actor("btb").powers)
    line = BtbLine(
        2, world.company, world.people["btb"], "hoofdtoegangsbeheerder", "", clock.today()
    )
    with pytest.raises(Refused):
        record_btb(acting, [line])
    with pytest.raises(Refused):
        record_btb(by, [line])


@pytest.mark.requirement("G02")
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1900009768;{insz};toegangsbeheerder;;{day};", "Het controlegetal klopt niet."),
        ("0403019261;{insz};toegangsbeheerder;;{day};", "is hier gekend."),
        ("1900009769;85073003329;toegangsbeheerder;;{day};", "INSZ: Het controlegetal"),
        ("1900009769;{insz};baas;;{day};", "soort: Kies hoofdtoegangsbeheerder of"),
        ("1900009769;{insz};toegangsbeheerder;tuinbouw;{day};", "domein: Dit domein bestaat niet."),
        ("1900009769;{insz};hoofdtoegangsbeheerder;mobiliteit;{day};", "heeft geen domein."),
        ("1900009769;{insz};toegangsbeheerder;;01/01/2020;", "van: Kies een datum vanaf vandaag."),
        ("1900009769;{insz};toegangsbeheerder;;{day};01/01/2020", "tot: De einddatum ligt voor"),
        ("1900009769;{self};toegangsbeheerder;;{day};", "U kunt uzelf niet aanstellen."),
        ("1900009769;{insz};;;{day};", "soort:"),
    ],
)
def test_faults_are_told_per_cell_and_nothing_is_done(
    world: World, sign_in: SignIn, line: str, sentence: str
) -> None:
    words = {
        "insz": number_of(world.people["member without right"]),
        "self": number_of(world.people["btb"]),
        "day": _day(),
    }
    client = sign_in("btb")
    run, text = _staged(client, line.format(**words))
    assert sentence in text
    assert "Er staan nog fouten in. Verbeter het bestand en kies het opnieuw." in text
    assert "Uitvoeren" not in text
    _confirm(client, run)
    run.refresh_from_db()
    assert run.state == "staged"
    assert not work_next()


def test_a_double_line_and_one_that_is_there_already(world: World, sign_in: SignIn) -> None:
    insz = number_of(world.people["member without right"])
    line = f"1900009769;{insz};toegangsbeheerder;;{_day()};"
    client = sign_in("btb")
    _run, text = _staged(client, line, line)
    assert "Deze aanstelling staat al hoger in het bestand." in text
    held = number_of(world.people["hoofdtoegangsbeheerder"])
    _run, text = _staged(client, f"1900000069;{held};hoofdtoegangsbeheerder;;{_day()};")
    assert "Deze persoon is in die periode al aangesteld in deze functie." in text


def test_the_english_headings_are_good_too(world: World, sign_in: SignIn) -> None:
    insz = number_of(world.people["member without right"])
    lines = [f"1900009769;{insz};access manager;employment;{_day()};", f"1;{insz};x;y;{_day()};"]
    client = sign_in("btb")
    client.cookies["taal"] = "en"
    english = "\r\n".join([ENGLISH, *lines]).encode()
    file = SimpleUploadedFile("btb.csv", english)
    answer = post(client, reverse("access:btb"), file=file)
    text = text_of(client.get(answer["Location"]))
    assert "Access manager (employment)" in text
    for column in ("enterprise number", "type", "domain"):
        assert f"{column}: " in text
    client.cookies["taal"] = "nl"
    answer = _upload(client, headings=ENGLISH)
    assert "Er staan geen rijen in dit bestand." in text_of(answer)


@pytest.mark.parametrize(("taal", "first"), [("nl", HEADINGS), ("en", ENGLISH)])
def test_the_example_is_in_the_language_of_the_page_and_can_be_read(
    world: World, sign_in: SignIn, taal: str, first: str
) -> None:
    client = sign_in("btb")
    client.cookies["taal"] = taal
    html = client.get(reverse("access:btb")).content.decode()
    assert f'href="{reverse("access:btb")}?voorbeeld=csv"' in html
    assert all(f">{heading}<" in html for heading in first.split(";"))
    answer = client.get(f"{reverse('access:btb')}?voorbeeld=csv")
    assert "btb.csv" in answer["Content-Disposition"]
    content = answer.content.decode("utf-8-sig")
    assert content.splitlines()[0] == first
    back = post(client, reverse("access:btb"), file=SimpleUploadedFile("x.csv", answer.content))
    (line,) = RunLine.objects.filter(run=Run.objects.latest("pk"))
    assert back.status_code == 303
    assert [fault.partition(":")[0] for fault in line.faults] == [
        first.split(";")[0],
        "INSZ",
    ]  # only that these numbers are of nobody


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg."),
        (b"naam;adres\r\nx;y", "Deze kolom kennen we niet."),
        (b"PK\x03\x04geen echte zip", "bestand"),
        (HEADINGS.encode(), "Er staan geen rijen in dit bestand."),
    ],
)
def test_a_broken_or_hostile_file_gives_one_sentence(
    world: World, sign_in: SignIn, content: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("btb.csv", content)
    answer = post(sign_in("btb"), reverse("access:btb"), file=file)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


@pytest.mark.requirement("P08")
def test_only_btb_sees_the_task_and_whose_names_were_seen_is_kept(
    world: World, sign_in: SignIn
) -> None:
    somebody = world.people["member without right"]
    line = f"1900009769;{number_of(somebody)};hoofdtoegangsbeheerder;;{_day()};"
    run, _text = _staged(sign_in("btb"), line)
    view = AuditView.objects.get(page="desk:run")
    assert set(view.persons) == {somebody.pk, world.people["btb"].pk}
    url = reverse("desk:run", args=[run.pk])
    assert sign_in("edison helpdesk").get(url).status_code == 404


def test_the_same_form_twice_makes_one_task(world: World, sign_in: SignIn) -> None:
    client = sign_in("btb")
    key = "7e0f1d8e-5b0d-4b34-8a0c-0f6c43d4a002"
    line = f"1900009769;{number_of(world.people['right role'])};toegangsbeheerder;;{_day()};"
    for _time in range(2):
        file = SimpleUploadedFile("btb.csv", f"{HEADINGS}\r\n{line}".encode())
        assert post(client, reverse("access:btb"), file=file, sleutel=key).status_code == 303
    assert Run.objects.count() == 1
