"""Beheerders: who they are, how one is appointed, replaced and ended."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.access.models import Post
from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register import ports
from sleutelbos.register.models import Person
from sleutelbos.register.ports import PersonRecord
from tests.access.pages.conftest import SignIn, number_of, post, text_of
from tests.world import World, make_person, make_post


def url_of(name: str, world: World, *more: object) -> str:
    return reverse(f"access:{name}", args=[world.school.uid, *more])


def post_of(world: World, who: str) -> Post:
    return Post.objects.get(person=world.people[who], organisation=world.school)


@pytest.mark.requirement("G05")
def test_the_page_names_every_beheerder_with_source_and_chain(
    world: World, sign_in: SignIn
) -> None:
    answer = sign_in("lokale beheerder").get(url_of("managers", world))
    text = text_of(answer)
    assert answer.status_code == 200
    assert "Wettelijk V" in text
    assert "Fien Financiën" in text
    assert "Campus Zuid" in text
    assert "volgens de KBO" in text
    assert "Wie stelt wie aan" in text
    assert "Wordt aangesteld door wettelijk vertegenwoordiger, hoofdtoegangsbeheerder of" in text
    posts = Post.objects.filter(organisation=world.school).values("person").distinct().count()
    assert f"{posts} beheerders, naast wie volgens de KBO de organisatie vertegenwoordigt." in text
    assert "Geldt voor" in text


@pytest.mark.requirement("G05")
def test_where_a_post_counts_is_only_said_where_it_differs(world: World, sign_in: SignIn) -> None:
    with arranging():
        posts = Post.objects.filter(organisation=world.school)
        posts.exclude(site=None, kind__endswith="lokale-beheerder").delete()
    text = text_of(sign_in("lokale beheerder").get(url_of("managers", world)))
    assert "door een beheerder" in text
    assert "Geldt voor" not in text


def test_number_of_queries_does_not_grow_with_beheerders(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    url = url_of("managers", world)
    few = queries_of(client, url)
    with arranging():
        for n in range(6):
            make_post(make_person(f"Extra {n}", "Beheer"), world.school, "lokale-beheerder")
    assert queries_of(client, url) == few


def queries_of(client: Client, url: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.requirement("G34")
def test_a_head_appoints_a_lokale_beheerder_step_by_step(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    start = url_of("appoint", world)
    somebody = world.people["member without right"]
    answer = post(client, start, insz=number_of(somebody))
    assert answer.status_code == 303
    assert answer["Location"] == url_of("appoint-step", world, "functie")
    assert "Voegt gebruikers toe en regelt hun rechten." in text_of(client.get(answer["Location"]))
    answer = post(client, answer["Location"], kind="lokale-beheerder")
    today = f"{clock.today():%d/%m/%Y}"
    answer = post(client, answer["Location"], period_van=today, period_tot="", reason="Versterking")
    check = text_of(client.get(answer["Location"]))
    assert "Lid Zonder is vanaf nu lokale beheerder van Atheneum De Brug." in check
    key = "7e0f1d8e-5b0d-4b34-8a0c-0f6c43d4a001"
    done = client.post(answer["Location"], {"sleutel": key})
    assert done.status_code == 303
    again = client.post(answer["Location"], {"sleutel": key})
    assert (again.status_code, again["Location"]) == (303, done["Location"])
    rows = Post.objects.filter(person=somebody, kind="lokale-beheerder")
    assert rows.count() == 1
    text = text_of(client.get(done["Location"]))
    assert "Lid Zonder is aangesteld" in text
    assert "kreeg een mail" in text


def test_a_step_reached_too_early_leads_to_the_first_open_one(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in("hoofd lokale beheerder")
    answer = client.get(url_of("appoint-step", world, "nakijken"))
    assert (answer.status_code, answer["Location"]) == (303, url_of("appoint", world))


@pytest.mark.requirement("G03")
def test_nobody_appoints_himself(world: World, sign_in: SignIn) -> None:
    me = world.people["hoofd lokale beheerder"]
    answer = post(sign_in("hoofd lokale beheerder"), url_of("appoint", world), insz=number_of(me))
    assert answer.status_code == 422
    assert "U kunt uzelf niet aanstellen. Vraag het een ander." in text_of(answer)


@pytest.mark.requirement("G06")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("85.07.30-033.29", "Het controlegetal klopt niet. Kijk het nummer na."),
        ("85.07.30-033", "Een rijksregisternummer telt 11 cijfers, bijvoorbeeld 85.07.30-033.28."),
        ("85.02.30-001.25", "De geboortedatum in dit nummer bestaat niet. Kijk het nummer na."),
        ("", "Vul “Rijksregisternummer of bisnummer” in."),
    ],
)
def test_a_number_that_is_none_says_so(
    world: World, sign_in: SignIn, typed: str, sentence: str
) -> None:
    answer = post(sign_in("hoofd lokale beheerder"), url_of("appoint", world), insz=typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_somebody_who_died_is_not_appointed(world: World, sign_in: SignIn) -> None:
    with arranging():
        gone = make_person("Wijlen", "Janssens", deceased_on=clock.today())
    client = sign_in("hoofd lokale beheerder")
    answer = post(client, url_of("appoint", world), insz=number_of(gone))
    assert "Volgens het Rijksregister is Wijlen Janssens overleden." in text_of(answer)


class Directory:
    """A Rijksregister that knows one person, or nobody."""

    def __init__(self, known: PersonRecord | None = None) -> None:
        self.known = known

    def find(self, insz: str) -> PersonRecord | None:
        return self.known if self.known is not None and self.known.insz == insz else None


@pytest.mark.requirement("G06")
def test_a_newcomer_is_added_once_the_wizard_is_confirmed(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    insz = identifiers.insz(date(1985, 7, 30), 900)
    url = url_of("appoint", world)
    with ports.bound(directory=Directory()):
        answer = post(client, url, insz=insz)
        assert "Deze persoon is hier nog niet gekend" in text_of(answer)
        names = {"given_name": "Nieuwe", "family_name": "", "email": "nieuw@example.be"}
        assert "Vul “Familienaam” in." in text_of(post(client, url, insz=insz, **names))
        odd = names | {"family_name": "Coll\u202eega"}
        assert "een teken dat niet kan" in text_of(post(client, url, insz=insz, **odd))
        answer = post(client, url, insz=insz, **names | {"family_name": "Collega"})
        assert answer.status_code == 303
        post(client, url_of("appoint-step", world, "functie"), kind="lokale-beheerder")
        where = url_of("appoint-step", world, "looptijd")
        answer = post(client, where, period_van=f"{clock.today():%d/%m/%Y}", period_tot="")
        text = text_of(client.get(answer["Location"]))
        assert "Nieuwe Collega aanstellen?" in text
        assert "nieuw@example.be" in text
        assert insz not in str(dict(client.session))
        assert not Person.objects.filter(email="nieuw@example.be").exists()
        answer = post(client, answer["Location"])
    assert "Nieuwe Collega is aangesteld" in text_of(client.get(answer["Location"]))
    added = Person.objects.get(email="nieuw@example.be")
    assert added.name == "Nieuwe Collega"
    assert Post.objects.get(person=added).kind == "lokale-beheerder"


@pytest.mark.requirement("G06")
def test_names_of_a_newcomer_come_from_the_rijksregister(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    insz = identifiers.insz(date(1985, 7, 30), 900)
    url = url_of("appoint", world)
    with ports.bound(directory=Directory(PersonRecord(insz, "Nora", "Nieuw"))):
        assert "Het Rijksregister kent Nora Nieuw" in text_of(post(client, url, insz=insz))
        answer = post(client, url, insz=insz, email="nora@example.be")
        assert answer.status_code == 303
        assert "Wat wordt Nora Nieuw?" in text_of(client.get(answer["Location"]))


@pytest.mark.requirement("G03")
@pytest.mark.requirement("G06")
def test_a_newcomer_takes_over_in_one_go(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofdtoegangsbeheerder")
    row = post_of(world, "hoofd lokale beheerder")
    insz = identifiers.insz(date(1985, 7, 30), 900)
    answer = post(client, url_of("replace", world, row.uid), reason="Gaat met pensioen")
    with ports.bound(directory=Directory(PersonRecord(insz, "Nora", "Nieuw"))):
        answer = post(client, answer["Location"], insz=insz, email="nora@example.be")
        assert "vervangen door Nora Nieuw?" in text_of(client.get(answer["Location"]))
        assert not Person.objects.filter(email="nora@example.be").exists()
        post(client, answer["Location"])
    nora = Person.objects.get(email="nora@example.be")
    assert Post.objects.get(person=nora).kind == "hoofd-lokale-beheerder"
    assert insz not in str(dict(client.session))


def test_a_period_in_the_past_and_one_the_wrong_way_round(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    somebody = world.people["member without right"]
    post(client, url_of("appoint", world), insz=number_of(somebody))
    post(client, url_of("appoint-step", world, "functie"), kind="lokale-beheerder")
    where = url_of("appoint-step", world, "looptijd")
    answer = post(client, where, period_van="01/01/2020", period_tot="")
    assert "Kies een begin vanaf vandaag." in text_of(answer)
    answer = post(client, where, period_van="01/01/2090", period_tot="01/01/2089")
    assert "De laatste dag ligt voor de eerste." in text_of(answer)


def test_a_lokale_beheerder_may_not_appoint(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    assert "Beheerder aanstellen" not in text_of(client.get(url_of("managers", world)))
    answer = client.get(url_of("appoint", world))
    assert answer.status_code == 403
    assert "U kunt hier geen beheerders aanstellen." in text_of(answer)


@pytest.mark.requirement("G03")
def test_replace_step_by_step(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofdtoegangsbeheerder")
    row = post_of(world, "hoofd lokale beheerder")
    answer = post(client, url_of("replace", world, row.uid), reason="Gaat met pensioen")
    assert answer.status_code == 303
    same = post(client, answer["Location"], insz=number_of(row.person))
    assert "Deze persoon is al aangesteld." in text_of(same)
    somebody = world.people["member without right"]
    answer = post(client, answer["Location"], insz=number_of(somebody))
    text = text_of(client.get(answer["Location"]))
    assert "vervangen door Lid Zonder?" in text
    done = post(client, answer["Location"])
    assert done["Location"] == url_of("managers", world)
    row.refresh_from_db()
    assert row.valid.upper is not None
    assert row.valid.upper <= clock.now()
    assert Post.objects.filter(person=somebody, kind="hoofd-lokale-beheerder").count() == 1


@pytest.mark.requirement("G03")
def test_the_last_beheerder_ends_only_with_explicit_acceptance(
    world: World, sign_in: SignIn
) -> None:
    with arranging():
        last = world.add("last", make_person("Laatste", "Man"), world.company)
        row = make_post(last, world.company, "hoofd-lokale-beheerder")
    client = sign_in("last")
    url = reverse("access:end-post", args=[world.company.uid, row.uid])
    text = text_of(client.get(url))
    assert "heeft dan geen enkele beheerder. De helpdesk wordt verwittigd." in text
    assert "U verliest zelf de toegang" in text
    answer = post(client, url, reason="Ik stop")
    assert "Dit is de laatste beheerder." in text_of(answer)
    answer = post(client, url, reason="Ik stop", accept_orphan="on")
    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_post_shows_its_facts_and_what_happened(world: World, sign_in: SignIn) -> None:
    client = sign_in("hoofd lokale beheerder")
    row = post_of(world, "lokale beheerder")
    url = url_of("end-post", world, row.uid)
    assert "Vul “Reden” in." in text_of(post(client, url, reason=""))
    assert post(client, url, reason="Andere taak")["Location"] == url_of("managers", world)
    text = text_of(client.get(url_of("post", world, row.uid)))
    assert "Beëindigd" in text
    assert "beëindigde de aanstelling van" in text


def test_a_post_elsewhere_does_not_exist(world: World, sign_in: SignIn) -> None:
    other = Post.objects.get(person=world.people["lokale beheerder elsewhere"])
    client = sign_in("hoofd lokale beheerder")
    assert client.get(url_of("post", world, other.uid)).status_code == 404
    theirs = reverse("access:managers", args=[world.other_school.uid])
    assert client.get(theirs).status_code == 404
