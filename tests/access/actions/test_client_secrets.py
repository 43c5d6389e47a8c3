"""Secrets of a client, trusts between clients: made, shown once, ended; who is told."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from sleutelbos.access.actions.clients import approve_client
from sleutelbos.access.actions.clients_secrets import (
    approve_secret,
    make_secret,
    warn_secrets,
    withdraw_secret,
)
from sleutelbos.access.actions.clients_trusts import add_trust, approve_trust, end_trust
from sleutelbos.access.client_auth import record_of
from sleutelbos.access.jobs import warn_of_secrets
from sleutelbos.access.models import Client, ClientSecret
from sleutelbos.access.waiting import waiting
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.policies import seed_policies
from tests.access.examples import make_client, make_client_secret
from tests.world import World

ME, COLLEAGUE = "clientbeheerder", "collega clientbeheerder"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"


@pytest.fixture
def client(world: World) -> Client:
    seed_policies()
    return make_client(world, "active")


def mails(kind: str) -> list[Message]:
    deliver_all()
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def counting_now(client: Client) -> tuple[bytes, ...]:
    """The digests by which the client can prove itself now."""
    record = record_of(client.client_id)
    assert record is not None
    return record.secrets


@pytest.mark.requirement("G24")
def test_a_secret_counts_once_approved_and_is_kept_nowhere(world: World, client: Client) -> None:
    made = make_secret(world.actor(ME), client, days=90)
    assert counting_now(client) == ()
    approve_secret(world.actor(COLLEAGUE), made.row)
    assert len(made.text) == 43  # 256 bits
    assert counting_now(client) == (hashlib.sha256(made.text.encode()).digest(),)
    entry = AuditEntry.objects.get(action="access.make-client-secret")
    assert made.text not in json.dumps(entry.payload)
    assert entry.payload["facts"]["hint"] == made.text[-4:]


@pytest.mark.requirement("G24")
def test_who_made_a_secret_does_not_approve_it(world: World, client: Client) -> None:
    made = make_secret(world.actor(ME), client, days=90)
    with pytest.raises(Refused, match="kan het niet zelf goedkeuren"):
        approve_secret(world.actor(ME), made.row)
    assert counting_now(client) == ()
    approve_secret(world.actor(COLLEAGUE), made.row)
    assert len(counting_now(client)) == 1
    with pytest.raises(WrongState):
        approve_secret(world.actor(COLLEAGUE), made.row)


@pytest.mark.requirement("G24")
def test_what_is_over_is_not_approved(world: World, client: Client) -> None:
    withdrawn = make_secret(world.actor(ME), client, days=90).row
    withdraw_secret(world.actor(ME), withdrawn, reason="toch niet")
    ended = make_client_secret(client, -1, state="waiting", made_by=world.people[ME])
    for row in (withdrawn, ended):
        with pytest.raises(Invalid, match="telt al niet meer"):
            approve_secret(world.actor(COLLEAGUE), row)
    assert counting_now(client) == ()


@pytest.mark.requirement("G24")
def test_with_the_client_its_secrets_are_approved(world: World) -> None:
    seed_policies()
    client = make_client(world, "submitted")
    make_secret(world.actor(ME), client, days=90)
    assert not mails("access.client-waits")
    approve_client(world.actor(COLLEAGUE), client)
    assert len(counting_now(client)) == 1


@pytest.mark.requirement("G24")
def test_who_approves_a_client_does_not_slip_in_a_secret_of_his_own(world: World) -> None:
    seed_policies()
    client = make_client(world, "submitted")
    own = make_secret(world.actor(COLLEAGUE), client, days=90)
    approve_client(world.actor(COLLEAGUE), client)
    assert counting_now(client) == ()
    approve_secret(world.actor(ME), own.row)
    assert len(counting_now(client)) == 1


@pytest.mark.requirement("G24")
def test_the_same_form_again_shows_nothing(world: World, client: Client) -> None:
    key = "5b1f0ad4-3a43-4a3c-9f04-1d8a5b1f0ad4"
    assert make_secret.keyed(key, world.actor(ME), client, days=90) is not None
    assert make_secret.keyed(key, world.actor(ME), client, days=90) is None
    assert ClientSecret.objects.count() == 1


@pytest.mark.requirement("G24")
def test_two_last_at_once_and_a_third_does_not(world: World, client: Client) -> None:
    first = make_secret(world.actor(ME), client, days=90)
    second = make_secret(world.actor(ME), client, days=90)
    approve_secret(world.actor(COLLEAGUE), second.row)
    with pytest.raises(Invalid, match="al twee geheimen"):
        make_secret(world.actor(ME), client, days=90)
    withdraw_secret(world.actor(ME), first.row, reason="vervangen")
    third = make_secret(world.actor(ME), client, days=90)
    approve_secret(world.actor(COLLEAGUE), third.row)
    assert len(counting_now(client)) == 2


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_secret_lasts_a_year_at_most(world: World, client: Client, days: int) -> None:
    with pytest.raises(Invalid, match="1 tot 365 dagen"):
        make_secret(world.actor(ME), client, days=days)


def test_a_client_that_proves_itself_otherwise_gets_none(world: World) -> None:
    public = make_client(world, public=True, auth_methods=["none"])
    signing = make_client(world, auth_methods=["private_key_jwt"])
    for client in (public, signing):
        with pytest.raises(Invalid, match="zonder geheim"):
            make_secret(world.actor(ME), client, days=10)


def test_withdrawing_needs_a_reason_and_happens_once(world: World, client: Client) -> None:
    row = make_client_secret(client)
    with pytest.raises(Invalid):
        withdraw_secret(world.actor(ME), row, reason="")
    withdraw_secret(world.actor(ME), row, reason="gelekt")
    with pytest.raises(Invalid, match="telt al niet meer"):
        withdraw_secret(world.actor(ME), row, reason="gelekt")
    assert counting_now(client) == ()


@pytest.mark.requirement("G24")
def test_a_secret_waits_for_a_colleague_who_hears_of_it(world: World, client: Client) -> None:
    made = make_secret(world.actor(ME), client, days=90)
    (mail,) = mails("access.client-waits")
    assert mail.person == world.people[COLLEAGUE].pk
    assert mail.subject == "Een geheim van de client Proefclient wacht op u"
    assert f"maakte het geheim …{made.row.hint} voor de client" in mail.body
    (line,) = waiting(world.actor(COLLEAGUE))
    assert line.sentence == "Een geheim van de client Proefclient wacht op een tweede persoon."
    assert not waiting(world.actor(ME))
    approve_secret(world.actor(COLLEAGUE), made.row)
    (told,) = mails("access.client-decided")
    assert told.person == world.people[ME].pk
    assert f"Uw geheim …{made.row.hint} van de client" in told.body
    assert not waiting(world.actor(COLLEAGUE))


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(("days", "told"), [(30, 1), (7, 1), (29, 0), (8, 0), (1, 0)])
def test_administrators_are_warned_30_and_7_days_before(
    world: World, client: Client, days: int, told: int
) -> None:
    make_client_secret(client, days)
    assert warn_secrets(world.actor("system")) == told
    found = mails("access.client-secret-ending")
    people = {mail.person for mail in found}
    assert people == ({world.people[ME].pk, world.people[COLLEAGUE].pk} if told else set())
    assert all(f"over {days} dagen" in mail.subject for mail in found)


def test_a_secret_that_was_replaced_or_is_idle_gives_no_warning(
    world: World, client: Client
) -> None:
    make_client_secret(client, 30)
    make_client_secret(client, 300)
    make_client_secret(make_client(world, "blocked"), 30)
    assert warn_secrets(world.actor("system")) == 0


def test_the_job_warns_once_a_real_day(world: World, client: Client) -> None:
    make_client_secret(client, 30)
    for hour in range(3):
        warn_of_secrets(clock.now() + timedelta(hours=hour))
    assert len(mails("access.client-secret-ending")) == 2  # one to each administrator
    assert AuditEntry.objects.filter(action="access.warn-client-secrets").count() == 1


def test_a_day_without_secrets_to_warn_of_leaves_no_line(world: World, client: Client) -> None:
    make_client_secret(client, 29)
    warn_of_secrets(clock.now())
    assert not AuditEntry.objects.filter(action="access.warn-client-secrets").exists()


def test_it_stands_under_what_to_do_today(world: World, client: Client) -> None:
    make_client_secret(client, 20)
    (line,) = waiting(world.actor(ME))
    assert line.sentence == "Een geheim van de client Proefclient eindigt."
    assert line.due == (clock.real_now() + timedelta(days=20)).astimezone(clock.BRUSSELS).date()
    make_client_secret(client, 200)
    assert not waiting(world.actor(ME)), "the client has one that counts for longer"
    others = waiting(world.actor("hoofd lokale beheerder"))
    assert not [line for line in others if "client" in line.sentence]


@pytest.mark.requirement("G24")
def test_a_trust_is_added_approved_and_ended(world: World) -> None:
    source = make_client(world, "active", grant_types=["authorization_code", EXCHANGE])
    target = make_client(world, "active", name="API")
    trust = add_trust(world.actor(ME), source, target)
    (mail,) = mails("access.client-waits")
    assert "namens gebruikers mag werken" in mail.body
    with pytest.raises(Refused, match="kan het niet zelf goedkeuren"):
        approve_trust(world.actor(ME), trust)
    (line,) = [one for one in waiting(world.actor(COLLEAGUE)) if "vertrouwen" in one.sentence]
    assert line.sentence == "Een vertrouwen van de client Proefclient wacht op een tweede persoon."
    approve_trust(world.actor(COLLEAGUE), trust)
    (mail,) = mails("access.client-decided")
    assert "mag vanaf nu namens gebruikers werken bij" in mail.body
    with pytest.raises(Invalid, match="bestaat al"):
        add_trust(world.actor(ME), source, target)
    end_trust(world.actor(COLLEAGUE), trust)
    with pytest.raises(Invalid, match="al beëindigd"):
        end_trust(world.actor(COLLEAGUE), trust)
    again = add_trust(world.actor(ME), source, target)
    end_trust(world.actor(ME), again)
    with pytest.raises(Invalid, match="al beëindigd"):
        approve_trust(world.actor(COLLEAGUE), again)


def test_a_trust_needs_a_client_that_exchanges_and_another(world: World) -> None:
    plain = make_client(world, "active")
    with pytest.raises(Invalid, match="nog geen tokens omwisselen"):
        add_trust(world.actor(ME), plain, make_client(world, "active"))
    source = make_client(world, "active", grant_types=["authorization_code", EXCHANGE])
    with pytest.raises(Invalid, match="zichzelf"):
        add_trust(world.actor(ME), source, source)
