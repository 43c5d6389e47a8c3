"""The parameter ``sb``: what a visitor was already asked, signed, so that no page loops.

``/op/v1/auth?…&sb=<moment>.<steps>.<signature>``: the steps are letters, the moment is when the
first of them began (milliseconds). The signature covers the rest of the address.
"""

from __future__ import annotations

import hmac
import re
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from sleutelbos.tools import crypto

NAME = "sb"
SIGN_IN, CHOOSE, CONSENT, DENIED = "l", "c", "k", "d"
LASTS = 3_600_000  # milliseconds
SHAPE = re.compile(r"(\d{1,15})\.([lckd]{1,4})\.([0-9a-f]{32})")


@dataclass(frozen=True)
class Marker:
    """What was asked since a moment (ms since 1970); nothing yet when ``steps`` is empty."""

    since: int = 0
    steps: str = ""

    def has(self, step: str) -> bool:
        """Whether the visitor was sent to this page already."""
        return step in self.steps


def read(params: dict[str, str]) -> Marker:
    """The marker of a request; an empty one when it is missing, old or not ours."""
    found = SHAPE.fullmatch(params.get(NAME, ""))
    if not found:
        return Marker()
    since, steps, signature = int(found[1]), found[2], found[3]
    rest = {name: text for name, text in params.items() if name != NAME}
    good = hmac.compare_digest(signature, _signature(since, steps, rest))
    if not good or not 0 <= now_ms() - since <= LASTS:
        return Marker()
    return Marker(since, steps)


def marked(path: str, params: dict[str, str], step: str) -> str:
    """The address to come back to after one more step."""
    before = read(params)
    since = before.since or now_ms()
    steps = before.steps if before.has(step) else before.steps + step
    rest = {name: text for name, text in params.items() if name != NAME}
    value = f"{since}.{steps}.{_signature(since, steps, rest)}"
    return f"{path}?{urlencode({**rest, NAME: value})}"


def with_step(url: str, step: str) -> str:
    """As :func:`marked`, for an address that came back to us."""
    path, _, query = url.partition("?")
    return marked(path, dict(parse_qsl(query, keep_blank_values=True)), step)


def now_ms() -> int:
    """The moment, in milliseconds."""
    return int(time.time() * 1000)


def _signature(since: int, steps: str, rest: dict[str, str]) -> str:
    text = f"{since}.{steps}?{urlencode(sorted(rest.items()))}"
    return crypto.lookup(text, "op-marker").hex()[:32]
