"""The side of a client that is told of logouts and events: a real HTTP server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.signin.op.rp import ask


@dataclass
class Told:
    """One message: where it came, what it said, and how it was checked."""

    path: str
    header: dict[str, Any]
    claims: dict[str, Any]
    authorization: str


@dataclass
class Receiver:
    """``answers`` are the statuses of the next requests; after those 204.

    ``on_post`` is called when a message is in and not answered yet.
    """

    url: str = ""
    base: str = "/op/modern/v1"
    answers: list[int] = field(default_factory=list)
    tokens: list[tuple[str, str, str]] = field(default_factory=list)
    on_post: Callable[[], None] | None = None

    @property
    def told(self) -> list[Told]:
        """The messages, their signature checked with the provider's published keys."""
        keys = KeySet.import_key_set(ask("GET", f"{self.base}/keys").json)  # type: ignore[arg-type]
        found = []
        for path, token, authorization in self.tokens:
            read = jwt.decode(token, keys, algorithms=["ES256", "RS256"])
            found.append(Told(path, read.header, dict(read.claims), authorization))
        return found


@contextmanager
def running(receiver: Receiver) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.headers["Content-Type"] == "application/secevent+jwt":
                token = body
            else:
                token = parse_qs(body)["logout_token"][0]
            status = receiver.answers.pop(0) if receiver.answers else 204
            receiver.tokens.append((self.path, token, self.headers.get("Authorization", "")))
            if receiver.on_post:
                receiver.on_post()
            self.send_response(status)
            self.send_header("Location", f"{receiver.url}/elders")
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"nee.")

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
