"""Set a knipperlicht, try it, follow it up with an actie, through the pages (W19, W18)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.signals.actions import burning, follow_ups
from sleutelbos.duallearning.signals.models import FollowUp, Light, Signal
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditView
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples as made
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.world import World
from tests.world_duaal import CLERK, ELSEWHERE, HANDLER, KEEPER

pytestmark = [pytest.mark.requirement("W19"), pytest.mark.requirement("W18")]
DAY = timedelta(days=1)
MANAGE = {KEEPER, CLERK, HANDLER}
FOLLOW = {CLERK, HANDLER}


def in_a_week() -> str:
    return f"{clock.today() + 7 * DAY:%d/%m/%Y}"


def test_from_the_rule_to_the_actie_that_puts_it_out(world: World, sign_in: SignIn) -> None:
    made.bakery(world)
    keeper, clerk = sign_in(KEEPER), sign_in(CLERK)
    assert "Geen bezoek of actie" in text_of(keeper.get(url("add-light")))
    form = url("set-light", "geen-contact")
    wrong = post(keeper, form, name="", threshold="nul", level="aandacht", cool_down="30")
    assert wrong.status_code == 422
    assert "Vul “Naam” in." in text_of(wrong)
    kept = post(keeper, form, name="Lang niets", threshold="1", level="ernstig", cool_down="30")
    here = kept["Location"]
    assert "Nog niet geprobeerd" in text_of(keeper.get(here))
    early = keeper.post(here, {"doe": "aanzetten"}, follow=True)
    assert "Probeer het knipperlicht eerst" in text_of(early)
    tried = text_of(keeper.post(here, {"doe": "proberen"}, follow=True))
    assert "Geprobeerd op het voorbije jaar" in tried
    assert "Bakkerij De Oven" in tried
    assert "staat aan" in text_of(keeper.post(here, {"doe": "aanzetten"}, follow=True))
    burning.check_lights(made.CLOCK, world.partnership)

    assert "1 nieuw knipperlicht." in text_of(clerk.get("/"))
    assert "Lang niets" in text_of(clerk.get(url("signals")))
    signal = Signal.objects.get()
    text = text_of(clerk.get(url("signal", signal.uid)))
    assert "Brandt vanaf 1 (maanden)" in text
    clerk.post(url("signal", signal.uid))
    signal.refresh_from_db()
    assert signal.state == "seen"
    answer = url("answer-signal", signal.uid)
    nobody = post(clerk, answer, kind="bezoek", text="Ga langs.", owner="", due=in_a_week())
    assert "Kies een antwoord bij “Wie is verantwoordelijk?”." in text_of(nobody)
    sent = post(clerk, answer, kind="bezoek", text="Ga langs.", due=in_a_week(),
                owner=str(world.people[HANDLER].pk))  # fmt: skip
    assert "Ga langs." in text_of(clerk.get(sent["Location"]))
    assert "Bezoek: Bakkerij De Oven." in text_of(sign_in(HANDLER).get("/"))

    row = FollowUp.objects.get()
    done = post(clerk, url("conclude-follow-up", row.uid), outcome="opgelost", report="Het loopt.")
    assert "Het loopt." in text_of(clerk.get(done["Location"]))
    burning.check_lights(made.CLOCK, world.partnership)
    assert "Daarna ging het uit" in text_of(keeper.get(here))
    assert "Er brandt niets" in text_of(clerk.get(url("signals")))
    assert "Lang niets" in text_of(clerk.get(url("signals") + "?uit=on"))


def test_each_page_by_its_address(world: World, sign_in: SignIn) -> None:
    """The empty cells too: a Beheerder sets and sees none burn; the others set nothing (S3)."""
    signal = made.burns(world)
    row = made.actie(world)
    draft = made.light(world, threshold=3)
    clients = {who: sign_in(who) for who in CAST}

    def found(name: str, *keys: object) -> set[str]:
        return {who for who, one in clients.items() if opens(one, url(name, *keys))}

    expected = {
        "signal": FOLLOW, "answer-signal": FOLLOW, "ignore-signal": FOLLOW,
    }  # fmt: skip
    for name, who in expected.items():
        assert found(name, signal.uid) == who, name
    for name in ("follow-up", "change-follow-up", "cancel-follow-up", "conclude-follow-up"):
        assert found(name, row.uid) == MANAGE, name
    for name in ("light", "change-light"):
        assert found(name, draft.uid) == {KEEPER}, name
    assert found("set-light", "slapend") == {KEEPER}
    assert clients[KEEPER].get(url("set-light", "bestaat-niet")).status_code == 404


def test_about_what_each_role_plans_by_address(world: World, sign_in: SignIn) -> None:
    agreement = made.registered(world)
    recognition, mentor = Recognition.objects.get(), Mentor.objects.get()
    clients = {who: sign_in(who) for who in CAST}
    expected = {
        ("vestiging", recognition.site.uid): MANAGE,
        ("erkenning", recognition.uid): MANAGE,
        ("overeenkomst", agreement.uid): FOLLOW,
        ("mentor", mentor.uid): {HANDLER},
        ("leerling", agreement.learner.uid): set(),
    }
    for (kind, uid), who in expected.items():
        address = url("plan-follow-up", kind, uid)
        assert {one for one, client in clients.items() if opens(client, address)} == who, kind


def test_lists_and_files_hold_only_the_own_partnership(world: World, sign_in: SignIn) -> None:
    made.burns(world)
    made.actie(world)
    for name, who in (("signals", FOLLOW), ("follow-ups", MANAGE)):
        for one in {*who, ELSEWHERE}:
            for kind in ("", "?als=csv"):
                answer = sign_in(one).get(url(name) + kind)
                content = b"".join(answer) if answer.streaming else answer.content
                seen = "Bakkerij De Oven" in content.decode("utf-8-sig")
                assert seen is (one in who), (name, one, kind)


def test_a_mentor_is_named_only_to_a_behandelaar(world: World, sign_in: SignIn) -> None:
    """Nor is he, to the Beheerder who tries a rule (W14)."""
    mentor = made.bakery(world).mentors.get()
    with arranging():
        mentor.training.due = clock.today() - 3 * DAY
        mentor.training.save()
    row = follow_ups.plan_follow_up(
        world.actor(HANDLER), mentor, partnership=world.partnership, plan=made.actie_plan(world)
    )
    light = made.burns(world, metric="mentoropleiding").light
    texts = {who: text_of(sign_in(who).get(url("follow-up", row.uid))) for who in MANAGE}
    named = {who for who, text in texts.items() if "Mentor Mieke Mentor" in text}
    assert named == {HANDLER}
    assert "Een mentor voor Bakker duaal" in texts[CLERK]
    signal = Signal.objects.get(light=light)
    assert "Mieke" not in text_of(sign_in(CLERK).get(url("signal", signal.uid)))
    assert "Mieke" in text_of(sign_in(HANDLER).get(url("signal", signal.uid)))
    assert AuditView.objects.filter(page="duallearning:signal").exists()
    assert "Mieke" not in text_of(sign_in(KEEPER).get(url("light", light.uid)))


def test_acties_stand_beside_what_they_are_about(world: World, sign_in: SignIn) -> None:
    row = made.actie(world)
    agreement = made.registered(world)
    recognition = Recognition.objects.get()
    pages = {
        url("company", recognition.company.uid): MANAGE,
        url("request", recognition.request.uid): {KEEPER, HANDLER},
        url("recognition", recognition.uid): {CLERK},
    }
    for address, who in pages.items():
        for one in CAST:
            answer = sign_in(one).get(address)
            shown = url("follow-up", row.uid) in answer.content.decode()
            assert shown is (one in who), (address, one)
    plan = url("plan-follow-up", "overeenkomst", agreement.uid)
    for one in FOLLOW:
        assert plan in sign_in(one).get(url("agreement", agreement.uid)).content.decode()


def test_what_is_over_is_not_asked_again(world: World, sign_in: SignIn) -> None:
    row = made.actie(world)
    client = sign_in(CLERK)
    post(client, url("cancel-follow-up", row.uid), reason="De zaak is dicht.")
    assert "De zaak is dicht." in text_of(client.get(url("follow-up", row.uid)))
    for name in ("change-follow-up", "cancel-follow-up", "conclude-follow-up"):
        assert client.get(url(name, row.uid)).status_code == 404, name
    signal = made.burns(world)
    burnt = url("ignore-signal", signal.uid)
    day = f"{clock.today():%d/%m/%Y}"
    post(client, burnt, until=day, reason="Zij verbouwen.")
    assert "Zij verbouwen." in text_of(client.get(url("signal", signal.uid)))
    assert client.get(burnt).status_code == 404
    assert client.get(url("answer-signal", signal.uid)).status_code == 404
    assert Light.objects.count() == 1
