"""From the lines of the file to what the time register knows: each field checked, nothing lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from sleutelbos.connectors.esf import contract, values
from sleutelbos.connectors.esf.raw import RawLine, Refused, lines_of
from sleutelbos.timereg.ports import (
    CallLine,
    Delivery,
    Fault,
    Header,
    Parcel,
    PlaceLine,
    ProjectLine,
    Spot,
    TrainingLine,
)

T = TypeVar("T", CallLine, ProjectLine, PlaceLine, TrainingLine)
MADE: dict[str, type[Any]] = {
    "oproep": CallLine,
    "project": ProjectLine,
    "deelname": PlaceLine,
    "opleiding": TrainingLine,
}


@dataclass
class _Reading:
    """What was met so far."""

    allow_test: bool
    header: Header | None = None
    trailer: dict[str, int] | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(contract.COUNTED, 0))
    found: list[Any] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    damaged: set[str] = field(default_factory=set)
    lost: bool = False
    seen: set[str] = field(default_factory=set)


def read(parcel: Parcel, *, allow_test: bool) -> Delivery:
    """The whole file; what is wrong with it stands in the answer. Never raises for its content."""
    try:
        return read_lines(lines_of(parcel), allow_test=allow_test)
    except Refused as refused:
        return Delivery(refusals=(refused.fault,))


def read_lines(lines: Iterable[RawLine], *, allow_test: bool) -> Delivery:
    """As :func:`read`, of lines in hand; raises Refused for what is damaged."""
    reading = _Reading(allow_test)
    for raw in lines:
        _take(reading, raw)
    refusals = tuple(_whole(reading))
    if refusals:
        return Delivery(refusals=refusals)
    return Delivery(
        header=reading.header,
        calls=_of(reading, CallLine),
        projects=_of(reading, ProjectLine),
        places=_of(reading, PlaceLine),
        trainings=_of(reading, TrainingLine),
        faults=tuple(reading.faults),
        damaged=frozenset(reading.damaged),
        lost=reading.lost,
        digest=_digest(reading),
    )


def check_line(raw: RawLine, *, allow_test: bool) -> tuple[dict[str, Any], list[Fault]]:
    """The values of one line, and what is wrong with them, field by field."""
    found, faults = {}, []
    for one in raw.kind.fields:
        try:
            found[one.name] = values.value_of(one, raw.values.get(one.name), allow_test=allow_test)
        except values.Wrong as wrong:
            faults.append(Fault(raw.spot, one.name, str(wrong)))
    if raw.kind is contract.PROJECT and not faults and found["einde"] < found["start"]:
        faults.append(Fault(raw.spot, "einde", _("Het project eindigt voor het begint.")))
    return found, faults


def _take(reading: _Reading, raw: RawLine) -> None:
    if reading.trailer is not None:
        raise Refused(_("Na het slot staat nog een regel."), raw.spot)
    if (reading.header is None) != (raw.kind is contract.HEADER):
        raise Refused(_("De eerste regel is de kop, en er is maar één kop."), raw.spot)
    found, faults = check_line(raw, allow_test=reading.allow_test)
    if raw.kind is contract.HEADER:
        reading.header = _header(raw.spot, found, faults)
    elif raw.kind is contract.TRAILER:
        if faults:
            raise _refused(faults[0])
        reading.trailer = found
    else:
        reading.counts[contract.COUNTED_KINDS[raw.kind.name]] += 1
        reading.seen.add(_canonical(raw))
        _keep(reading, raw, found, faults)


def _keep(reading: _Reading, raw: RawLine, found: dict[str, Any], faults: list[Fault]) -> None:
    if not faults:
        reading.found.append(MADE[raw.kind.name](raw.spot, *found.values()))
        return
    reading.faults += faults
    key = {"project": "nummer", "deelname": "project", "opleiding": "project"}.get(raw.kind.name)
    if key in found:
        reading.damaged.add(found[key])
    elif key:
        reading.lost = True


def _header(spot: Spot, found: Mapping[str, Any], faults: list[Fault]) -> Header:
    if "versie" in found and found["versie"] != contract.VERSION:
        raise Refused(
            _("Versie %(version)s is niet gekend. Deze toepassing leest versie 1.")
            % {"version": found["versie"]},
            spot,
            "versie",
        )
    if faults:
        raise _refused(faults[0])
    return Header(found["gemaakt"], found["volgnummer"], found["volledig"])


def _refused(fault: Fault) -> Refused:
    return Refused(fault.sentence, fault.spot, fault.field)


def _whole(reading: _Reading) -> Iterable[Fault]:
    """What is wrong with the file as a whole, once every line was read."""
    if reading.header is None:
        yield Fault(None, "", _("De kop ontbreekt."))
    if reading.trailer is None:
        yield Fault(None, "", _("Het slot ontbreekt. Het bestand is afgebroken."))
        return
    for name, count in reading.counts.items():
        if reading.trailer[name] != count:
            sentence = _("Het slot telt %(told)s regels, het bestand heeft er %(count)s.")
            yield Fault(None, name, sentence % {"told": reading.trailer[name], "count": count})


def _of(reading: _Reading, kind: type[T]) -> tuple[T, ...]:
    return tuple(one for one in reading.found if isinstance(one, kind))


def _canonical(raw: RawLine) -> str:
    """A line as text that doesn't depend on its form: the same from JSON and from CSV."""
    texts = []
    for name in raw.kind.names:
        try:
            texts.append(values.as_text(raw.values.get(name)))
        except values.Wrong:
            texts.append(json.dumps(raw.values[name], sort_keys=True, default=str))
    return json.dumps([raw.kind.name, *texts], ensure_ascii=False)


def _digest(reading: _Reading) -> str:
    head = reading.header
    seen = hashlib.sha256(f"{head.sequence} {head.complete}\n".encode() if head else b"")
    for text in sorted(reading.seen):
        seen.update(text.encode("utf-8", "surrogatepass") + b"\n")
    return seen.hexdigest()
