"""The seal of the audit log: what verify finds."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kernel import actors, audit, clock
from sleutelbos.kernel.audit import Draft
from sleutelbos.kernel.models import AuditCheckpoint, AuditEntry, AuditLeaf
from sleutelbos.kernel.sealing import Tree, seal, verify


def _write(count: int) -> None:
    drafts = [
        Draft("test.x", actors.person(n), uuid4(), 0, facts={"naam": f"É{n}"}) for n in range(count)
    ]
    audit.write(drafts, clock.now())


@pytest.fixture
def sealed(db: None) -> int:
    """What the set-up of the database wrote is sealed already; how many entries."""
    seal()
    return verify().sealed


def _tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.requirement("G28")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("register.person:12", True),
        ("2026-11-30T10:00:00.123456+00:00", False),  # a moment, as facts keep it
        ("zaal.example.be:8080", False),
        ("example.be:443", False),
        ("register.nothing:12", False),
        ("register.person:x", False),
        ("register.person:²", False),
        ("zie register.person:12", False),
    ],
)
def test_a_reference_is_to_a_row_of_a_model_that_there_is(text: str, expected: bool) -> None:
    assert audit.is_ref(text) is expected
    assert audit.concerns_of({"fact": [text]}) == ([text] if expected else [])


def test_a_sealed_log_verifies_and_says_what_is_open(sealed: int) -> None:
    _write(5)
    assert seal() == 5
    _write(2)
    verdict = verify()
    assert (verdict.sealed, verdict.unsealed, verdict.problem) == (sealed + 5, 2, "")
    assert seal() == 2
    assert verify().sealed == sealed + 7
    assert seal() == 0


@pytest.mark.django_db
@pytest.mark.requirement("G28")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_auditentry SET actor = 'person:9' WHERE id = {id}",
        "UPDATE kernel_auditentry SET at = at + interval '1 microsecond' WHERE id = {id}",
        'UPDATE kernel_auditentry SET payload = payload || \'{{"reason": "x"}}\' WHERE id = {id}',
        "UPDATE kernel_auditentry SET outcome = 'refused' WHERE id = {id}",
        "DELETE FROM kernel_auditentry WHERE id = {id}",
    ],
)
def test_verify_names_the_entry_that_was_touched(change: str) -> None:
    _write(6)
    seal()
    third = AuditEntry.objects.filter(action="test.x").order_by("pk")[2].pk
    _tamper(change.format(id=third))
    assert f" {third} " in verify().problem


@pytest.mark.django_db
@pytest.mark.requirement("G28")
@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE kernel_auditleaf SET hash = sha256('x') WHERE number = 3", "Logboekitem"),
        ("DELETE FROM kernel_auditleaf WHERE number = 3", "Blad 3"),
        (
            "DELETE FROM kernel_auditleaf"
            " WHERE number = (SELECT max(number) FROM kernel_auditleaf)",
            "ontbreken",
        ),
        ("UPDATE kernel_auditcheckpoint SET root = sha256('x')", "wortel"),
        ("UPDATE kernel_auditcheckpoint SET signature = sha256('x')", "handtekening"),
    ],
)
def test_leaves_and_seals_are_checked_too(change: str, found: str) -> None:
    _write(6)
    seal()
    _tamper(change)
    assert found in verify().problem


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table",
    ["kernel_auditentry", "kernel_auditleaf", "kernel_auditcheckpoint", "kernel_auditview"],
)
@pytest.mark.parametrize("verb", ["DELETE FROM {t}", "TRUNCATE {t}"])
def test_the_log_only_grows(table: str, verb: str) -> None:
    _write(1)
    seal()
    audit.write_view(actors.person(1), "test:page", "test", [1])
    with (
        pytest.raises(DatabaseError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(t=table))
    assert AuditLeaf.objects.exists()
    assert AuditCheckpoint.objects.exists()


def _root(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, as written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + _root(leaves[:split]) + _root(leaves[split:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70), st.integers(0, 70))
def test_the_tree_is_that_of_rfc_6962(leaves: list[bytes], cut: int) -> None:
    tree = Tree()
    for leaf in leaves[:cut]:
        tree.add(leaf)
    tree = Tree.unpack(tree.size, tree.pack())
    for leaf in leaves[cut:]:
        tree.add(leaf)
    assert tree.root() == _root(leaves)
