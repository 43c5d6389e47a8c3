"""The gate: what it refuses, records, locks and repeats."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection, connections
from django.db.models import QuerySet

from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actions import ACTIONS, Invalid, Refused, action, emit
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.kernel.decisions import YES, Decision, no, when
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import ActionKey, AuditEntry, Outbox, Refusals
from sleutelbos.kernel.outbox import EVENTS, Event, deliver_all, subscribe
from sleutelbos.register.models import Organisation

PERSON = actors.person(1, "Lies")
heard: list[str] = []


def entries() -> QuerySet[AuditEntry]:
    """What the actions of this test wrote; the set-up of the database wrote some too."""
    return AuditEntry.objects.filter(action__startswith="test.").order_by("pk")


@dataclass(frozen=True)
class Renamed(Event):
    type: ClassVar[str] = "test.renamed"
    organisation: int
    name: str


@subscribe(Renamed)
def hear(event: Renamed) -> None:
    if event.name == "kapot":
        raise RuntimeError("the subscriber is broken")
    heard.append(event.name)


def may_rename(by: Actor, organisation: Organisation, *, name: str) -> Decision:
    return when(by.pk == 1, "Alleen Lies mag dit.")


@action(
    "test.rename",
    label="Hernoemen",
    allow=may_rename,
    sentence="{by} noemde {organisation} {name}.",
    about=lambda result, organisation, name: {"organisation": organisation, "name": name},
)
def rename(by: Actor, organisation: Organisation, *, name: str) -> Organisation:
    if not name:
        raise Invalid({"name": "Vul een naam in."})
    organisation.name = name
    organisation.save(update_fields=["name"])
    emit(Renamed(organisation=organisation.pk, name=name))
    return organisation


def may_count(by: Actor, organisation: Organisation) -> Decision:
    return YES


@action("test.count", label="Tellen", allow=may_count, sentence="{by} telde.")
def count_up(by: Actor, organisation: Organisation) -> int:
    """Read, then write: only a lock makes this right."""
    seen = int(organisation.short_name or 0)
    organisation.short_name = str(seen + 1)
    organisation.save(update_fields=["short_name"])
    return seen + 1


def may_rename_twice(by: Actor, organisation: Organisation) -> Decision:
    return YES


@action("test.rename-twice", label="Tweemaal", allow=may_rename_twice, sentence="{by} tweemaal.")
def rename_twice(by: Actor, organisation: Organisation) -> None:
    rename(by, organisation, name="een")
    rename(by, organisation, name="twee")


@action("test.rename-quietly", label="Stil", allow=may_rename_twice, sentence="{by} stil.")
def rename_quietly(by: Actor, organisation: Organisation) -> None:
    with suppress(Refused):
        rename(by, organisation, name="stil")


@pytest.fixture
def organisation(db: None) -> Organisation:
    heard.clear()
    with arranging():
        return Organisation.objects.create(name="Oud", kind="company")


def test_an_action_writes_its_audit_and_outbox(organisation: Organisation) -> None:
    rename(PERSON, organisation, name="Nieuw")
    entry = entries().get()
    assert (entry.action, entry.outcome, entry.actor) == ("test.rename", "done", "person:1")
    assert entry.subject == f"register.organisation:{organisation.pk}"
    assert entry.concerns == [entry.subject]
    assert entry.payload["changes"][entry.subject]["name"] == ["Oud", "Nieuw"]
    assert Outbox.objects.get().payload == {"organisation": organisation.pk, "name": "Nieuw"}
    assert deliver_all() == 1
    assert heard == ["Nieuw"]
    assert not Outbox.objects.exists()


def test_a_refusal_changes_nothing_and_is_audited(organisation: Organisation) -> None:
    with pytest.raises(Refused, match="Alleen Lies"):
        rename(actors.person(2), organisation, name="Nieuw")
    assert Organisation.objects.get(pk=organisation.pk).name == "Oud"
    entry = entries().get()
    assert entry.outcome == "refused"
    assert entry.payload["reason"] == "Alleen Lies mag dit."


def test_refusals_of_nobody_are_counted_only(organisation: Organisation) -> None:
    for _ in range(3):
        with pytest.raises(Refused):
            rename(Nobody(), organisation, name="Nieuw")
    assert not entries().exists()
    assert Refusals.objects.get().count == 3


def test_bad_content_leaves_no_trace(organisation: Organisation) -> None:
    with pytest.raises(Invalid) as caught:
        rename(PERSON, organisation, name="")
    assert caught.value.problems == {"name": "Vul een naam in."}
    assert not entries().exists()
    assert not Outbox.objects.exists()


def test_check_answers_without_doing(organisation: Organisation) -> None:
    assert rename.check(PERSON, organisation, name="x")
    assert not rename.check(actors.person(2), organisation, name="x")
    assert not entries().exists()


def test_the_same_key_gives_the_earlier_result(organisation: Organisation) -> None:
    first = rename.keyed("k1", PERSON, organisation, name="Nieuw")
    again = rename.keyed("k1", PERSON, organisation, name="Nieuw")
    assert first.pk == again.pk
    assert entries().count() == 1
    with pytest.raises(Invalid, match="andere gegevens"):
        rename.keyed("k1", PERSON, organisation, name="Anders")
    assert ActionKey.objects.count() == 1


def test_nested_actions_share_correlation_and_order(organisation: Organisation) -> None:
    rename_twice(PERSON, organisation)
    lines = list(entries().order_by("line"))
    assert [e.action for e in lines] == ["test.rename-twice", "test.rename", "test.rename"]
    assert len({e.correlation for e in lines}) == 1
    assert Outbox.objects.count() == 2


def test_a_nested_refusal_rolls_the_whole_back(organisation: Organisation) -> None:
    with pytest.raises(Refused):
        rename_twice(actors.person(2), organisation)
    assert Organisation.objects.get(pk=organisation.pk).name == "Oud"
    assert [e.outcome for e in entries()] == ["refused"]


def test_a_nested_refusal_can_not_be_swallowed(organisation: Organisation) -> None:
    with pytest.raises(Refused):
        rename_quietly(actors.person(2), organisation)
    assert Organisation.objects.get(pk=organisation.pk).name == "Oud"
    assert [e.outcome for e in entries()] == ["refused"]


def test_emit_needs_an_action() -> None:
    with pytest.raises(RuntimeError):
        emit(Renamed(organisation=1, name="x"))


def test_an_action_without_a_rule_does_not_import() -> None:
    with pytest.raises(TypeError):
        action("test.open", label="Open", sentence="")  # type: ignore[call-arg]


def test_a_lambda_is_no_rule() -> None:
    with pytest.raises(TypeError, match="named function"):
        action("test.lambda", label="x", allow=lambda by: YES, sentence="")(lambda by: None)
    assert "test.lambda" not in ACTIONS


def test_a_name_counts_once(organisation: Organisation) -> None:
    with pytest.raises(TypeError, match="twice"):
        action("test.rename", label="x", allow=may_count, sentence="")(count_up.do)
    with pytest.raises(TypeError, match="twice"):
        type("Again", (Event,), {"type": "test.renamed"})
    assert EVENTS["test.renamed"] is Renamed


def test_a_broken_subscriber_is_tried_again_later(organisation: Organisation) -> None:
    rename(PERSON, organisation, name="kapot")
    assert deliver_all() == 1
    row = Outbox.objects.get()
    assert row.attempts == 1
    assert "RuntimeError" in row.error
    assert row.due > clock.real_now()


def test_the_stamp_is_one_moment_for_the_whole_action(organisation: Organisation) -> None:
    seen = []

    def may_look(by: Actor, organisation: Organisation) -> Decision:
        seen.append(clock.now())
        return YES

    @action("test.look", label="Kijken", allow=may_look, sentence="{by} keek.")
    def look(by: Actor, organisation: Organisation) -> None:
        seen.append(clock.now())

    try:
        look(PERSON, organisation)
    finally:
        del ACTIONS["test.look"]
    assert seen[0] == seen[1] == entries().get().at


def test_decisions_combine() -> None:
    first, second = no("eerst"), no("dan", missing=[("r", "o", 1)])
    assert (first & second).reason == "eerst"
    assert (YES & second).reason == "dan"
    assert first | YES
    assert (first | second).missing == (("r", "o", 1),)


def test_eight_threads_count_to_eight(committed_db: str) -> None:
    with arranging():
        row = Organisation.objects.create(name="Teller", kind="company")
    barrier = threading.Barrier(8)

    def run() -> None:
        mine = Organisation.objects.get(pk=row.pk)
        barrier.wait()
        count_up(PERSON, mine)
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row.refresh_from_db()
    assert row.short_name == "8"
    assert entries().count() == 8


def test_a_form_sent_twice_at_once_counts_once(committed_db: str) -> None:
    with arranging():
        row = Organisation.objects.create(name="Oud", kind="company")
    barrier = threading.Barrier(4)

    def run() -> None:
        mine = Organisation.objects.get(pk=row.pk)
        barrier.wait()
        rename.keyed("one", PERSON, mine, name="Nieuw")
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entries().count() == 1


def test_the_guard_opens_only_inside_the_gate(committed_db: str) -> None:
    with arranging():
        row = Organisation.objects.create(name="Oud", kind="company")
    rename(PERSON, row, name="Nieuw")
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('sleutelbos.action', true), '')")
        assert cursor.fetchone() == ("",)
