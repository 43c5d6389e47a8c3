"""The pages of clients: register step by step, four eyes, secrets, what a client gets to see."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse
from joserfc import jwk

from sleutelbos.access import ports
from sleutelbos.access.actions.clients_secrets import approve_secret
from sleutelbos.access.claims import sub_of
from sleutelbos.access.models import Client, ClientChange, ClientSecret
from sleutelbos.kernel.models import AuditView
from sleutelbos.tools.policies import seed_policies
from sleutelbos.web.parts import Prose
from tests.access.examples import make_change, make_client, make_client_secret, make_trust
from tests.access.pages.conftest import SignIn, post, text_of
from tests.access.pages.test_managers import queries_of
from tests.world import World

ME, COLLEAGUE = "clientbeheerder", "collega clientbeheerder"
WEAK = {"profile": "acm", "signing": "RS256", "weakenings": ["no-pkce", "no-par"]}
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"


def url(name: str, client: Client | None = None, *more: object) -> str:
    return reverse(f"access:{name}", args=[client.client_id, *more] if client else [])


def location(answer: HttpResponse) -> str:
    assert answer.status_code == 303, text_of(answer)
    return str(answer["Location"])


@pytest.fixture(autouse=True)
def _policies(db: None) -> None:
    seed_policies()


@pytest.fixture
def me(sign_in: SignIn) -> Browser:
    return sign_in(ME)


@pytest.fixture
def colleague(sign_in: SignIn) -> Browser:
    return sign_in(COLLEAGUE)


@pytest.mark.requirement("G24")
def test_only_platform_administrators_get_in(world: World, sign_in: SignIn) -> None:
    client = make_client(world, "active")
    for name, row in (("clients", None), ("client", client), ("load-application", None)):
        assert sign_in("hoofd lokale beheerder").get(url(name, row)).status_code == 403
        assert sign_in(ME).get(url(name, row)).status_code == 200
    assert "Platform" not in text_of(sign_in("hoofd lokale beheerder").get("/"))
    assert "Platform Clients Verzwakte clients" in text_of(sign_in(ME).get("/"))
    assert sign_in(ME).get("/platform/clients/onbekend").status_code == 404


@pytest.mark.requirement("G25")
def test_the_list_shows_state_profile_and_badge(world: World, me: Browser) -> None:
    make_client(world, "active", name="Oude", **WEAK)
    make_client(world, "submitted", name="Nieuwe")
    text = text_of(me.get(url("clients")))
    assert "Oude Werkplek Duaal Zoals ACM Actief Verzwakt: 2" in text
    assert "Nieuwe Werkplek Duaal Modern Wacht op een tweede persoon" in text
    found = text_of(me.get(url("clients") + "?verzwakt=ja"))
    assert "1 resultaat" in found
    assert "Oude" in found
    assert "1 resultaat" in text_of(me.get(url("clients") + "?staat=submitted&profiel=modern"))
    assert "1 resultaat" in text_of(me.get(url("clients") + "?zoek=oud&toepassing=werkplek-duaal"))


@pytest.mark.requirement("G24")
def test_a_client_is_registered_step_by_step(world: World, me: Browser) -> None:
    start = url("register-client")
    assert "Kies een antwoord bij “Toepassing”." in text_of(post(me, start))
    step = location(
        post(
            me, start, application="werkplek-duaal", name="Mijn app", profile="modern", public="nee"
        )
    )
    client = Client.objects.get()
    assert client.state == "draft"
    assert "dwse_werkplekduaal" in client.scopes
    assert "Stap 2 van 6" in text_of(me.get(step))
    wrong = post(me, step, grant_types="authorization_code", redirect_uris="http://a.be/t")
    assert wrong.status_code == 422
    assert "http://a.be/t: Begin met https://" in text_of(wrong)
    addresses = "https://a.be/t\n\n https://a.be/u \nhttps://a.be/t"
    step = location(
        post(me, step, grant_types=["authorization_code", "refresh_token"], redirect_uris=addresses)
    )
    client.refresh_from_db()
    assert client.redirect_uris == ["https://a.be/t", "https://a.be/u"]
    assert "offline_access" in client.scopes
    step = location(post(me, step, auth_methods="client_secret_post"))
    step = location(post(me, step, scopes=["openid", "dwse_werkplekduaal"], asks_consent="on"))
    step = location(post(me, step, capacity_level="doelgroep", level="500", means=["eid"]))
    lives = {"signing": "ES256", "access_seconds": "600", "refresh_seconds": "7200"}
    step = location(post(me, step, **lives, backchannel_url="https://a.be/afmelden"))
    assert step == url("client", client)
    client.refresh_from_db()
    assert (client.level, client.means, client.access_seconds) == (500, ["eid"], 600)
    assert (client.asks_consent, client.capacity_level) == (True, "doelgroep")
    text = text_of(me.get(step))
    assert "Dit ontbreekt nog" not in text
    assert "Voorleggen" in text


@pytest.mark.requirement("G24")
def test_what_is_missing_is_listed_with_the_way_to_it(world: World, me: Browser) -> None:
    client = make_client(world, redirect_uris=[], scopes=["openid", "rrn"])
    page = me.get(url("client", client))
    text = text_of(page)
    assert "Terugkeeradressen Geef minstens één terugkeeradres. Vul aan" in text
    assert "Schrijf waarom de toepassing het rijksregisternummer mag kennen." in text
    assert url("client-settings", client, "gebruik") in page.content.decode()
    answer = post(me, url("submit-client", client))
    assert answer.status_code == 422 or "terugkeeradres" in text_of(answer)
    client.refresh_from_db()
    assert client.state == "draft"


@pytest.mark.requirement("G25")
def test_who_approves_sees_where_we_report_to(world: World, colleague: Browser) -> None:
    hook, feed = "https://proef.example.be/afgemeld", "https://proef.example.be/feiten"
    client = make_client(world, "submitted", backchannel_url=hook, events_url=feed)
    shown = text_of(colleague.get(url("approve-client", client)))
    assert f"Eindigt hun sessie, dan melden we dat op: {hook}." in shown
    assert f"aan hun rechten, dan melden we dat op: {feed}." in shown


@pytest.mark.requirement("G24")
def test_one_hands_in_and_the_other_approves(world: World, me: Browser, colleague: Browser) -> None:
    client = make_client(world)
    assert location(post(me, url("submit-client", client))) == url("client", client)
    mine = text_of(me.get(url("client", client)))
    assert "Wie iets voorlegt of het laatst wijzigde, kan het niet zelf goedkeuren." in mine
    assert "Terughalen" in mine
    assert post(me, url("approve-client", client)).status_code == 403
    theirs = text_of(colleague.get(url("client", client)))
    assert "Nakijken en goedkeuren" in theirs
    assert "voorgelegd op" in theirs
    shown = text_of(colleague.get(url("approve-client", client)))
    assert "Ze komen terug op: https://proef.example.be/terug." in shown
    assert "voornaam en familienaam" in shown
    waits = text_of(colleague.get(reverse("access:clients")))
    assert f"{client} wacht op een tweede persoon. Kijk na" in waits
    assert "Kijk na" not in text_of(me.get(reverse("access:clients")))
    assert location(post(colleague, url("approve-client", client))) == url("client", client)
    client.refresh_from_db()
    assert client.state == "active"


@pytest.mark.requirement("G24")
def test_sending_back_asks_why(world: World, colleague: Browser) -> None:
    client = make_client(world, "submitted")
    assert "Vul “Reden” in." in text_of(post(colleague, url("send-back-client", client)))
    location(post(colleague, url("send-back-client", client), reason="Fout adres"))
    client.refresh_from_db()
    assert client.state == "draft"
    assert "Fout adres" in text_of(colleague.get(url("client", client)))


@pytest.mark.requirement("G24")
def test_an_active_client_changes_after_four_eyes(
    world: World, me: Browser, colleague: Browser
) -> None:
    client = make_client(world, "active")
    page = url("client-settings", client, "tokens")
    assert "geldt pas als een collega het goedkeurt" in text_of(me.get(page))
    fields = {"signing": "ES256", "access_seconds": "600", "refresh_seconds": "28800"}
    location(post(me, page, **fields))
    client.refresh_from_db()
    assert client.access_seconds == 300
    mine = text_of(me.get(url("client", client)))
    assert "Een wijziging wacht op een tweede persoon" in mine
    assert "Een toegangstoken leeft 10 minuten Nu: 5 minuten" in mine
    assert post(me, url("approve-client-change", client)).status_code == 403
    theirs = text_of(colleague.get(url("client", client)))
    assert "Clientbeheerder Dienst stelde dit voor" in theirs
    assert post(colleague, page, **fields).status_code == 403
    location(post(colleague, url("approve-client-change", client)))
    client.refresh_from_db()
    assert client.access_seconds == 600


def test_a_name_changes_at_once(world: World, me: Browser) -> None:
    client = make_client(world, "active")
    page = url("client-settings", client, "basis")
    location(post(me, page, name="Betere naam", profile="modern", public="nee"))
    client.refresh_from_db()
    assert client.name == "Betere naam"
    assert not ClientChange.objects.exists()


@pytest.mark.requirement("G25")
def test_a_weakening_is_approved_with_its_risk(
    world: World, me: Browser, colleague: Browser
) -> None:
    client = make_client(world, "active")
    page = url("client-settings", client, "basis")
    location(post(me, page, name=client.name, profile="acm", public="nee"))
    fields = {"signing": "RS256", "access_seconds": "300", "refresh_seconds": "28800"}
    location(post(me, url("client-settings", client, "tokens"), weakenings="no-pkce", **fields))
    text = text_of(colleague.get(url("approve-client-change", client)))
    assert "De client wordt minder streng." in text
    assert "Wie een code onderschept, kan die soms zelf gebruiken." in text


def test_a_change_can_be_dropped(world: World, colleague: Browser) -> None:
    client = make_change(world).client
    location(post(colleague, url("drop-client-change", client), reason="Niet nodig"))
    assert "Een wijziging wacht" not in text_of(colleague.get(url("client", client)))
    assert colleague.get(url("drop-client-change", client)).status_code == 404


@pytest.mark.parametrize("state", ["submitted", "blocked"])
def test_what_can_not_change_now_leads_back(world: World, me: Browser, state: str) -> None:
    client = make_client(world, state)
    answer = me.get(url("client-settings", client, "tokens"))
    assert location(answer) == url("client", client)
    assert me.get(url("client-settings", client, "iets")).status_code == 404


@pytest.mark.requirement("G24")
def test_keys_are_pasted_or_uploaded_but_never_private(world: World, me: Browser) -> None:
    client = make_client(world)
    page = url("client-settings", client, "bewijs")
    key = jwk.ECKey.generate_key("P-256")
    private = json.dumps(key.as_dict(private=True))
    answer = post(me, page, auth_methods="private_key_jwt", jwks=private)
    assert answer.status_code == 422
    assert "Dit is een private sleutel." in text_of(answer)
    assert key.as_dict(private=True)["d"] not in answer.content.decode()
    file = io.BytesIO(json.dumps({"keys": [key.as_dict(private=False)]}).encode())
    file.name = "sleutels.json"
    location(post(me, page, auth_methods="private_key_jwt", jwks_file=file))
    client.refresh_from_db()
    assert client.jwks == {"keys": [key.as_dict(private=False)]}
    assert "EC P-256" in text_of(me.get(url("client", client)))


@pytest.mark.requirement("G24")
def test_blocking_says_what_stops(world: World, me: Browser) -> None:
    client = make_client(world, "active")
    make_client_secret(client)
    text = text_of(me.get(url("block-client", client)))
    assert "Niemand kan zich nog aanmelden in Werkplek Duaal langs deze client." in text
    assert "1 geheim telt niet meer." in text
    location(post(me, url("block-client", client), reason="Gelekt"))
    client.refresh_from_db()
    assert client.state == "blocked"
    location(post(me, url("reopen-client", client)))
    client.refresh_from_db()
    assert client.state == "draft"


@pytest.mark.requirement("G24")
def test_a_secret_is_shown_once(world: World, me: Browser) -> None:
    client = make_client(world, "active")
    form = me.get(url("client-secret", client)).content.decode()
    key = re.findall(r'name="sleutel" value="([^"]+)"', form)[-1]
    answer = me.post(url("client-secret", client), {"sleutel": key, "days": "30"})
    found = re.search(r"<code>([\w-]{43})</code>", answer.content.decode())
    assert found
    assert answer["Cache-Control"] == "no-store"
    assert "geldt ook nog" not in text_of(answer)
    again = me.post(url("client-secret", client), {"sleutel": key, "days": "30"})
    assert "Dit geheim is al getoond." in text_of(again)
    approve_secret(world.actor(COLLEAGUE), ClientSecret.objects.get())
    second = post(me, url("client-secret", client), days="60")
    assert f"Geheim …{found[1][-4:]} geldt ook nog. Trek het in" in text_of(second)
    assert found[1] not in again.content.decode()
    page = me.get(url("client", client)).content.decode()
    assert found[1] not in page
    assert f"…{found[1][-4:]}" in page
    assert "1 tot 365 dagen" in text_of(post(me, url("client-secret", client), days="999"))


@pytest.mark.requirement("G24")
def test_a_secret_is_approved_by_a_colleague(world: World, me: Browser, colleague: Browser) -> None:
    client = make_client(world, "active")
    post(me, url("client-secret", client), days="60")
    row = ClientSecret.objects.get()
    page = url("approve-client-secret", client, row.pk)
    mine = text_of(me.get(url("client", client)))
    assert f"maakte het geheim …{row.hint}" in mine
    assert "Nakijken en goedkeuren" not in mine
    assert post(me, page).status_code == 403
    name = world.people[ME].name
    assert f"{name} maakte dit geheim" in text_of(colleague.get(page))
    assert location(post(colleague, page)) == url("client", client)
    row.refresh_from_db()
    assert row.state == "approved"
    assert "Een geheim wacht" not in text_of(me.get(url("client", client)))
    assert colleague.get(url("approve-client-secret", client, row.pk + 1)).status_code == 404


@pytest.mark.requirement("G24")
def test_a_secret_is_withdrawn_with_its_consequence(world: World, me: Browser) -> None:
    client = make_client(world, "active")
    row = make_client_secret(client)
    page = url("withdraw-client-secret", client, row.pk)
    assert "geen enkel geheim meer" in text_of(me.get(page))
    location(post(me, page, reason="gelekt"))
    assert "Ingetrokken" in text_of(me.get(url("client", client)))
    other = make_client(world, "active")
    wrong = url("withdraw-client-secret", other, row.pk)
    assert me.get(wrong).status_code == 404


@pytest.mark.requirement("G24")
def test_trusts_are_added_approved_and_ended(world: World, me: Browser, colleague: Browser) -> None:
    source = make_client(world, "active", grant_types=["authorization_code", EXCHANGE])
    target = make_client(world, "active", name="De API")
    location(post(me, url("add-trust", source), target=target.client_id))
    assert "De API" in text_of(me.get(url("client", source)))
    trust = source.trusts_given.get()
    page = url("approve-trust", source, trust.pk)
    assert post(me, page).status_code == 403
    assert "Wie iets voorlegt" in text_of(me.get(url("client", source)))
    assert "Een vertrouwen van" in text_of(colleague.get("/platform/clients"))
    assert "De API" in text_of(colleague.get(page))
    location(post(colleague, page))
    trust.refresh_from_db()
    assert (trust.state, trust.approved_by_id) == ("approved", world.people[COLLEAGUE].pk)
    location(post(me, url("end-trust", source, trust.pk)))
    assert "De API" not in text_of(me.get(url("client", source))).split("Voor de ontwikkelaars")[0]
    other = make_trust(world)
    assert post(me, url("end-trust", source, other.pk)).status_code == 404


@pytest.mark.requirement("G25")
def test_the_report_of_weakened_clients_also_as_a_file(world: World, me: Browser) -> None:
    make_client(world, "active", name="Oude", **WEAK)
    make_client(world, "active", name="Nieuwe")
    text = text_of(me.get(url("weak-clients")))
    assert "1 client is minder streng dan nodig." in text
    assert "Wie een code onderschept, kan die soms zelf gebruiken." in text
    answer = me.get(url("weak-clients") + "?als=csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert [row[0] for row in rows] == ["Client", "Oude", "Oude"]
    assert "Het verzoek is zichtbaar en kan in de browser veranderd worden." in rows[2]
    excel = me.get(url("weak-clients") + "?als=xlsx")
    assert b"".join(excel.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(("profile", "issuer"), [("modern", "/op/modern"), ("acm", "/op")])
def test_developers_find_what_they_need(
    world: World, me: Browser, profile: str, issuer: str
) -> None:
    signing = "RS256" if profile == "acm" else "ES256"
    client = make_client(world, "active", profile=profile, signing=signing)
    text = text_of(me.get(url("client", client)))
    issuer = f"{settings.BASE_URL}{issuer}"
    assert f"Issuer {issuer} Client-id {client.client_id}" in text
    assert f"{issuer}/.well-known/openid-configuration" in text
    assert f"OIDC_ISSUER={issuer} OIDC_CLIENT_ID={client.client_id}" in text
    assert ("OIDC_USE_PAR=true" in text) == (profile == "modern")


@pytest.mark.requirement("G24")
def test_what_a_client_gets_to_see(world: World, me: Browser) -> None:
    scopes = ["openid", "profile", "rrn", "vo", "gebruikersbeheer"]
    client = make_client(world, "active", scopes=scopes, rrn_reason="wet")
    person = world.people[ME]
    text = text_of(me.get(url("client-claims", client)))
    assert "profile: voornaam en familienaam given_name family_name" in text
    assert sub_of(person.uid) in text
    assert "•••••••••••" in text
    assert f'"family_name": "{person.family_name}"' in text
    views = AuditView.objects.filter(page="access:client-claims")
    assert [view.persons for view in views] == [[person.pk]]


def test_a_client_that_signs_nobody_in_sees_nobody(world: World, me: Browser) -> None:
    client = make_client(world, "active", grant_types=["client_credentials"], scopes=["vo_info"])
    assert "Deze client meldt niemand aan." in text_of(me.get(url("client-claims", client)))


def test_rooms_above_add_to_the_page(world: World, me: Browser) -> None:
    client = make_client(world, "active")

    def shown(request: object, key: int) -> Prose | None:
        return Prose(f"Bericht van client {key}") if key == client.pk else None

    ports.show_on_client_page(shown)
    try:
        assert f"Bericht van client {client.pk}" in text_of(me.get(url("client", client)))
    finally:
        ports.take_from_client_page(shown)


def test_pages_ask_a_constant_number_of_queries(world: World, me: Browser) -> None:
    for _ in range(2):
        make_client(world, "active", **WEAK)
    lists = [url("clients"), url("weak-clients")]
    before = [queries_of(me, page) for page in lists]
    for _ in range(5):
        make_client(world, "active", **WEAK)
    assert [queries_of(me, page) for page in lists] == before
    client = make_client(world, "active")
    few = queries_of(me, url("client", client))
    for _ in range(4):
        make_client_secret(client)
    assert queries_of(me, url("client", client)) == few
    assert ClientSecret.objects.count() == 4
