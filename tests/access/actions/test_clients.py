"""Clients: registered, handed in, approved by another, blocked; and what each refusal says."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings

from sleutelbos.access.actions.clients import (
    approve_client,
    block_client,
    change_client,
    register_client,
    reopen_client,
    send_back_client,
    submit_client,
)
from sleutelbos.access.actions.clients_changes import (
    approve_change,
    drop_change,
    propose_change,
    rename_client,
)
from sleutelbos.access.client_auth import record_of
from sleutelbos.access.client_spec import starting_point
from sleutelbos.access.models import Application, Client, ClientChange
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel import actors
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.outbox import deliver_all
from sleutelbos.tools.mail.models import Message
from tests.access.examples import make_change, make_client
from tests.world import World

ME, COLLEAGUE = "clientbeheerder", "collega clientbeheerder"
ADDRESS = "https://proef.example.be/terug"


def register(world: World, **changes: Any) -> Client:
    application = Application.objects.get(code="werkplek-duaal")
    client_id = changes.pop("client_id", "")
    spec = starting_point("modern", public=False).with_changes({"name": "Proef", **changes})
    return register_client(world.actor(ME), application, spec=spec, client_id=client_id)


def said(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {field: str(sentence) for field, sentence in caught.value.problems.items()}


def mails(kind: str) -> list[tuple[int, str]]:
    deliver_all()
    found = Message.objects.filter(kind=kind).order_by("pk")
    return [(mail.person, mail.subject) for mail in found]


@pytest.mark.requirement("G24")
def test_a_client_works_only_after_a_second_person(world: World) -> None:
    client = register(world, redirect_uris=[ADDRESS])
    assert len(client.client_id) == 36
    assert record_of(client.client_id) is None
    submit_client(world.actor(ME), client)
    assert record_of(client.client_id) is None
    approve_client(world.actor(COLLEAGUE), client)
    record = record_of(client.client_id)
    assert record is not None
    assert record.redirect_uris == [ADDRESS]


@pytest.mark.requirement("G24")
def test_who_handed_it_in_or_changed_it_last_can_not_approve(world: World) -> None:
    client = register(world, redirect_uris=[ADDRESS])
    submit_client(world.actor(COLLEAGUE), client)
    for who in (ME, COLLEAGUE):
        with pytest.raises(Refused, match="kan het niet zelf goedkeuren"):
            approve_client(world.actor(who), client)


@pytest.mark.requirement("G24")
def test_the_house_acting_for_somebody_is_that_person(world: World) -> None:
    client = make_client(world, "submitted")
    me = world.people[ME]
    with pytest.raises(Refused):
        approve_client(actors.system("run", on_behalf_of=f"person:{me.pk}"), client)


def test_an_id_from_elsewhere_is_kept_and_counts_once(world: World) -> None:
    assert register(world, client_id="loket-productie").client_id == "loket-productie"
    with pytest.raises(Invalid) as caught:
        register(world, client_id="loket-productie")
    assert "al een client" in said(caught)["client_id"]
    with pytest.raises(Invalid) as caught:
        register(world, client_id="kort")
    assert "8 tot 60" in said(caught)["client_id"]


def test_a_registration_needs_a_name(world: World) -> None:
    with pytest.raises(Invalid) as caught:
        register(world, name=" ")
    assert said(caught) == {"name": "Geef de client een naam."}


@pytest.mark.requirement("G24")
def test_a_draft_may_be_incomplete_but_not_be_handed_in(world: World) -> None:
    client = register(world)
    with pytest.raises(Invalid) as caught:
        submit_client(world.actor(ME), client)
    assert set(said(caught)) == {"redirect_uris"}
    with pytest.raises(Invalid) as caught:
        change_client(world.actor(ME), client, changes={"redirect_uris": ["http://a.be"]})
    assert "https" in said(caught)["redirect_uris"]
    change_client(world.actor(COLLEAGUE), client, changes={"redirect_uris": [ADDRESS]})
    submit_client(world.actor(ME), client)
    assert client.changed_by == world.people[COLLEAGUE]
    assert client.submitted_by == world.people[ME]


def test_only_a_draft_changes_at_once(world: World) -> None:
    for state in ("submitted", "active", "blocked"):
        with pytest.raises(WrongState):
            change_client(world.actor(ME), make_client(world, state), changes={"level": 500})


@pytest.mark.requirement("G24")
def test_colleagues_are_told_and_the_answer_goes_back(world: World) -> None:
    client = make_client(world)
    submit_client(world.actor(ME), client)
    subject = "De client Proefclient wacht op u"
    assert mails("access.client-waits") == [(world.people[COLLEAGUE].pk, subject)]
    with pytest.raises(Invalid):
        send_back_client(world.actor(COLLEAGUE), client, reason=" ")
    send_back_client(world.actor(COLLEAGUE), client, reason="Dit adres is niet van u.")
    assert client.state == "draft"
    ((person, _subject),) = mails("access.client-decided")
    assert person == world.people[ME].pk
    assert "Dit adres is niet van u." in Message.objects.get(kind="access.client-decided").body


def test_taking_back_oneself_needs_no_mail(world: World) -> None:
    client = make_client(world, "submitted")
    send_back_client(world.actor(ME), client, reason="Nog een adres vergeten.")
    assert mails("access.client-decided") == []


@pytest.mark.requirement("G24")
def test_blocking_stops_it_at_once_and_drops_what_waits(world: World) -> None:
    change = make_change(world)
    client = change.client
    assert record_of(client.client_id) is not None
    block_client(world.actor(COLLEAGUE), client, reason="Het geheim lekte uit.")
    assert record_of(client.client_id) is None
    change.refresh_from_db()
    assert (change.state, change.answer) == ("dropped", "Het geheim lekte uit.")


@pytest.mark.requirement("G24")
def test_what_was_blocked_needs_four_eyes_again(world: World) -> None:
    client = make_client(world, "blocked")
    reopen_client(world.actor(COLLEAGUE), client)
    submit_client(world.actor(COLLEAGUE), client)
    with pytest.raises(Refused):
        approve_client(world.actor(COLLEAGUE), client)
    approve_client(world.actor(ME), client)
    assert client.state == "active"


def test_a_block_needs_a_reason(world: World) -> None:
    client = make_client(world, "active")
    with pytest.raises(Invalid):
        block_client(world.actor(ME), client, reason="")
    client.refresh_from_db()
    assert client.state == "active"


@pytest.mark.requirement("G24")
def test_an_active_client_works_on_until_its_change_is_approved(world: World) -> None:
    client = make_client(world, "active")
    new = "https://proef.example.be/nieuw"
    change = propose_change(world.actor(ME), client, changes={"redirect_uris": [new], "level": 500})
    assert change.values == {"redirect_uris": [new], "level": 500}
    assert change.was == {"redirect_uris": [ADDRESS], "level": 400}
    assert mails("access.client-waits")[0][0] == world.people[COLLEAGUE].pk
    record = record_of(client.client_id)
    assert record is not None
    assert (record.redirect_uris, record.level) == ([ADDRESS], 400)
    with pytest.raises(Refused, match="niet zelf goedkeuren"):
        approve_change(world.actor(ME), change)
    approve_change(world.actor(COLLEAGUE), change)
    record = record_of(client.client_id)
    assert record is not None
    assert (record.redirect_uris, record.level) == ([new], 500)
    assert mails("access.client-decided") == [
        (world.people[ME].pk, "Goedgekeurd: client Proefclient")
    ]


def test_one_s_own_change_grows_and_a_colleague_s_does_not(world: World) -> None:
    client = make_client(world, "active")
    propose_change(world.actor(ME), client, changes={"level": 500})
    change = propose_change(world.actor(ME), client, changes={"asks_consent": True})
    assert change.values == {"level": 500, "asks_consent": True}
    assert ClientChange.objects.count() == 1
    with pytest.raises(Refused, match="wijziging van een collega"):
        propose_change(world.actor(COLLEAGUE), client, changes={"level": 450})


def test_a_change_back_leaves_nothing_to_approve(world: World) -> None:
    client = make_client(world, "active")
    propose_change(world.actor(ME), client, changes={"level": 500})
    with pytest.raises(Invalid, match="verandert niets"):
        propose_change(world.actor(ME), client, changes={"level": 400})


def test_a_change_that_can_not_work_is_refused_now_and_at_the_end(world: World) -> None:
    client = make_client(world, "active")
    with pytest.raises(Invalid) as caught:
        propose_change(world.actor(ME), client, changes={"grant_types": ["refresh_token"]})
    assert set(said(caught)) == {"grant_types", "scopes"}
    change = make_change(world)
    with arranging():
        ClientChange.objects.update(values={"redirect_uris": ["http://a.be"]})
    with pytest.raises(Invalid) as caught:
        approve_change(world.actor(COLLEAGUE), change)
    assert set(said(caught)) == {"redirect_uris"}


def test_a_name_changes_without_a_second_person(world: World) -> None:
    client = make_client(world, "active")
    rename_client(world.actor(ME), client, name="Andere naam")
    assert queries_clients.open_change(client) is None
    with pytest.raises(Invalid):
        rename_client(world.actor(ME), client, name="")
    with pytest.raises(Invalid, match="verandert niets"):
        propose_change(world.actor(ME), client, changes={"name": "Nog een naam"})


def test_a_dropped_change_changes_nothing(world: World) -> None:
    change = make_change(world)
    drop_change(world.actor(COLLEAGUE), change, reason="Het adres is niet van ons.")
    record = record_of(change.client.client_id)
    assert record is not None
    assert record.redirect_uris == [ADDRESS]
    ((person, _subject),) = mails("access.client-decided")
    assert person == world.people[ME].pk
    with pytest.raises(WrongState):
        approve_change(world.actor(COLLEAGUE), change)


@pytest.mark.requirement("G24")
def test_in_production_the_house_approves_nothing(world: World, settings: LazySettings) -> None:
    client = make_client(world, "submitted")
    settings.PRODUCTION = True
    with pytest.raises(Refused, match="een persoon"):
        approve_client(world.actor("system"), client)


def test_nobody_else_sees_a_client(world: World) -> None:
    client = make_client(world, "active")
    for who in world.cast:
        seen = queries_clients.client_seen(world.actor(who), client.client_id)
        assert (seen is not None) == (who in (ME, COLLEAGUE)), who
