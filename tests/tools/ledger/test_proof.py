"""The proof of one entry: made from the log, checked without it."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from sleutelbos.config import cli
from sleutelbos.kernel import actors, audit, clock, sealing
from sleutelbos.kernel.audit import Draft
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.sealing import Tree
from sleutelbos.tools.ledger import proof, proving
from sleutelbos.tools.ledger.proof import BadProof
from sleutelbos.tools.ledger.proving import NotProvable, path_of, prove, public_key
from tests.tools.ledger.old import old_month

PRIVATE = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"test").digest())
PUBLIC = PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
PATIENT = settings(deadline=None)  # a machine with much to do is no fault of the proof
OTHER = bytes([PUBLIC[0] ^ 1]) + PUBLIC[1:]


def write(count: int) -> list[int]:
    """Entries, not yet sealed; their numbers."""
    audit.write(
        [Draft("test.x", actors.person(n), uuid4(), n, facts={"naam": f"É{n}"})
         for n in range(count)],
        clock.now(),
    )  # fmt: skip
    keys = AuditEntry.objects.filter(action="test.x").order_by("-pk").values_list("pk", flat=True)
    return sorted(keys[:count])


def made(entries: list[str], index: int, before: int) -> bytes:
    """A proof without a database: ``before`` leaves were sealed earlier."""
    salts = [hashlib.sha256(str(n).encode()).digest()[:16] for n in range(len(entries))]
    hashes = [proof.leaf_hash(salt, text) for salt, text in zip(salts, entries, strict=True)]
    tree = Tree()
    for one in hashes[:before]:
        tree.add(one)
    peaks = list(tree.peaks)
    for one in hashes[before:]:
        tree.add(one)
    leaves = {n: hashes[n] for n in range(before, len(entries))}
    root = tree.root()
    return proof.written(
        {
            "format": proof.FORMAT,
            "entry": entries[index],
            "salt": salts[index].hex(),
            "leaf": index,
            "path": [node.hex() for node in path_of(index, len(entries), peaks, leaves)],
            "checkpoint": {
                "size": len(entries),
                "root": root.hex(),
                "signature": PRIVATE.sign(proof.signed_text(len(entries), root)).hex(),
                "key": proof.key_id(PUBLIC),
            },
        }
    )


@st.composite
def proofs(draw: st.DrawFn) -> tuple[bytes, str, int, int]:
    """A proof, its entry, its leaf and the size of its tree."""
    words = st.dictionaries(st.text(max_size=5), st.text(max_size=8), max_size=3)
    entries = [json.dumps(one, ensure_ascii=False) for one in
               draw(st.lists(words, min_size=1, max_size=40))]  # fmt: skip
    index = draw(st.integers(0, len(entries) - 1))
    before = draw(st.integers(0, index))
    return made(entries, index, before), entries[index], index, len(entries)


def own_check(text: str, public_key: bytes) -> bool:
    """A verifier as docs/uitleg/logboek.md lets an outsider write it, step by step."""
    said = json.loads(text)
    seal = said["checkpoint"]
    size, root = seal["size"], bytes.fromhex(seal["root"])
    own = hashlib.sha256(b"\x00" + bytes.fromhex(said["salt"]) + said["entry"].encode()).digest()
    place, last = said["leaf"], size - 1
    for sibling in map(bytes.fromhex, said["path"]):
        if last == 0:
            return False
        if place % 2 == 1 or place == last:
            own = hashlib.sha256(b"\x01" + sibling + own).digest()
            while place % 2 == 0 and place > 0:
                place, last = place // 2, last // 2
        else:
            own = hashlib.sha256(b"\x01" + own + sibling).digest()
        place, last = place // 2, last // 2
    lines = f"sleutelbos-audit-checkpoint\n{size}\n{seal['root']}".encode()
    key = Ed25519PublicKey.from_public_bytes(public_key)
    key.verify(bytes.fromhex(seal["signature"]), lines)
    return last == 0 and own == root


@pytest.mark.requirement("G28")
@PATIENT
@given(proofs())
def test_a_proof_holds(one: tuple[bytes, str, int, int]) -> None:
    content, entry, index, size = one
    proven = proof.check(content, PUBLIC)
    assert (proven.entry, proven.leaf, proven.size) == (json.loads(entry), index, size)
    assert own_check(content.decode(), PUBLIC)


@pytest.mark.requirement("G28")
@PATIENT
@given(proofs(), st.data())
def test_any_byte_that_changes_breaks_it(
    one: tuple[bytes, str, int, int], data: st.DataObject
) -> None:
    content = bytearray(one[0])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadProof):
        proof.check(bytes(content), PUBLIC)


@PATIENT
@given(proofs(), st.data())
def test_a_byte_more_or_less_breaks_it(
    one: tuple[bytes, str, int, int], data: st.DataObject
) -> None:
    content = one[0]
    place = data.draw(st.integers(0, len(content) - 1))
    for changed in (
        content[:place] + content[place + 1 :],
        content[:place] + b" " + content[place:],
    ):
        with pytest.raises(BadProof):
            proof.check(changed, PUBLIC)


@PATIENT
@given(proofs(), st.data())
def test_another_place_or_tree_breaks_it(
    one: tuple[bytes, str, int, int], data: st.DataObject
) -> None:
    """Written well, but not what was sealed: another leaf, size, salt, entry, path."""
    changed = json.loads(one[0])
    match data.draw(st.sampled_from(["leaf", "size", "salt", "entry", "longer", "shorter"])):
        case "leaf":
            changed["leaf"] = data.draw(st.integers(0, 50).filter(lambda n: n != one[2]))
        case "size":
            changed["checkpoint"]["size"] = data.draw(
                st.integers(1, 80).filter(lambda n: n != one[3])
            )
        case "salt":  # a byte goes over from the salt to the entry: the same bytes to hash
            changed["salt"], changed["entry"] = changed["salt"][:-2], "x" + changed["entry"]
        case "entry":
            changed["entry"] += " "
        case "longer":
            changed["path"].append("00" * 32)
        case _:
            changed["path"] = changed["path"][:-1] or ["00" * 32]
    with pytest.raises(BadProof):
        proof.check(proof.written(changed), PUBLIC)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"[" * 10_000, b"\xff", b"1" * 5000, b"null"]
)
def test_what_is_no_proof_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BadProof, match="geen bewijs"):
        proof.check(content, PUBLIC)


def test_another_key_is_named() -> None:
    content = made(["{}", '{"a":1}'], 1, 0)
    with pytest.raises(BadProof, match=f"sleutel {proof.key_id(PUBLIC)}, niet met deze"):
        proof.check(content, OTHER)
    pretends = content.replace(proof.key_id(PUBLIC).encode(), proof.key_id(OTHER).encode())
    with pytest.raises(BadProof, match="handtekening"):
        proof.check(pretends, OTHER)


@pytest.mark.django_db
@pytest.mark.requirement("G28")
def test_every_entry_of_a_real_log_can_be_proven() -> None:
    """Over several checkpoints, also where one of them stands in the middle of a subtree."""
    numbers = []
    for count in (1, 4, 7, 2, 13):
        numbers += write(count)
        sealing.seal()
    for number in numbers:
        proven = proof.check(prove(number), public_key())
        entry = AuditEntry.objects.get(pk=number)
        assert proven.entry["id"] == number
        assert proven.entry["payload"] == entry.payload
        assert proven.entry["at"] == entry.at.isoformat()


@pytest.mark.django_db
@pytest.mark.parametrize("pretended", [0, 10**12])
def test_what_is_not_there_is_not_proven(pretended: int) -> None:
    with pytest.raises(NotProvable, match="bestaat niet"):
        prove(pretended)


@pytest.mark.django_db
def test_what_is_not_sealed_is_not_proven_yet() -> None:
    (number,) = write(1)
    with pytest.raises(NotProvable, match="nog niet verzegeld"):
        prove(number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_auditentry SET actor = 'person:9' WHERE id = {id}",
        "UPDATE kernel_auditleaf SET hash = sha256('x') WHERE entry = {id} - 1",
        "DELETE FROM kernel_auditleaf WHERE entry = {id} - 1",
        "DELETE FROM kernel_auditcheckpoint",
        "UPDATE kernel_auditcheckpoint SET peaks = sha256('x') || sha256('y')",
    ],
)
def test_what_was_touched_is_not_proven(change: str) -> None:
    write(2)
    sealing.seal()
    last = write(5)[-1]
    sealing.seal()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(change.format(id=last))
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(NotProvable, match="is gewijzigd"):
        prove(last)


@pytest.mark.django_db
def test_a_proof_reads_one_batch_of_the_sealer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The leaves before the checkpoint that came just before are not read: their peaks suffice."""
    write(20)
    sealing.seal()
    number = write(3)[1]
    sealing.seal()
    seen: list[int] = []

    def watched(index: int, size: int, peaks: object, leaves: dict[int, bytes]) -> list[bytes]:
        seen.extend(leaves)
        return path_of(index, size, peaks, leaves)  # type: ignore[arg-type]

    monkeypatch.setattr(proving, "path_of", watched)
    proof.check(prove(number), public_key())
    assert len(seen) == 3


