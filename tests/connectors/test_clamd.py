"""The virus scanner: fake and clamd answer alike, over a real socket (ADR 0013)."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sleutelbos.config import sources
from sleutelbos.connectors.clamd.checks import problems
from sleutelbos.connectors.clamd.client import BLOCK, Clamd
from sleutelbos.connectors.clamd.fake import EICAR, NAME, FakeClamd
from sleutelbos.kernel.actions import Invalid
from sleutelbos.tools.files import Upload, ports
from sleutelbos.tools.files.models import StoredFile
from sleutelbos.tools.files.ports import Scanner, Unavailable
from tests.tools.files.test_files import PDF, stored

STREAM_MAX = 3 * BLOCK


class Handler(socketserver.StreamRequestHandler):
    """INSTREAM as clamd does it: blocks behind their length, a zero, one line ended by NUL."""

    def handle(self) -> None:
        """One command."""
        command = self.rfile.read(len(b"zINSTREAM\0"))
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > STREAM_MAX:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)  # type: ignore[attr-defined]
        found = EICAR in content
        said = f"stream: {NAME} FOUND" if found else "stream: OK"
        self.wfile.write(said.encode() + b"\0")


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    server.seen = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Any]]:
    """A server that speaks the protocol, and its place."""
    if request.param == "unix":
        path = str(tmp_path / "clamd.ctl")
        with serving(socketserver.ThreadingUnixStreamServer(path, Handler)) as server:
            yield f"unix://{path}", server
    else:
        with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as server:
            yield f"tcp://127.0.0.1:{server.server_address[1]}", server


def test_both_find_the_same(clamd: tuple[str, Any]) -> None:
    place, server = clamd
    content = PDF + b"\x00" * (2 * BLOCK)  # in several blocks
    scanners: list[Scanner] = [Clamd(place), FakeClamd()]
    for scan in scanners:
        assert scan(content) == ""
        assert scan(b"") == ""
        assert scan(PDF + EICAR) == NAME
        assert problems(scan) == []
    assert server.seen[:3] == [content, b"", PDF + EICAR], "what arrives is what was sent"


def test_what_is_too_large_for_the_scanner_was_not_looked_at(clamd: tuple[str, Any]) -> None:
    with pytest.raises(Unavailable, match="size limit exceeded"):
        Clamd(clamd[0])(b"x" * (STREAM_MAX + BLOCK))


class Strange(socketserver.BaseRequestHandler):
    """Says something else, or nothing at all."""

    said = b""

    def handle(self) -> None:
        """Whatever was asked."""
        self.request.recv(1_000_000)
        self.request.sendall(self.said)


@pytest.mark.parametrize("said", [b"", b"\0", b"stream: Some error ERROR\0", b"<html>"])
def test_anything_else_is_no_answer(said: bytes) -> None:
    strange = type("One", (Strange,), {"said": said})
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), strange)) as server:
        scan = Clamd(f"tcp://127.0.0.1:{server.server_address[1]}")
        with pytest.raises(Unavailable):
            scan(PDF)
        [told] = problems(scan)
    assert "antwoordt niet" in str(told)


def test_a_scanner_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    hangs = threading.Event()

    class Hanging(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            hangs.wait(5)

    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Hanging)) as server:
        scan = Clamd(f"tcp://127.0.0.1:{server.server_address[1]}", answer_seconds=0.05)
        with pytest.raises(Unavailable):
            scan(PDF)
        hangs.set()
    for nowhere in (f"unix://{tmp_path}/nobody.ctl", "tcp://127.0.0.1:1", FakeClamd(away=True)):
        away = nowhere if isinstance(nowhere, FakeClamd) else Clamd(nowhere)
        with pytest.raises(Unavailable):
            away(PDF)


@pytest.mark.django_db
def test_only_what_the_scanner_approves_is_kept(clamd: tuple[str, Any], tmp_path: Path) -> None:
    with ports.bound(Clamd(clamd[0])):
        assert stored(Upload("a.pdf", PDF)).scan == "schoon"
        bad = PDF.replace(b"<< >>", EICAR)
        with pytest.raises(Invalid, match=f"zit een virus: {NAME}. Het is niet bewaard."):
            stored(Upload("b.pdf", bad))
    with (
        ports.bound(Clamd(f"unix://{tmp_path}/nobody.ctl")),
        pytest.raises(Invalid, match="Probeer het straks weer"),
    ):
        stored(Upload("c.pdf", PDF))
    assert StoredFile.objects.count() == 1


def test_a_wrong_address_stops_the_start() -> None:
    for place in ("", "tcp://clamd:3310", "unix:///run/clamav/clamd.ctl"):
        assert sources.scanner("SLEUTELBOS_SCANNER", place) == place
    for place in ("clamd:3310", "tcp://clamd", "http://clamd:3310", "unix://"):
        with pytest.raises(ValueError, match="SLEUTELBOS_SCANNER: use tcp://"):
            sources.scanner("SLEUTELBOS_SCANNER", place)


def test_a_scanner_that_finds_nothing_or_everything_is_no_scanner() -> None:
    assert "vindt het testbestand" in str(problems(lambda content: "")[0])
    assert "keurt een leeg document af: x" in str(problems(lambda content: "x")[0])
