"""The ESF of the demo: each Friday the same projects, under the sequence number of that Friday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sleutelbos.connectors.esf.fake import FakeEsf, Line
from sleutelbos.demo import stories
from sleutelbos.kernel import clock
from sleutelbos.timereg.ports import FeedSource, Parcel

FIRST_FRIDAY = date(2020, 1, 3)


class FridaysOfEsf:
    """What lies ready is what ESF wrote last Friday, by the clock of the demo."""

    def newest(self) -> Parcel | None:
        """As the port says."""
        fridays = (clock.today() - FIRST_FRIDAY).days // 7
        return FakeEsf().deliver(list(_lines()), fridays)


def esf_feed() -> FeedSource:
    """Where ESF leaves its files."""
    return FridaysOfEsf()


def _lines() -> Iterator[Line]:
    told = stories.esf()
    for call in told["calls"]:
        yield {
            "soort": "oproep",
            "code": call["code"],
            "naam": call["name"],
            "fonds": call["fund"],
        }
    for project in told["projects"]:
        yield from _project(project)


def _project(project: dict[str, Any]) -> Iterator[Line]:
    year = clock.real_now().year  # moving the clock of the demo changes no project
    number, (name, email) = project["number"], project["contact"]
    yield {
        "soort": "project",
        "nummer": number,
        "titel": project["title"],
        "oproep": project["call"],
        "methode": project["method"],
        "start": f"{year + project['start']}-01-01",
        "einde": f"{year + project['end']}-12-31",
        "contact_naam": name,
        "contact_email": email,
    }
    for code, part in project["places"]:
        yield {
            "soort": "deelname",
            "project": number,
            "kbo": stories.enterprise_of(code),
            "vestiging": "",
            "rol": part,
        }
    for code, name in project["trainings"]:
        yield {"soort": "opleiding", "project": number, "code": code, "naam": name}
