"""clamd over TCP or a unix socket, with its INSTREAM command (clamd(8), ClamAV 0.95 and later).

The content goes as blocks, each behind its length in four bytes, and a length of zero ends it;
clamd answers in one line, ended by NUL. Nothing of the content is written to its disk.
"""

from __future__ import annotations

import socket
import struct
from urllib.parse import urlsplit

from sleutelbos.tools.files.ports import Unavailable

CONNECT_SECONDS, ANSWER_SECONDS = 5, 60
BLOCK = 64 * 1024
MOST_ANSWER = 4096
CLEAN, FOUND = "OK", " FOUND"


class Clamd:
    """Looks a file over at a place: ``tcp://host:3310`` or ``unix:///run/clamav/clamd.ctl``."""

    def __init__(self, place: str, *, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._place, self._seconds = urlsplit(place), answer_seconds

    def __call__(self, content: bytes) -> str:
        """The name of what was found, empty when nothing was.

        Raises Unavailable when clamd doesn't answer, or answers anything but those two: too large
        for its StreamMaxLength, say.
        """
        try:
            with self._connected() as line:
                _send(line, content)
                told = _answer(line)
        except OSError as error:
            raise Unavailable(f"clamd: {error}") from error
        return _verdict(told)

    def _connected(self) -> socket.socket:
        if self._place.scheme == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(CONNECT_SECONDS)
            try:
                line.connect(self._place.path)
            except OSError:
                line.close()
                raise
        else:
            where = (self._place.hostname or "", self._place.port or 0)
            line = socket.create_connection(where, CONNECT_SECONDS)
        line.settimeout(self._seconds)
        return line


def _send(line: socket.socket, content: bytes) -> None:
    """A refusal while we still send (too large) is in the answer: it is read all the same."""
    try:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), BLOCK):
            block = content[start : start + BLOCK]
            line.sendall(struct.pack("!I", len(block)) + block)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(line: socket.socket) -> str:
    told = bytearray()
    while b"\0" not in told and len(told) < MOST_ANSWER:
        piece = line.recv(MOST_ANSWER)
        if not piece:
            break
        told += piece
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(told: str) -> str:
    said = told.removeprefix("stream:").strip()
    if said == CLEAN:
        return ""
    if said.endswith(FOUND):
        return said.removesuffix(FOUND).strip() or "?"
    raise Unavailable(f"clamd: {told or 'no answer'}")
