"""What a phone sends of what it wrote down without network (T06). Pure.

``now`` is the phone's own clock at the moment of sending: the difference with ours is how far that
clock is off, and moves every moment of the batch. The phone measured that too when it last heard us
(``offset``, in seconds): it counts when what is left over can be the time that sending took, and in
a file that was handed over, which is read much later.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

MOST = 500  # events at once; a phone sends the rest after them
SAME_CLOCK = timedelta(seconds=5)  # a difference that the network alone can make
LONGEST_SENDING = timedelta(minutes=10)
MOST_OFF = timedelta(days=3660)
WAYS = {"in": True, "uit": False, "": None}


@dataclass(frozen=True)
class Told:
    """One event as a phone wrote it down: of a seat, or of a code that it didn't know."""

    nonce: UUID
    at: datetime
    counter: int
    inward: bool | None
    scanned: bool
    seat: UUID | None = None
    code: str = ""


@dataclass(frozen=True)
class Batch:
    """What came along: who was given the list (``ticket``), the device, and how far its clock is
    off (add it to the phone's moment)."""

    ticket: str
    device: str
    drift: timedelta
    events: tuple[Told, ...]

    def moment(self, told: Told, now: datetime) -> datetime:
        """When it happened on our clock; never later than now."""
        return min(told.at + self.drift, now)


def read(text: bytes, now: datetime) -> Batch:
    """A batch from its JSON, in the order in which the phone counted.

    Raises ValueError when it is none; then nothing of it was taken.
    """
    try:
        found = json.loads(text)
        events = sorted((_told(one) for one in found["events"]), key=lambda one: one.counter)
        if len(events) > MOST:
            raise ValueError("too many events")
        ticket, device = _text(found["ticket"]), _text(found["device"])[:80]
        return Batch(ticket, device, _drift(found, now), tuple(_once(events)))
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("no batch") from error


def _once(events: Iterable[Told]) -> Iterable[Told]:
    return {one.nonce: one for one in events}.values()


def _drift(found: Mapping[str, Any], now: datetime) -> timedelta:
    measured = timedelta(seconds=float(found["offset"])) if "offset" in found else None
    if "now" not in found and measured is not None:
        drift = measured
    else:
        drift = now - _moment(found["now"])
        if measured is not None and -SAME_CLOCK <= drift - measured <= LONGEST_SENDING:
            drift = measured
    if abs(drift) > MOST_OFF:
        raise ValueError("no clock is that far off")
    return drift if abs(drift) >= SAME_CLOCK else timedelta()


def _text(value: object) -> str:
    """A text that can be kept: no zero bytes, no half characters (ValueError)."""
    text = str(value or "")
    if "\x00" in text:
        raise ValueError("a zero byte")
    text.encode()
    return text


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or not 2000 < at.year < 2200:
        raise ValueError("no moment")
    return at.astimezone(UTC)


def _told(one: Mapping[str, Any]) -> Told:
    seat, code = one.get("seat"), _text(one.get("code"))
    if not seat and not code:
        raise ValueError("nobody")
    return Told(
        nonce=UUID(one["nonce"]),
        at=_moment(one["at"]),
        counter=int(one["counter"]),
        inward=WAYS[one.get("way") or ""],
        scanned=bool(one.get("scanned")),
        seat=UUID(seat) if seat else None,
        code=code[:200],
    )
