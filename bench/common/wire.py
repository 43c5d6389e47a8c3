"""A raw HTTP client: many keep-alive connections in one thread, each led by a script.

A script is a generator: it gives the bytes of a request and gets the answer back, as long as it
likes. The same client drives us and a peer, and costs both the same.
"""

from __future__ import annotations

import socket
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector
from urllib.parse import urlencode

HOST = "testserver"
TIMEOUT = 30.0  # seconds without any answer
CHUNK = 1 << 16


@dataclass(frozen=True)
class Answer:
    """What came back; ``head`` holds the header lines as they were sent."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, empty when absent."""
        return next(iter(self.headers(name)), "")

    def headers(self, name: str) -> list[str]:
        """Every header of this name."""
        wanted = name.lower()
        lines = (line.partition(":") for line in self.head.decode("latin-1").split("\r\n"))
        return [value.strip() for key, _, value in lines if key.lower() == wanted]


class Jar(dict[str, str]):
    """The cookies of a browser."""

    def keep(self, answer: Answer) -> None:
        """Those that an answer set."""
        for line in answer.headers("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self[name] = value

    @property
    def sent(self) -> str:
        """The header of a request."""
        return "; ".join(f"{name}={value}" for name, value in self.items())


Script = Generator[bytes, Answer, None]


def get(path: str, **headers: str) -> bytes:
    """A GET; header names with underscores for hyphens."""
    return request("GET", path, b"", headers)


def post(path: str, form: dict[str, str], **headers: str) -> bytes:
    """A POST of a form."""
    headers["Content_Type"] = "application/x-www-form-urlencoded"
    return request("POST", path, urlencode(form).encode(), headers)


def request(method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """The bytes of a request; header names with underscores for hyphens."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class _Line:
    """A connection and its script."""

    def __init__(self, port: int, script: Script, source: str) -> None:
        self.socket = socket.create_connection(
            ("127.0.0.1", port), timeout=TIMEOUT, source_address=(source, 0)
        )
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.script, self.seen = script, b""
        self.socket.sendall(next(script))

    def read(self) -> bool:
        """Take what came; when an answer is whole, ask on. False when the script is done."""
        came = self.socket.recv(CHUNK)
        if not came:
            raise SystemExit("the server closed a connection")
        self.seen += came
        end = self.seen.find(b"\r\n\r\n")
        if end < 0:
            return True
        whole = end + 4 + _length(self.seen[:end])
        if len(self.seen) < whole:
            return True
        head = self.seen[:end]
        answer = Answer(int(head[9:12]), head, self.seen[end + 4 : whole])
        self.seen = self.seen[whole:]
        try:
            self.socket.sendall(self.script.send(answer))
        except StopIteration:
            self.socket.close()
            return False
        return True


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"\r\ncontent-length:")
    if at < 0:
        raise SystemExit(f"an answer without Content-Length: {head[:200]!r}")
    return int(lower[at + 17 :].split(b"\r\n", 1)[0])


def run(port: int, scripts: Iterable[Script | tuple[Script, str]]) -> None:
    """Lead every script to its end, each on a connection of its own, from an address if given."""
    with DefaultSelector() as selector:
        for script in scripts:
            line = _Line(port, *(script if isinstance(script, tuple) else (script, "127.0.0.1")))
            selector.register(line.socket, EVENT_READ, line)
        while selector.get_map():
            ready = selector.select(TIMEOUT)
            if not ready:
                raise SystemExit("the server keeps silent")
            for key, _ in ready:
                connection = key.fileobj
                if not key.data.read():
                    selector.unregister(connection)
