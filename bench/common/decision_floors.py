"""Constant answers, as the floor below the decision process: on the same server, in the same way.

Each is a factory of a WSGI application. ``plain`` answers at once; ``known`` looks first which
client asks, as the decision process does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sleutelbos.config import decisions
from sleutelbos.tools import bare

BODY = b'{"decision":true}'
Application = Callable[[dict[str, Any], bare.StartResponse], list[bytes]]


def plain() -> Application:
    """The same answer for everybody."""

    def application(environ: dict[str, Any], start: bare.StartResponse) -> list[bytes]:
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        return bare.answer(bare.Response(200, BODY, headers), start)

    return application


def known() -> Application:
    """The same answer for every client that proves who it is; anybody may look at the address."""
    callers, constant = decisions.callers_of(decisions.following()), plain()

    def application(environ: dict[str, Any], start: bare.StartResponse) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            callers.of(bare.Request(environ))
        return constant(environ, start)

    return application
