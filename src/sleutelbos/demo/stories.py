"""The stories of the demo, read from ``stories/``: people, organisations, what happened when.

Nobody in them is real. Public bodies have their real OVO code; all other numbers lie in ranges of
:mod:`sleutelbos.demo.identifiers`. Days are counted from the day on which the demo is loaded, so
that it is always just before now that something happened.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sleutelbos.demo import identifiers
from sleutelbos.kernel import clock
from sleutelbos.register.public import KeyKind

MAN, WOMAN = 101, 102  # order numbers: odd for men, even for women
MONDAY_TO_FRIDAY = 5
AWAY = re.compile(r"(?<=;)([+-]\d+)(?=[;\r\n])")  # a cell with days from today


@dataclass(frozen=True)
class Somebody:
    """A person of the stories; ``insz`` is a test number."""

    code: str
    given_name: str
    family_name: str
    birth: date
    insz: str
    language: str

    @property
    def email(self) -> str:
        """An address that leads nowhere (example.be is reserved for examples)."""
        return f"{self.code}@example.be"


@dataclass(frozen=True)
class Key:
    """The number by which an organisation of the stories is found in the register."""

    kind: KeyKind
    value: str


@dataclass(frozen=True)
class Step:
    """Something that somebody did: ``day`` in working days before the loading day (negative).

    ``by`` is the code of a person (or ``systeem``) who acted for ``capacity``. ``until`` counts
    civil days after the loading day; None is without end.
    """

    day: int
    at: time
    by: str
    capacity: str
    organisation: str
    do: str
    person: str
    what: str
    roles: tuple[str, ...]
    until: int | None
    site: str
    note: str

    def moment(self, anchor: date) -> datetime:
        """When it happened, for a demo that is loaded on the day ``anchor``."""
        day = working_day(anchor, self.day)
        return datetime.combine(day, self.at, tzinfo=clock.BRUSSELS)


def working_day(anchor: date, days: int) -> date:
    """The Monday-to-Friday day that lies so many of them after a day, or before it (negative)."""
    day, step = anchor, timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while day.weekday() >= MONDAY_TO_FRIDAY:
            day += step
    return day


def _folder() -> Any:
    return files("sleutelbos.demo") / "stories"


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_folder() / name).read_text("utf-8"))


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (_folder() / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a list that somebody in the stories loads."""
    yield from _csv(f"{name}.csv")


def test_number(birth: date, sex: str) -> str:
    """The test number of somebody; birthdays in the stories are all different."""
    return identifiers.insz(birth, MAN if sex == "M" else WOMAN)


@cache
def people() -> dict[str, Somebody]:
    """Everybody who appears, by code."""
    found = {}
    for row in _csv("people.csv"):
        birth = date.fromisoformat(row["birth"])
        found[row["code"]] = Somebody(
            code=row["code"],
            given_name=row["given"],
            family_name=row["family"],
            birth=birth,
            insz=test_number(birth, row["sex"]),
            language=row["language"],
        )
    return found


@cache
def keys() -> dict[str, Key]:
    """Code of an organisation → its number; that of the doelgroep in which it appeared first."""
    told = _toml("organisations.toml")
    found = {code: Key(KeyKind.OVO, ovo) for code, ovo in told["bodies"].items()}
    for company in told["companies"]:
        number = identifiers.enterprise(company["enterprise"])
        found[company["code"]] = Key(KeyKind.KBO, number)
    for school in told["schools"]:
        found[school["code"]] = Key(KeyKind.INR, school["inr"])
    return found


def schools() -> list[dict[str, Any]]:
    """Schools and training centres as the file tells them."""
    rows: list[dict[str, Any]] = _toml("organisations.toml")["schools"]
    return rows


def companies() -> list[dict[str, Any]]:
    """Enterprises as the file tells them."""
    rows: list[dict[str, Any]] = _toml("organisations.toml")["companies"]
    return rows


def enterprise_of(code: str) -> str:
    """The ten digits of an enterprise of the stories."""
    return next(identifiers.enterprise(c["enterprise"]) for c in companies() if c["code"] == code)


def company_name(code: str) -> str:
    """The name of an enterprise of the stories."""
    return next(str(c["name"]) for c in companies() if c["code"] == code)


def right_code(short: str) -> str:
    """The code of a right by its short name in the stories."""
    code: str = _toml("rights.toml")[short]
    return code


def application(code: str) -> str:
    """The manifest of an application that somebody in the stories loads."""
    text: str = (_folder() / f"application_{code}.toml").read_text("utf-8")
    return text


def esf() -> dict[str, Any]:
    """What ESF hands over every Friday."""
    return _toml("esf.toml")


def cheats() -> dict[str, Any]:
    """What stands on the page with test numbers."""
    return _toml("cheat.toml")


def personas() -> list[dict[str, Any]]:
    """Who can be chosen on the sign-in page."""
    rows: list[dict[str, Any]] = _toml("personas.toml")["personas"]
    return rows


@cache
def news() -> dict[str, dict[str, str]]:
    """Day → 'Nieuw in de applicatie' of Tijdsregistratie, with its own dates, as ESF wrote it."""
    return {row["day"]: row for row in _csv("news_tijdsregistratie.csv")}


def sheet(name: str) -> bytes:
    """A file that somebody in the stories reads in."""
    data: bytes = (_folder() / f"file_{name}.csv").read_bytes()
    return data


def dated_sheet(name: str, anchor: date) -> bytes:
    """Such a file, in which +30 and -1 are days counted from ``anchor``."""

    def day(found: re.Match[str]) -> str:
        return f"{anchor + timedelta(days=int(found[1])):%d/%m/%Y}"

    return AWAY.sub(day, sheet(name).decode()).encode()


@cache
def steps() -> tuple[Step, ...]:
    """All that happened, in order."""
    names = sorted(f.name for f in _folder().iterdir() if f.name.startswith("history_"))
    found = [_step(row) for name in names for row in _csv(name)]
    return tuple(sorted(found, key=lambda step: (step.day, step.at)))


def _step(row: dict[str, str]) -> Step:
    by, _at, capacity = row["by"].partition("@")
    return Step(
        day=int(row["day"]),
        at=time.fromisoformat(row["time"]),
        by=by,
        capacity=capacity or row["org"],
        organisation=row["org"],
        do=row["do"],
        person=row["person"],
        what=row["what"],
        roles=tuple(row["roles"].split("+")) if row["roles"] else (),
        until=int(row["until"]) if row["until"] else None,
        site=row["site"],
        note=row["note"].strip(),
    )
