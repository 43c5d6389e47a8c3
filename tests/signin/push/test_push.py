"""A right or a session that ends is dead at the client within seconds, told until taken (G25)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Site

from sleutelbos.access.actions.bounds import announce_bounds
from sleutelbos.access.models import Client, Grant, Role
from sleutelbos.access.public import claims as shapes
from sleutelbos.access.public import end_relation, grant_right, withdraw_grant
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all as deliver_events
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Person
from sleutelbos.signin import sessions
from sleutelbos.signin.actions.deliveries import send_delivery_again
from sleutelbos.signin.models import ClientSession, Delivery, Session
from sleutelbos.signin.push import sender
from sleutelbos.signin.states import Ending
from sleutelbos.tools import crypto
from tests.signin.helpers import signed_in, text_of
from tests.signin.op.rp import MODERN, Flow, browser_of, choose, make_client
from tests.signin.push.receiver import Receiver
from tests.world import World, make_grant, make_relation

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
CAEP = "https://schemas.openid.net/secevent/caep/event-type/"
CLAIM = "dwse_werkplekduaal_rol_3d"


@pytest.fixture
def client(world: World, receiver: Receiver) -> Client:
    """A modern client that wants to hear everything."""
    sealed = crypto.encrypt("een geheim van de ontvanger", sender.SECRET)
    return make_client(
        backchannel_url=f"{receiver.url}/af", events_url=f"{receiver.url}/gebeurd",
        events_secret=sealed,
    )  # fmt: skip


@pytest.fixture
def flow(world: World, client: Client) -> Flow:
    browser = browser_of(world.people["right role"])
    choose(browser, client, world.school, "OV")
    return Flow(client, browser, MODERN)


def person_of(world: World) -> Person:
    return world.people["right role"]


def grant_of(world: World, other_than: Grant | None = None) -> Grant:
    mine = Grant.objects.filter(
        relation__person=person_of(world), relation__organisation=world.school
    )
    return mine.exclude(pk=other_than.pk).get() if other_than else mine.get()


def tell() -> int:
    """What the worker does: events, then messages."""
    deliver_events()
    return sender.deliver_all()


@pytest.mark.requirement("G25")
def test_a_withdrawn_right_ends_tokens_and_session_at_the_client(
    world: World, flow: Flow, receiver: Receiver, client: Client
) -> None:
    tokens = flow.tokens(scope="openid vo offline_access dwse_werkplekduaal")
    assert flow.introspect(tokens["access_token"]).json["active"] is True
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="weg")
    tell()
    assert flow.introspect(tokens["access_token"]).json == {"active": False}
    assert flow.userinfo(tokens["access_token"]).status == 401
    assert flow.refresh(tokens["refresh_token"]).status == 400
    logout, event = sorted(receiver.told, key=lambda told: told.path)
    assert (logout.path, logout.header["typ"]) == ("/af", "logout+jwt")
    assert logout.claims["events"] == {LOGOUT: {}}
    assert logout.claims["sid"] == flow.browser.session.uid.hex
    assert logout.claims["sub"] == shapes.sub_of(person_of(world).uid)
    assert logout.claims["aud"] == client.client_id
    assert logout.claims["exp"] - logout.claims["iat"] == 120
    assert "nonce" not in logout.claims
    assert (event.path, event.header["typ"]) == ("/gebeurd", "secevent+jwt")
    assert event.authorization == "Bearer een geheim van de ontvanger"
    told = event.claims["events"][f"{CAEP}token-claims-change"]
    assert told["claims"] == {CLAIM: []}
    assert event.claims["sub_id"]["session"]["id"] == logout.claims["sid"]
    assert "exp" not in event.claims
    assert len({logout.claims["jti"], event.claims["jti"]}) == 2


@pytest.mark.requirement("G25")
def test_a_right_that_ends_by_the_clock_is_told(
    world: World, flow: Flow, receiver: Receiver, monkeypatch: Any
) -> None:
    announce_bounds(system("clock"))
    with arranging():
        grant = grant_of(world)
        grant.valid = Period(grant.valid.lower, clock.now() + timedelta(seconds=30), "[)")
        grant.save()
    flow.tokens()
    at = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: at)
    announce_bounds(system("clock"))
    tell()
    assert {told.path for told in receiver.told} == {"/af", "/gebeurd"}
    assert Delivery.objects.values_list("cause", flat=True)[0] == "access.right-ended"


@pytest.fixture
def left(world: World) -> Grant:
    """A role that the person keeps."""
    grant = grant_of(world)
    with arranging():
        return make_grant(grant.relation, grant.role.right.roles.get(code="schoolbeheerder"))


@pytest.mark.requirement("G25")
def test_whoever_keeps_something_stays_signed_in_where_events_are_taken(
    world: World, flow: Flow, receiver: Receiver, left: Grant
) -> None:
    """Old tokens are dead, the client hears what is left and gets it without asking anybody."""
    tokens = flow.tokens(scope="openid vo offline_access dwse_werkplekduaal")
    visit = ClientSession.objects.get()
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world, left), reason="weg")
    tell()
    assert [told.path for told in receiver.told] == ["/gebeurd"]
    told = receiver.told[0].claims["events"][f"{CAEP}token-claims-change"]
    assert [value.split(":")[0] for value in told["claims"][CLAIM]] == [
        "WerkplekDuaalGebruiker-schoolbeheerder"
    ]
    assert flow.introspect(tokens["access_token"]).json == {"active": False}
    assert flow.refresh(tokens["refresh_token"]).status == 400
    fresh = flow.tokens(prompt="none", scope="openid vo dwse_werkplekduaal")
    assert flow.userinfo(fresh["access_token"]).json[CLAIM] == told["claims"][CLAIM]
    assert ClientSession.objects.get(ended_at=None) == visit


@pytest.mark.requirement("G25")
def test_whoever_keeps_something_is_signed_out_where_only_logouts_are_taken(
    world: World, flow: Flow, receiver: Receiver, left: Grant
) -> None:
    with arranging():
        flow.client.events_url = ""
        flow.client.save()
    flow.tokens()
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world, left), reason="weg")
    tell()
    assert [told.path for told in receiver.told] == ["/af"]
    assert not ClientSession.objects.filter(ended_at=None).exists()


@pytest.mark.requirement("G25")
def test_whoever_signs_in_again_after_a_withdrawal_is_left_alone(
    world: World, flow: Flow, receiver: Receiver, left: Grant, monkeypatch: Any
) -> None:
    """The clock announces the same end a minute later: it is of no concern to the new visit."""
    announce_bounds(system("clock"))
    with arranging():
        flow.client.events_url = ""
        flow.client.save()
    flow.tokens()
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world, left), reason="weg")
    tell()
    told = len(receiver.told)
    choose(flow.browser, flow.client, world.school, "OV")
    tokens = flow.tokens()
    at = clock.now() + timedelta(seconds=40)
    monkeypatch.setattr(clock, "now", lambda: at)
    announce_bounds(system("clock"))
    tell()
    assert (told, len(receiver.told)) == (1, 1)
    assert flow.introspect(tokens["access_token"]).json["active"] is True


@pytest.mark.requirement("G25")
def test_whoever_signs_in_after_the_clock_passed_the_end_is_left_alone(
    world: World, flow: Flow, receiver: Receiver, left: Grant, monkeypatch: Any
) -> None:
    """The job comes up to a minute late: who began in between never had the right."""
    announce_bounds(system("clock"))
    with arranging():
        grant = grant_of(world, left)
        grant.valid = Period(grant.valid.lower, clock.now() + timedelta(seconds=30), "[)")
        grant.save()
    ClientSession.objects.update(ended_at=clock.real_now())
    at = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: at)
    choose(flow.browser, flow.client, world.school, "OV")
    ClientSession.objects.filter(ended_at=None).update(as_of=at)
    tokens = flow.tokens()
    announce_bounds(system("clock"))
    assert tell() == 0
    assert flow.introspect(tokens["access_token"]).json["active"] is True


@pytest.mark.requirement("G25")
@pytest.mark.parametrize(("seconds", "active"), [(5, False), (15, True)])
def test_a_late_worker_ends_what_may_have_seen_the_right(
    world: World, flow: Flow, receiver: Receiver, left: Grant, seconds: int, active: bool
) -> None:
    """A visit of just after the stamp may have read what was not committed yet; a later one not."""
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world, left), reason="weg")
    tokens = flow.tokens()
    ClientSession.objects.update(as_of=clock.now() + timedelta(seconds=seconds))
    tell()
    assert flow.introspect(tokens["access_token"]).json["active"] is active


@pytest.mark.requirement("G25")
def test_the_end_of_a_werkrelatie_is_told(world: World, flow: Flow, receiver: Receiver) -> None:
    tokens = flow.tokens()
    relation = grant_of(world).relation
    end_relation(world.actor("hoofd lokale beheerder"), relation, reason="weg")
    tell()
    assert flow.introspect(tokens["access_token"]).json == {"active": False}
    assert "/af" in {told.path for told in receiver.told}


@pytest.mark.requirement("G25")
def test_signing_out_anywhere_is_told_everywhere(
    world: World, flow: Flow, receiver: Receiver
) -> None:
    tokens = flow.tokens()
    sessions.end_all(person_of(world), Ending.ELSEWHERE)
    tell()
    assert flow.introspect(tokens["access_token"]).json == {"active": False}
    kinds = {next(iter(told.claims["events"])) for told in receiver.told}
    assert kinds == {LOGOUT, f"{CAEP}session-revoked"}


@pytest.mark.requirement("G25")
def test_a_new_right_is_told_without_signing_out(
    world: World, flow: Flow, receiver: Receiver
) -> None:
    tokens = flow.tokens()
    grant = grant_of(world)
    other = grant.role.right.roles.exclude(pk=grant.role_id).get(code="schoolbeheerder")
    period = Period(clock.now(), clock.now() + timedelta(days=30), "[)")
    by, right = world.actor("hoofd lokale beheerder"), grant.role.right
    grant_right(by, grant.relation, right, roles=[other], period=period)
    tell()
    assert flow.introspect(tokens["access_token"]).json["active"] is True
    told = receiver.told[0].claims["events"][f"{CAEP}token-claims-change"]
    assert len(receiver.told) == 1
    assert len(told["claims"][CLAIM]) == 2


def test_others_hear_nothing(
    world: World, flow: Flow, receiver: Receiver, client: Client, left: Grant
) -> None:
    """A colleague's right, one's own right elsewhere, a right of another application."""
    tokens = flow.tokens()
    colleague = world.people["other role"]
    role = grant_of(world, left).role
    other = Role.objects.exclude(right__application=client.application)[0]
    with arranging():
        theirs = make_grant(
            Grant.objects.filter(relation__person=colleague)[0].relation,
            role.right.roles.exclude(grants__relation__person=colleague)[0],
        )
        elsewhere = make_grant(make_relation(person_of(world), world.other_school), role)
        another = make_grant(left.relation, other)
    here, there = (
        world.actor("hoofd lokale beheerder"),
        world.actor("hoofd lokale beheerder elsewhere"),
    )
    for by, grant in ((here, theirs), (there, elsewhere), (here, another)):
        withdraw_grant(by, grant, reason="weg")
        assert tell() == 0
    assert receiver.tokens == []
    assert flow.introspect(tokens["access_token"]).json["active"] is True
    withdraw_grant(here, left, reason="weg")  # and this one is his
    assert tell() == 1


def test_a_visit_that_is_over_hears_nothing(world: World, flow: Flow, receiver: Receiver) -> None:
    flow.tokens()
    ClientSession.objects.update(ended_at=clock.real_now())
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="weg")
    assert tell() == 0
    assert receiver.tokens == []


@pytest.mark.requirement("G25")
def test_a_client_that_fails_is_tried_again_with_the_same_number(
    world: World, flow: Flow, receiver: Receiver
) -> None:
    flow.tokens()
    receiver.answers = [500, 302]
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="weg")
    tell()
    waiting = Delivery.objects.filter(delivered_at=None)
    assert waiting.count() == 2
    assert {row.status for row in waiting} == {500, 302}
    assert not any(path == "/elders" for path, *_rest in receiver.tokens)
    Delivery.objects.update(due=clock.real_now())
    assert sender.deliver_all() == 2
    assert not waiting.all().exists()
    numbers = [told.claims["jti"] for told in receiver.told]
    assert len(numbers) == 4
    assert len(set(numbers)) == 2


def test_a_client_that_is_away_is_given_up_after_a_day(
    world: World, flow: Flow, client: Client
) -> None:
    flow.tokens()
    with arranging():
        client.backchannel_url = client.events_url = "http://127.0.0.1:9/"
        client.save()
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="weg")
    tell()
    row = Delivery.objects.order_by("pk")[0]
    assert (row.status, row.answer) == (None, "ConnectError")
    now = clock.real_now()
    Delivery.objects.update(made=now - timedelta(hours=25), due=now)
    sender.deliver_all()
    assert Delivery.objects.filter(given_up_at=None).count() == 0
    assert sender.deliver_all() == 0


@pytest.mark.requirement("G25")
def test_a_worker_killed_in_between_loses_nothing(
    world: World, flow: Flow, receiver: Receiver, monkeypatch: Any
) -> None:
    """Killed after the client's answer and before our commit: told again, with the same jti."""
    flow.tokens()
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="weg")
    deliver_events()

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sender, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            sender.deliver_next()
    assert Delivery.objects.filter(delivered_at=None).count() == 2
    assert sender.deliver_all() == 0  # the lease still runs, and the other one waits for it
    Delivery.objects.update(due=clock.real_now(), leased_until=None)
    assert sender.deliver_all() == 2
    assert len({told.claims["jti"] for told in receiver.told}) == 2
    assert len(receiver.told) == 3


