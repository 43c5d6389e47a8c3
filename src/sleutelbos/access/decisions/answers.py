"""Decisions as they are sent: each is written as JSON once, and its text told again each time.

What the text says never depends on the moment; which text is told does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.layout import FOREVER
from sleutelbos.access.decisions.powers import Power
from sleutelbos.access.decisions.reasons import REASONS, instant

MOST_KEPT = 50_000  # texts of a yes
MOST_MOMENTS = 8_192  # texts of a no with a moment in it


class Said(NamedTuple):
    """A decision and the JSON that tells it."""

    decision: bool
    text: bytes


def denied(code: str, **more: Any) -> Said:
    """No, and why."""
    context = {"code": code, "reason": REASONS[code], **more}
    return Said(False, orjson.dumps({"decision": False, "context": context}))


DENIED = {code: denied(code) for code in REASONS}


@lru_cache(maxsize=64)
def level_too_low(level: int) -> Said:
    """No: the right asks for this level of sign-in."""
    return denied("level_too_low", level=level)


@lru_cache(maxsize=64)
def level_unknown(level: int) -> Said:
    """No: the right asks for this level of sign-in, and the question doesn't say which it was."""
    return denied("level_unknown", level=level)


@lru_cache(maxsize=MOST_MOMENTS)
def _ended(until: int) -> Said:
    return denied("ended", until=instant(until))


@lru_cache(maxsize=MOST_MOMENTS)
def _not_started(start: int) -> Said:
    return denied("not_started", **{"from": instant(start)})


def missing(held: list[Power], at: int) -> Said:
    """No: he held nothing there; or what he held ended, or comes later."""
    if not held:
        return DENIED["not_held"]
    ended = [end for _number, _start, end in held if end <= at]
    if ended:
        return _ended(max(ended))
    return _not_started(min(start for _number, start, _end in held))


def granted(index: Index, power: Power) -> Said:
    """Yes, and by what; the texts are of the catalogue as the index knows it now."""
    kept = index.kept
    found: Said | None = kept.get(power)
    if found is None:
        context = {
            "code": "granted",
            "reason": REASONS["granted"],
            "chain": [_link(index, power)],
        }
        found = Said(True, orjson.dumps({"decision": True, "context": context}))
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[power] = found
    return found


def _link(index: Index, power: Power) -> dict[str, Any]:
    """The grant, post, function or mandate by which somebody holds a role."""
    number, start, end = power
    row = index.rows[number]
    assert row is not None
    found = {"kind": index.held[number].kind, "right": row.right, "role": row.role}
    if start:
        found["from"] = instant(start)
    if end != FOREVER:
        found["until"] = instant(end)
    return found
