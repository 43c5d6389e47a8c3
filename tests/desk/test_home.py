"""Home, the first steps, the profile and the manual (G20, G32)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from sleutelbos.access.actions.grants import grant_right
from sleutelbos.access.models import Grant, Post, WorkRelation
from sleutelbos.desk import manual, public, waiting
from sleutelbos.desk.actions.conversations import write_manager
from sleutelbos.desk.actions.help import answer_help, ask_help
from sleutelbos.desk.checklist import checklist_for
from sleutelbos.desk.waiting import WaitingLine
from sleutelbos.kernel import audit, clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.signin.models import SignIn
from tests.signin.helpers import signed_in, text_of
from tests.world import World, make_organisation, make_person, make_post, period, right, role


def test_a_visitor_is_welcomed(world: World) -> None:
    said = text_of(Client().get("/").content)
    assert "Wie mag wat, voor welke organisatie, tot wanneer?" in said
    assert "Aanmelden" in said


def test_without_capacity_home_leads_to_the_choice(world: World) -> None:
    assert signed_in(world.people["right role"]).get("/")["Location"] == "/hoedanigheid"


@pytest.fixture
def source() -> Iterator[list[WaitingLine]]:
    lines: list[WaitingLine] = []

    def of(by: object) -> list[WaitingLine]:
        return lines

    waiting.register_waiting("Gebruikersbeheer", of)
    waiting.register_waiting("Gebruikersbeheer", of)
    yield lines
    waiting.unregister_waiting(of)


def test_what_waits_stands_by_term(world: World, as_, source: list[WaitingLine]) -> None:
    today = clock.today()
    source += [
        WaitingLine(None, "Zonder termijn", "Doen", "/a"),
        WaitingLine(today + timedelta(days=1), "Tegen morgen", "Doen", "/b", "soon"),
        WaitingLine(today - timedelta(days=2), "Te laat", "Doen", "/c", "late"),
    ]
    client: Client = as_("right role")
    said = text_of(client.get("/").content)
    assert "1 zaak moet vandaag gebeuren." in said
    assert said.index("Te laat") < said.index("Tegen morgen") < said.index("Zonder termijn")
    assert said.count("Tegen morgen Gebruikersbeheer") == 1
    assert "morgen Tegen morgen" in said


def test_nothing_waits(world: World, as_) -> None:
    client: Client = as_("right role")
    assert "Alles is in orde: u hebt vandaag niets te doen." in text_of(client.get("/").content)


def test_the_desk_says_what_waits_there(world: World) -> None:
    boss = world.people["hoofd lokale beheerder"]
    asker = world.actor("right role")
    write_manager(asker, world.school, boss, text="Dag")
    asked = ask_help(asker, world.people["right role"], question="Hoe?")
    assert [line.button for line in public.waiting(world.actor("hoofd lokale beheerder"))] == [
        "Lezen en antwoorden"
    ]
    assert public.waiting(asker) == []
    (line,) = public.waiting(world.actor("helpdesk 1700"))
    assert line.sentence == "Er wacht 1 vraag op een antwoord."
    answer_help(world.actor("helpdesk 1700"), asked, text="Zo.")
    assert [line.sentence for line in public.waiting(asker)] == [
        "Helpdesk 1700 antwoordde op uw vraag."
    ]
    assert public.waiting(world.actor("helpdesk 1700")) == []


def test_what_changed_since_the_visit_before(world: World, as_) -> None:
    person = world.people["member without right"]
    with arranging():
        for days in (9, 5):
            SignIn.objects.create(
                person=person,
                at=clock.now() - timedelta(days=days),
                kind="totp",
                level=400,
                outcome="aangemeld",
            )
    with clock.stamped(clock.now() - timedelta(days=7)):
        _grant(world, "member without right")
    client: Client = as_("member without right")
    said = text_of(client.get("/").content)
    assert "gaf Lid Zonder het recht" in said
    with arranging():
        SignIn.objects.create(
            person=person, at=clock.now(), kind="totp", level=400, outcome="aangemeld"
        )
    assert "Er veranderde niets voor u." in text_of(client.get("/").content)


def _grant(world: World, name: str) -> list[Grant]:
    relation = WorkRelation.objects.get(person=world.people[name])
    return grant_right(
        world.actor("hoofd lokale beheerder"),
        relation,
        right("WerkplekDuaalGebruiker"),
        roles=[role("WerkplekDuaalGebruiker", "trajectbegeleider")],
        period=period(0, 100),
    )


@pytest.mark.requirement("G32")
def test_the_first_steps_tick_themselves_off(world: World) -> None:
    with arranging():
        fresh = make_organisation("Nieuwe school", "school", OV="901010")
        head = world.add("new head", make_person("Nieuwe", "Hoofd"), fresh)
        make_post(head, fresh, "hoofd-lokale-beheerder")
    found = checklist_for(world.actor("new head"))
    assert found is not None
    assert [item.done for item in found.items] == [True, False, False, False]
    with arranging():
        second = make_person("Tweede", "Beheerder")
        make_post(second, fresh, "lokale-beheerder")
    found = checklist_for(world.actor("new head"))
    assert found is not None
    assert [item.done for item in found.items] == [True, True, False, True]
    with arranging():
        Grant.objects.create(
            relation=WorkRelation.objects.get(person=second),
            role=role("WerkplekDuaalGebruiker", "trajectbegeleider"),
            valid=period(),
        )
    assert checklist_for(world.actor("new head")) is None


@pytest.mark.requirement("G32")
def test_each_role_has_its_own_first_steps(world: World) -> None:
    titles = {}
    with arranging():
        Post.objects.filter(kind="hoofd-lokale-beheerder", organisation=world.school).delete()
        Grant.objects.filter(relation__organisation=world.school).delete()
    for name in ("wettelijk vertegenwoordiger", "hoofdtoegangsbeheerder", "lokale beheerder"):
        found = checklist_for(world.actor(name))
        assert found is not None
        assert manual.guide(found.guide) is not None
        titles[name] = str(found.title)
    assert len(set(titles.values())) == 3
    user = checklist_for(world.actor("member without right"))
    assert user is not None
    assert [item.done for item in user.items] == [True, False]
    assert checklist_for(world.actor("right role elsewhere")) is None
    assert checklist_for(world.actor("nobody")) is None


@pytest.mark.requirement("G32")
def test_the_first_steps_stand_on_home_and_in_their_guide(world: World, as_) -> None:
    client: Client = as_("member without right")
    for url in ("/", "/hulp", "/hulp/gebruiker"):
        said = text_of(client.get(url).content)
        assert "Uw eerste stappen" in said
        assert "Nog één stap." in said
    assert "Nog één stap." not in text_of(client.get("/hulp/helpdesk-1700").content)


@pytest.mark.requirement("G32")
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_guide_is_there_in_both_languages(db: None, lang: str) -> None:
    client = Client()
    client.cookies["taal"] = lang
    contents = text_of(client.get("/hulp").content)
    for slug in manual.SLUGS:
        found = manual._read(slug, lang)
        assert found.title in contents
        answer = client.get(f"/hulp/{slug}")
        assert answer.status_code == 200
        said = text_of(answer.content)
        assert found.summary in said
        assert str(found.day.day) in said
        assert b"<img" not in answer.content or b"/static/guides/" in answer.content
    assert client.get("/hulp/bestaat-niet").status_code == 404
    assert client.get("/toegankelijkheid").status_code == 200


def test_guides_cannot_bring_html() -> None:
    assert "<script>" not in manual._markdown().render("<script>alert(1)</script>")


def test_a_picture_that_is_not_there_is_left_out() -> None:
    assert "<img" not in manual._markdown().render("![Een beeld](bestaat-niet.png)")


@pytest.mark.requirement("G20")
def test_the_profile_shows_relations_rights_givers_and_beheerders(world: World, as_) -> None:
    _grant(world, "member without right")
    client: Client = as_("member without right")
    answer = client.get("/mijn-profiel")
    said = text_of(answer.content)
    assert "Vaste medewerker" in said
    assert "trajectbegeleider" in said.lower()
    giver = world.people["hoofd lokale beheerder"].name
    assert said.count(giver) >= 2  # gave the right, and is one of the beheerders
    assert "••.••.••-•••." in said
    for other in ("hoofd lokale beheerder", "lokale beheerder"):
        assert world.people[other].email not in said


@pytest.mark.requirement("G20")
def test_who_looked_at_my_data(world: World, as_) -> None:
    me = world.people["right role"]
    boss, helper = world.actor("hoofd lokale beheerder"), world.actor("helpdesk 1700")
    audit.write_view(boss, "access:person", "Gebruikers beheren", [me.pk])
    audit.write_view(helper, "desk:help-request", "Een vraag aan 1700 behandelen", [me.pk])
    audit.write_view(world.actor("right role"), "desk:profile", "Zelf", [me.pk])
    client: Client = as_("right role")
    said = text_of(client.get("/mijn-profiel/inzage").content)
    assert world.people["hoofd lokale beheerder"].name in said
    assert "Gebruikers beheren" in said
    assert "medewerker van de helpdesk" in said
    assert "Agentschap Demo" in said
    assert world.people["helpdesk 1700"].name not in said
    assert "2 resultaten" in said


@pytest.mark.requirement("G20")
def test_my_sign_ins_and_messages(world: World, as_) -> None:
    ask_help(world.actor("right role"), world.people["right role"], question="Mijn vraag")
    client: Client = as_("right role")
    assert "Mijn vraag" in text_of(client.get("/mijn-profiel/berichten").content)
    with arranging():
        SignIn.objects.create(
            person=world.people["right role"],
            at=clock.now(),
            kind="totp",
            level=400,
            outcome="aangemeld",
            device="Firefox, Linux",
            failed_before=2,
        )
    said = text_of(client.get("/mijn-profiel/aanmeldingen").content)
    assert "U meldde u aan met: beveiligingscode via app (Firefox, Linux)." in said
    assert "Hiervoor mislukten 2 pogingen" in said


@pytest.mark.requirement("G20")
def test_the_profile_leads_to_keys_sessions_consents_and_looks(world: World, as_) -> None:
    client: Client = as_("right role")
    page = client.get("/mijn-profiel").content.decode()
    for way in ("berichten", "aanmeldingen", "sessies", "toestemmingen", "inzage"):
        assert f'href="/mijn-profiel/{way}"' in page
        assert client.get(f"/mijn-profiel/{way}").status_code == 200


@pytest.mark.requirement("G20")
def test_change_my_contact_details(world: World, as_) -> None:
    client: Client = as_("right role")
    bad = client.post("/mijn-profiel/contact", {"email": "geen adres", "language": "nl"})
    assert bad.status_code == 422
    good = client.post("/mijn-profiel/contact", {"email": "nieuw@example.be", "language": "en"})
    assert good.status_code == 303
    me = world.people["right role"]
    me.refresh_from_db()
    assert (me.email, me.language) == ("nieuw@example.be", "en")


@pytest.mark.requirement("G33")
def test_the_help_address_carries_the_organisation_of_the_page(world: World, rf) -> None:
    from django.urls import resolve

    request = rf.get(f"/wie-is-mijn-beheerder/{world.school.uid}?x=geheim&recht=abc")
    request.resolver_match = resolve(request.path)
    url = public.help_url_for(request)
    assert str(world.school.uid) in url
    assert "recht=abc" in url
    assert "geheim" not in url
