"""The bodies that appoint beheerders, and the file of BTB."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sleutelbos.access.models import Post
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import ports
from sleutelbos.register.models import Person
from sleutelbos.register.ports import PersonRecord
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.access.pages.test_managers import queries_of
from tests.world import World, make_organisation

HEADINGS = "ondernemingsnummer;INSZ;soort;domein;van;tot"


@pytest.mark.requirement("G18")
def test_organisations_without_a_head_come_first(world: World, sign_in: SignIn) -> None:
    with arranging():
        make_organisation("Academie Zonder", "school", OV="901009")
    text = text_of(sign_in("edison helpdesk").get(reverse("access:appointing")))
    assert "U werkt voor Edison helpdesk. 1 organisatie heeft nog niemand." in text
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


def _upload(client: Client, *lines: str, name: str = "btb.csv") -> HttpResponse:
    content = "\r\n".join([HEADINGS, *lines]).encode()
    return post(client, reverse("access:btb"), file=SimpleUploadedFile(name, content))


def _day(days: int = 0) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


@pytest.mark.requirement("G02")
def test_the_file_shows_first_what_would_happen_then_does_all(
    world: World, sign_in: SignIn, newcomer: str
) -> None:
    client = sign_in("btb")
    somebody = world.people["member without right"]
    checked = _upload(
        client,
        f"1900.009.769;{number_of(somebody)};hoofdtoegangsbeheerder;;{_day()};",
        f"1900009769;{newcomer};toegangsbeheerder;werkgelegenheid;{_day(3)};{_day(300)}",
    )
    text = text_of(checked)
    assert checked.status_code == 200
    assert "2 regels zijn in orde. Registreer ze in één keer." in text
    assert "Houtbouw Peeters" in text
    assert "Lid Zonder" in text
    assert "Nora Nieuw (••.••.••-•••." in text
    assert "Toegangsbeheerder (werkgelegenheid)" in text
    assert newcomer not in checked.content.decode()
    assert not Post.objects.filter(organisation=world.company).exists()
    lines = checked.context["form"].initial["lines"]  # type: ignore[attr-defined]
    key = "7e0f1d8e-5b0d-4b34-8a0c-0f6c43d4a002"
    for _time in range(2):
        done = client.post(reverse("access:btb"), {"sleutel": key, "lines": lines})
        assert done["Location"] == reverse("access:appointing")
    made = Post.objects.filter(organisation=world.company).order_by("kind")
    assert [(row.person.name, row.kind, row.domain) for row in made] == [
        ("Lid Zonder", "hoofdtoegangsbeheerder", ""),
        ("Nora Nieuw", "toegangsbeheerder", "werkgelegenheid"),
    ]
    assert Person.objects.filter(family_name="Nieuw").count() == 1


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
    answer = _upload(sign_in("btb"), line.format(**words))
    assert answer.status_code == 422
    text = text_of(answer)
    assert sentence in text
    assert "1 regel heeft een fout. Er is niets geregistreerd." in text
    assert "Alles registreren" not in text


def test_a_double_line_and_one_that_is_there_already(world: World, sign_in: SignIn) -> None:
    insz = number_of(world.people["member without right"])
    line = f"1900009769;{insz};toegangsbeheerder;;{_day()};"
    text = text_of(_upload(sign_in("btb"), line, line))
    assert "Deze aanstelling staat al hoger in het bestand." in text
    held = number_of(world.people["hoofdtoegangsbeheerder"])
    text = text_of(_upload(sign_in("btb"), f"1900000069;{held};hoofdtoegangsbeheerder;;{_day()};"))
    assert "Deze persoon is in die periode al aangesteld in deze functie." in text


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


def test_lines_of_somebody_else_are_not_taken(world: World, sign_in: SignIn) -> None:
    answer = post(sign_in("btb"), reverse("access:btb"), lines="AAAA")
    assert "Kies het bestand opnieuw." in text_of(answer)
