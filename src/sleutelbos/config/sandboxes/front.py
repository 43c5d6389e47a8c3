"""The front of the speeltuin: takes passes in, hands each request to the visitor's own sandbox."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sleutelbos.config.console import say
from sleutelbos.config.sandboxes import cookies, template, words
from sleutelbos.config.sandboxes.address import ENTER
from sleutelbos.config.sandboxes.house import Full, House, Sandbox
from sleutelbos.config.sandboxes.running import HERE, Busy, Running
from sleutelbos.config.sandboxes.template import Template
from sleutelbos.tools import handover

HEALTH, BEGIN = "/speeltuin/gezond", "/aanmelden"
COOKIE = "speeltuin"  # without the mark: no sandbox sees or sets it
RESET = "X-Speeltuin"  # a sandbox asks by this header of its answer to begin anew
MOST_BYTES = 50 * 1024 * 1024
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "upgrade", "te",
       "trailer", "proxy-connection", "set-cookie", "cookie", RESET.lower()}  # fmt: skip
LOOK_EACH = 5.0  # seconds
WAITS = 300  # seconds that a pass goes on counting while the template is made


@dataclass
class Speeltuin:
    """All that the front holds: the sandboxes, what runs, the key of the passes."""

    house: House
    running: Running
    template: Template
    key: bytes
    secure: bool = False  # whether visitors come by https
    used: dict[str, float] = field(default_factory=dict)  # numbers taken in, kept until when
    waits: dict[str, float] = field(default_factory=dict)  # passes that go on counting until when
    turn: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, text: str) -> Sandbox | None:
        """The sandbox for a pass; None while the template is made: the pass counts again then.

        Raises BadPass, Full.
        """
        now = time.time()
        with self.turn:
            self.used = {one: until for one, until in self.used.items() if until > now}
            self.waits = {one: until for one, until in self.waits.items() if until > now}
            found = handover.take(self.key, text, 0 if text in self.waits else now)
            if found.number in self.used:
                raise handover.BadPass("used before")
            ready = self.template.ready(_today())
            if ready is None:
                self.waits.setdefault(text, now + WAITS)
                return None
            self.used[found.number] = max(found.until, self.waits.pop(text, 0)) + 1
        return self.house.open(found.who, found.days, ready, template.code(), now)

    def reset(self, sandbox: Sandbox) -> bool:
        """Begin anew; False while the template is made."""
        ready = self.template.ready(_today())
        if ready is None:
            return False
        self.running.without(sandbox, lambda: self.house.reset(sandbox, ready))
        return True

    def look_after(self) -> None:
        """End what is over; restart what died; stop what nobody uses."""
        now = time.time()
        for sandbox in [one for one in self.house.all() if one.ends <= now]:
            self.running.without(sandbox, partial(self.house.end, now))
        self.running.look_after()


def _today() -> Any:
    return datetime.now(UTC).date()


def serve(speeltuin: Speeltuin, host: str, port: int, stopped: threading.Event) -> None:
    """Answer until ``stopped``."""

    class Handler(_Handler):
        pass

    Handler.speeltuin = speeltuin
    server = ThreadingHTTPServer((host, port), Handler)
    answering = threading.Thread(target=server.serve_forever, daemon=True)
    answering.start()
    while not stopped.wait(LOOK_EACH):
        speeltuin.look_after()
    server.shutdown()
    speeltuin.running.end()


class _Handler(BaseHTTPRequestHandler):
    """One request: the front's own three addresses, all others to the sandbox."""

    speeltuin: Speeltuin
    protocol_version = "HTTP/1.1"
    timeout = 60

    def _any(self) -> None:
        try:
            self._answer()
        except (OSError, HTTPException, TimeoutError) as problem:
            say(f"speeltuin: {problem!r}")
            self._own(502, words.BROKEN)

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _any

    def _answer(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == HEALTH:
            return self._send(200, [("Content-Type", "text/plain")], b"ok\n")
        if asked.path == words.SHEET:
            return self._send(200, [("Content-Type", "text/css")], words.STYLE)
        if asked.path == ENTER:
            return self._enter(parse_qs(asked.query).get("pas", [""])[0])
        sandbox = self._mine()
        if sandbox is None:
            return self._own(403, words.NOBODY_S)
        try:
            port = self.speeltuin.running.port_of(sandbox)
        except Busy:
            return self._own(503, words.BUSY)
        return self._pass_on(sandbox, port)

    def _mine(self) -> Sandbox | None:
        number = cookies.value_of(self.headers.get("Cookie", ""), COOKIE)
        found = self.speeltuin.house.find(number) if number else None
        return found if found is not None and found.ends > time.time() else None

    def _enter(self, text: str) -> None:
        try:
            sandbox = self.speeltuin.enter(text)
        except handover.BadPass:
            return self._own(403, words.BAD_PASS)
        except Full:
            return self._own(503, words.FULL)
        if sandbox is None:
            return self._own(200, words.WAITING, again=True)
        kept = f"{COOKIE}={sandbox.number}; Path=/; HttpOnly; SameSite=Lax"
        kept += f"; Max-Age={max(0, int(sandbox.ends - time.time()))}"
        return self._go_on([("Set-Cookie", kept + ("; Secure" if self.speeltuin.secure else ""))])

    def _go_on(self, headers: list[tuple[str, str]]) -> None:
        self._send(303, [("Location", BEGIN), *headers], b"")

    def _pass_on(self, sandbox: Sandbox, port: int) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > MOST_BYTES or "chunked" in self.headers.get("Transfer-Encoding", ""):
            self.close_connection = True
            return self._own(413, words.BROKEN)
        told = [(name, v) for name, v in self.headers.items() if name.lower() not in HOP]
        own = cookies.inwards(self.headers.get("Cookie", ""))
        connection = HTTPConnection(HERE, port, timeout=120)
        try:
            connection.putrequest(
                self.command, self.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in [*told, *([("Cookie", own)] if own else [])]:
                connection.putheader(name, value)
            connection.putheader("Content-Length", str(size))
            connection.endheaders(self.rfile.read(size) if size else None)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.getheader(RESET):
            if self.speeltuin.reset(sandbox):
                return self._go_on([])
            return self._own(503, words.WAITING)
        back = [(name, v) for name, v in answer.getheaders() if name.lower() not in HOP]
        set_ones = answer.headers.get_all("Set-Cookie") or []
        back += [("Set-Cookie", cookies.outwards(one)) for one in set_ones]
        return self._send(answer.status, back, content)

    def _own(self, status: int, told: tuple[str, str, str], *, again: bool = False) -> None:
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'; style-src 'self'"),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
        ]
        self._send(status, headers, words.page(told, again=again))

    def _send(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if status >= 200 and status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a sandbox keeps its own log, and a pass belongs in none."""
