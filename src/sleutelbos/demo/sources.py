"""The authentic sources of the demo: the Rijksregister and the KBO as the stories tell them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sleutelbos.access.ports.heads import HeadRecord, HeadsFeed
from sleutelbos.connectors.kbo_functions.fake import FakeFunctions
from sleutelbos.connectors.latest_file.fake import FakeFiles
from sleutelbos.connectors.person_directory.fake import FakeDirectory
from sleutelbos.connectors.school_heads.fake import FakeHeads
from sleutelbos.demo import identifiers, stories
from sleutelbos.kernel import clock
from sleutelbos.register.ports import (
    Address,
    FunctionRecord,
    KboFunctionsFeed,
    OrganisationRecord,
    PersonDirectory,
    PersonRecord,
    SiteRecord,
)
from sleutelbos.tools.outside import FileFeed, IncomingFile

# Who leads which school in the stories; at Sint-Godelieve somebody whom nobody added yet.
HEADS = {"wissel": "els", "roosterberg": "koen", "kempenveld": "johan", "zwaluw": "an"}
NEW_HEAD = (date(1974, 8, 19), "F")
HEAD_SINCE = timedelta(days=3)  # so long ago the feed was connected
PROGRAMMING_SINCE = timedelta(days=2)  # so long ago its first file came
PERSONNEL_SINCE = timedelta(days=1)  # so long ago Vlimpers left its first file


# A school of which nobody here knows yet, with an opleiding of the stories.
NEW_SCHOOL = "999031;Technisch Instituut De Brug;Lokeren;BAK-3"


def directory() -> PersonDirectory:
    """The Rijksregister: everybody of the stories, and somebody behind any other test number."""
    return FakeDirectory([*_known(), *strangers().values()])


def _known() -> list[PersonRecord]:
    return [
        PersonRecord(one.insz, one.given_name, one.family_name, one.birth)
        for one in stories.people().values()
    ]


def strangers() -> dict[str, PersonRecord]:
    """Title on the page of test numbers → somebody whom nobody added yet."""
    found: dict[str, PersonRecord] = {}
    for row in stories.cheats()["people"]:
        successor = found[row["replaced_by"]].insz if "replaced_by" in row else ""
        found[row["title"]] = PersonRecord(
            stories.test_number(row["birth"], row["sex"]),
            row["given"],
            row["family"],
            None if successor else row["birth"],
            row.get("deceased"),
            successor,
        )
    return found


def functions_feed() -> KboFunctionsFeed:
    """The KBO: the companies of the stories with their people."""
    today = clock.today()
    records = [_company(row, today) for row in stories.companies()]
    return FakeFunctions(_functions(), records)


def heads_feed() -> HeadsFeed:
    """Onderwijs: who leads a school of the stories, and who will at Sint-Godelieve."""
    numbers = {row["code"]: row["inr"] for row in stories.schools()}
    people = stories.people()
    first = clock.today() - HEAD_SINCE
    records = [
        HeadRecord(numbers[school], people[code].insz, first) for school, code in HEADS.items()
    ]
    insz = stories.test_number(*NEW_HEAD)
    return FakeHeads([*records, HeadRecord(numbers["godelieve"], insz, first)])


def programming_feed() -> FileFeed:
    """Onderwijs: since some days, a school that may offer an opleiding from next September on."""
    since = clock.today() - PROGRAMMING_SINCE
    first = since.replace(year=since.year + 1, month=9, day=1)
    told = f"instellingsnummer;naam;gemeente;opleiding;vanaf\n{NEW_SCHOOL};{first:%d/%m/%Y}\n"
    file = IncomingFile(f"programmaties-{since:%Y-%m-%d}.csv", told.encode())
    return FakeFiles([file], since=since)


def personnel_feed() -> FileFeed:
    """Vlimpers: since yesterday, somebody who comes, one who works more, one who retires."""
    since = clock.today() - PERSONNEL_SINCE
    told = stories.dated_sheet("vlimpers", clock.today())
    return FakeFiles([IncomingFile(f"personeel-{since:%Y-%m-%d}.csv", told)], since=since)


def _company(row: dict[str, Any], today: date) -> OrganisationRecord:
    ago = row.get("stopped_days_ago")
    address = _address(row)
    return OrganisationRecord(
        number=identifiers.enterprise(row["enterprise"]),
        name=row["name"],
        legal_form=row["form"],
        legal_situation="000",
        started_on=row["started"],
        stopped_on=None if ago is None else today - timedelta(days=ago),
        email=f"info@{row['code']}.example.be",
        address=address,
        sites=tuple(
            SiteRecord(identifiers.establishment(number), name, row["started"], address)
            for number, name in row["sites"]
        ),
    )


def _address(row: dict[str, Any]) -> Address:
    return Address(row["street"], row["house_number"], "", row["postcode"], row["municipality"])


def _functions() -> list[FunctionRecord]:
    people = stories.people()
    return [
        FunctionRecord(
            identifiers.enterprise(row["enterprise"]), people[person].insz, function, first
        )
        for row in stories.companies()
        for person, function, first in row["functions"]
    ]