@pytest.mark.requirement("P08")
def test_no_personal_number_is_told_or_kept(world: World, flow: Flow, receiver: Receiver) -> None:
    flow.tokens()
    Session.objects.update(level=500)
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="geheim 85")
    tell()
    kept = str(list(Delivery.objects.values_list("payload", flat=True)))
    said = kept + str([told.claims for told in receiver.told])
    for part in (person_of(world).name, person_of(world).email, "geheim 85"):
        assert part not in said


def test_the_log_shows_what_was_told(world: World, flow: Flow, receiver: Receiver) -> None:
    receiver.answers = [500]
    flow.tokens()
    withdraw_grant(world.actor("hoofd lokale beheerder"), grant_of(world), reason="weg")
    tell()
    name = "clientbeheerder"
    site: Site = signed_in(world.people[name], world.homes[name])
    said = text_of(site.get("/platform/berichten").content)
    assert "Wordt opnieuw geprobeerd" in said
    assert "Aangenomen" in said
    row = Delivery.objects.get(delivered_at=None)
    url = f"/platform/berichten/{row.uid}"
    said = text_of(site.get(url).content)
    assert "Een recht is ingetrokken." in said
    assert "HTTP-status 500" in said
    assert "nee." in said
    Delivery.objects.filter(pk=row.pk).update(status=None, answer="ConnectError")
    assert "De client is niet bereikbaar." in text_of(site.get(url).content)
    assert site.post(url).status_code == 303
    assert sender.deliver_all() == 1
    assert "Aangenomen" in text_of(site.get(url).content)
    stranger = signed_in(world.people["lokale beheerder"], world.homes["lokale beheerder"])
    assert stranger.get(url).status_code == 403
    assert send_delivery_again.check(world.actor("lokale beheerder"), row).reason