@pytest.mark.django_db
def test_the_command_writes_a_file_that_an_outsider_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (number,) = write(1)
    file = tmp_path / "bewijs.json"
    with pytest.raises(CommandError, match="nog niet verzegeld"):
        call_command("audit", "prove", str(number), "--out", str(file))
    sealing.seal()
    call_command("audit", "prove", str(number), "--out", str(file))
    call_command("audit", "key")
    assert capsys.readouterr().out.split()[-1] == public_key().hex()
    result = _outside(file, public_key().hex())
    assert result.returncode == 0, result.stderr
    assert "Het bewijs klopt." in result.stdout
    assert f'"id": {number}' in result.stdout
    wrong = _outside(file, OTHER.hex())
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "Het bewijs klopt niet." in wrong.stderr


def _outside(file: Path, key: str) -> subprocess.CompletedProcess[str]:
    """Check as somebody who has the file, the key and the module; no settings, no database."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("DJANGO", "SLEUTELBOS", "DATABASE"))}  # fmt: skip
    command = [sys.executable, proof.__file__, str(file), "--key", key]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_line_checks_without_django(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bewijs.json"
    file.write_bytes(made(["{}", '{"id":7}'], 1, 1))
    arguments = ["audit", "check", str(file), "--key"]
    with pytest.raises(SystemExit) as left:
        cli.main([*arguments, PUBLIC.hex()])
    assert left.value.code == 0
    assert '"id": 7' in capsys.readouterr().out
    for key, why in ((OTHER.hex(), "niet met deze"), ("zz", "64 hexadecimale cijfers")):
        with pytest.raises(SystemExit) as left:
            cli.main([*arguments, key])
        assert left.value.code == 1
        assert why in capsys.readouterr().err


def test_the_check_stands_on_its_own() -> None:
    """An outsider reads one file: the standard library and one package of cryptography."""
    tree = ast.parse(inspect.getsource(proof))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    roots = {name.split(".")[0] for name in names}
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


@pytest.mark.django_db
def test_what_was_dropped_is_said_to_be_gone() -> None:
    month = old_month()
    number = AuditEntry.objects.filter(action="test.old").earliest("pk").pk
    assert month.year < clock.today().year
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE kernel_auditentry_{month:%Y_%m}")
    with pytest.raises(NotProvable, match="Alleen zijn zegel blijft"):
        prove(number)
