"""Months past their term: what is dropped, what stays, and what verify says of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.config.jobs import drop_audit_months
from sleutelbos.kernel import actors, audit, clock, sealing
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.audit import Draft
from sleutelbos.kernel.models import AuditCheckpoint, AuditEntry, AuditLeaf
from sleutelbos.kernel.telling import tell
from sleutelbos.tools.ledger import gone
from sleutelbos.tools.ledger.actions import REST, drop_month, months_past_term
from sleutelbos.tools.ledger.gone import DROP, GoneMonth, Leaves, ranges_of, verify
from sleutelbos.tools.policies import set_value
from tests.tools.ledger.old import old_month

HOUSE = system("test")
pytestmark = pytest.mark.django_db


def tampered(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def own_partition(month: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"kernel_auditentry_{month:%Y_%m}"])
        return bool(cursor.fetchone()[0])


def jump(monkeypatch: pytest.MonkeyPatch, years: int) -> None:
    """It is so many years later."""
    later = clock.real_now() + timedelta(days=366 * years)
    monkeypatch.setattr(clock, "real_now", lambda: later)


@pytest.mark.requirement("G28")
@pytest.mark.parametrize("own", [True, False])
def test_a_month_past_its_term_goes_and_its_seal_stays(own: bool) -> None:
    month = old_month(count=4, own=own)
    leaves, seals = AuditLeaf.objects.count(), AuditCheckpoint.objects.count()
    rest = AuditEntry.objects.exclude(action="test.old").count()
    assert months_past_term() == [month]
    drop_audit_months(clock.now())
    assert not AuditEntry.objects.filter(action="test.old").exists()
    assert not own_partition(month)
    assert AuditEntry.objects.count() == rest + 1
    assert (AuditLeaf.objects.count(), AuditCheckpoint.objects.count()) == (leaves, seals)
    assert months_past_term() == []
    found = verify()
    assert (found.verdict.problem, found.verdict.unsealed) == ("", 1)
    (said,) = found.gone
    by = AuditEntry.objects.get(action=DROP)
    assert (said.month, said.entries, said.years, said.entry) == (f"{month:%Y-%m}", 4, 10, by.pk)
    assert sealing.seal() == 1
    assert verify().verdict.problem == ""


@pytest.mark.parametrize("own", [True, False])
def test_the_log_still_only_grows(own: bool) -> None:
    drop_month(HOUSE, old_month(own=own))
    old_month(12, own=True)
    old_month(13, own=False)
    with (
        pytest.raises(DatabaseError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM kernel_auditentry WHERE at > now() - interval '13 years'")
    with (
        pytest.raises(DatabaseError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {REST}")


def test_it_reads_as_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    month = old_month()
    drop_month(HOUSE, month)
    by = AuditEntry.objects.get(action=DROP)
    (told,) = tell([by])
    assert told.sentence == (
        f"Het systeem verwijderde de inhoud van 3 logboekitems van {month:%Y-%m}, na 10 jaar."
        " Hun zegel blijft."
    )
    call_command("audit", "verify")
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last == (
        f"Van {month:%Y-%m} is de inhoud van 3 items na 10 jaar verwijderd, zegt logboekitem"
        f" {by.pk}."
    )


def test_only_the_house_drops() -> None:
    month = old_month()
    with pytest.raises(Refused):
        drop_month(actors.person(1), month)
    assert own_partition(month)


def test_within_its_term_a_month_stays() -> None:
    today = clock.today()
    first_kept = date(today.year - 10, today.month, 1)
    old_month(10)
    assert months_past_term() == []
    with pytest.raises(Invalid, match="nog niet om"):
        drop_month(HOUSE, first_kept)
    assert AuditEntry.objects.filter(action="test.old").count() == 3


@pytest.mark.parametrize(("years", "dropped"), [(12, False), (3, True), (0, True)])
def test_the_term_is_a_dated_value(years: int, dropped: bool) -> None:
    """Never less than a year: what happens now stays."""
    month = old_month()
    set_value(HOUSE, "tools.ledger.keep-years", value=years, first=clock.today())
    assert months_past_term() == ([month] if dropped else [])
    with pytest.raises(Invalid):
        drop_month(HOUSE, clock.today().replace(day=1))


@pytest.mark.requirement("G28")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_auditentry SET actor = 'person:9' WHERE id = {id}",
        "DELETE FROM kernel_auditleaf WHERE entry = {id}",
    ],
)
def test_what_its_seal_does_not_fit_is_not_dropped(change: str) -> None:
    """Else dropping would wipe out the trace."""
    month = old_month()
    touched = AuditEntry.objects.filter(action="test.old").order_by("pk")[1].pk
    tampered(change.format(id=touched))
    with pytest.raises(Invalid, match=f"Logboekitem {touched} past niet"):
        drop_month(HOUSE, month)
    assert own_partition(month)


@pytest.mark.requirement("G28")
def test_without_a_statement_a_month_that_is_gone_is_missed() -> None:
    month = old_month()
    first = AuditEntry.objects.filter(action="test.old").earliest("pk").pk
    tampered(f"DROP TABLE kernel_auditentry_{month:%Y_%m}")
    assert verify().verdict.problem == f"Logboekitem {first} is verdwenen."
    with pytest.raises(CommandError, match=f"Logboekitem {first} is verdwenen"):
        call_command("audit", "verify")


@pytest.mark.requirement("G28")
@pytest.mark.parametrize("how", ["stranger's key", "no key", "more leaves", "refused", "nonsense"])
def test_a_statement_of_somebody_else_explains_nothing(how: str) -> None:
    """Who can write in the database but has no key takes an entry out, and says it was the term."""
    entry = AuditEntry.objects.filter(action="test.old")
    drop_month(HOUSE, old_month(12))
    said = AuditEntry.objects.get(action=DROP).payload["facts"]
    old_month()
    sealing.seal()
    leaf = AuditLeaf.objects.get(entry=entry.earliest("pk").pk)
    facts = json.loads(json.dumps(said))
    facts["dropped"]["leaves"] = [[leaf.number, leaf.number]]
    if how == "stranger's key":
        text = (
            b"sleutelbos-audit-gone\n"
            + json.dumps([facts["dropped"]], sort_keys=True, separators=(",", ":")).encode()
        )
        facts["signature"] = Ed25519PrivateKey.generate().sign(text).hex()
    elif how == "no key":
        facts["signature"] = ""
    elif how == "refused":
        facts = said
    elif how == "nonsense":
        facts = {"signature": 3, "dropped": [], "earlier": {}}
    draft = Draft(DROP, HOUSE, uuid4(), 0, facts=facts)
    draft.outcome = audit.REFUSED if how == "refused" else audit.DONE
    audit.write([draft], clock.now())
    tampered(f"DELETE FROM kernel_auditentry WHERE id = {leaf.entry}")
    sealing.seal()
    assert verify().verdict.problem == f"Logboekitem {leaf.entry} is verdwenen."


@pytest.mark.requirement("G28")
def test_a_statement_that_is_itself_past_its_term_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three times ten years: the newest entry speaks for all that went before."""
    month = old_month()
    for _decade in range(3):
        drop_audit_months(clock.now())
        while sealing.seal():
            pass
        assert verify().verdict.problem == ""
        jump(monkeypatch, 11)
    drop_audit_months(clock.now())
    assert AuditEntry.objects.filter(action=DROP).count() == len(verify().gone) - 3
    sealing.seal()
    found = verify()
    assert found.verdict.problem == ""
    assert found.gone[0].month == f"{month:%Y-%m}"
    assert found.gone[0].carried
    assert (
        sum(one.entries for one in found.gone) == found.verdict.sealed - AuditEntry.objects.count()
    )
    capsys.readouterr()
    call_command("audit", "verify")
    assert "zegt een ouder item dat zelf weg is" in capsys.readouterr().out


@given(st.sets(st.integers(0, 60)))
def test_ranges_hold_what_they_were_made_of(numbers: set[int]) -> None:
    ranges = ranges_of(numbers)
    leaves = Leaves(ranges)
    assert {n for n in range(-1, 62) if n in leaves} == numbers
    assert all(second[0] > first[1] + 1 for first, second in pairwise(ranges))
    assert "1" not in leaves


def test_a_statement_says_the_same_when_read_again() -> None:
    one = GoneMonth("2016-11", 10, 3, ((0, 1), (4, 4)))
    two = GoneMonth("2006-01", 9, 1, ((2, 2),))
    entry = AuditEntry(pk=7, payload={"facts": gone.statement(one, [two])}, at=datetime.now(UTC))
    read = list(gone.said_by(entry))
    assert [(o.plain(), o.entry, o.carried) for o in read] == [
        (one.plain(), 7, False),
        (two.plain(), 7, True),
    ]
