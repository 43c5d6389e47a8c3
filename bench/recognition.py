"""12,000 companies with 40,000 recognitions: dashboard, company search, lists, free places."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import Any

from common import report, stage
from django.db import connection
from django.test import Client
from django.urls import reverse

from sleutelbos.demo import identifiers
from sleutelbos.duallearning import geography
from sleutelbos.duallearning.recognition.models import (
    FreePlace,
    Mentor,
    Programme,
    Recognition,
    Request,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.models import Organisation, OrganisationIdentifier, Site
from sleutelbos.tools.files.models import StoredFile
from tests import world as worlds
from tests.signin.helpers import signed_in
from tests.world_duaal import CLERK, HANDLER, OFFICER, other_partnership

COMPANIES, RECOGNITIONS, PROGRAMMES = 12_000, 40_000, 60
OPEN, OFFERED = 2_000, 8_000  # requests to handle, recognitions that offer places
ROUNDS, WARM, BATCH = 20, 3, 5_000
SMALL = 20  # `--small` divides by it
KNOWN = """
SELECT o.id, o.uid, o.name, o.municipality,
       (SELECT count(*) FROM duallearning_recognition r
         WHERE r.company_id = o.id AND r.state = 'active')
  FROM register_organisation o
 WHERE EXISTS (SELECT 1 FROM duallearning_request q
                WHERE q.company_id = o.id AND q.state <> 'draft' {own})
   AND {where}
"""
COMPANY_LIST = KNOWN + " ORDER BY o.name, o.id LIMIT 50"
COUNTED = "SELECT count(*) FROM (" + KNOWN + ") known"
NAMED = "(o.name ILIKE %(text)s OR o.municipality ILIKE %(text)s)"
OWN = "AND q.partnership_id = %(partnership)s"
TASKS = """
SELECT q.id, q.uid, q.number, q.state, q.due, o.name, p.name
  FROM duallearning_request q
  JOIN register_organisation o ON o.id = q.company_id
  JOIN duallearning_programme p ON p.id = q.programme_id
 WHERE q.partnership_id = %(partnership)s
   AND q.state IN ('submitted', 'complete', 'handling', 'parked')
 ORDER BY q.due, q.submitted_at, q.id LIMIT 50
"""
GIVEN = """
SELECT r.id, r.uid, r.number, r.state, r.valid, r.places, o.name, s.name, p.name
  FROM duallearning_recognition r
  JOIN register_organisation o ON o.id = r.company_id
  JOIN register_site s ON s.id = r.site_id
  JOIN duallearning_programme p ON p.id = r.programme_id
 WHERE r.partnership_id = %(partnership)s ORDER BY r.number DESC, r.id DESC LIMIT 50
"""
GIVEN_COUNT = "SELECT count(*) FROM duallearning_recognition WHERE partnership_id = %(partnership)s"
FREE = """
SELECT f.id, f.uid, f.places, f.valid, o.name, s.municipality, s.postcode, p.name
  FROM duallearning_freeplace f
  JOIN duallearning_recognition r ON r.id = f.recognition_id
  JOIN register_organisation o ON o.id = r.company_id
  JOIN register_site s ON s.id = r.site_id
  JOIN duallearning_programme p ON p.id = r.programme_id
 WHERE f.state = 'open' AND upper(f.valid) > %(today)s AND r.state = 'active'
   AND upper(r.valid) > %(today)s AND s.status = 'active' AND s.postcode = ANY(%(near)s)
   AND EXISTS (SELECT 1 FROM duallearning_mentor m
                WHERE m.recognition_id = r.id AND m.state = 'valid')
"""


def fill(world: worlds.World, share: int) -> None:
    """Companies with vestigingen, requests, recognitions, a mentor each, places for some."""
    with arranging():
        programmes = Programme.objects.bulk_create(
            Programme(code=f"P{number}", name=f"Opleiding {number}", agreement="OAO")
            for number in range(PROGRAMMES)
        )
        sites = _companies(COMPANIES // share)
        requests = Request.objects.bulk_create(
            _requests(world, sites, programmes, share), batch_size=BATCH
        )
        _recognise(world, [one for one in requests if one.state == "decided"], share)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _companies(many: int) -> list[Site]:
    towns = geography.places()
    companies = Organisation.objects.bulk_create(
        (
            Organisation(name=f"Onderneming {number % 997} {number}", kind="company",
                         municipality=towns[number % len(towns)].municipality)
            for number in range(many)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    OrganisationIdentifier.objects.bulk_create(
        (
            OrganisationIdentifier(organisation=one, kind="KBO",
                                   value=identifiers.enterprise(1_000 + number))
            for number, one in enumerate(companies)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    return Site.objects.bulk_create(
        (
            Site(organisation=one, name=f"Vestiging {number}",
                 postcode=towns[number % len(towns)].postcode,
                 municipality=towns[number % len(towns)].municipality)
            for number, one in enumerate(companies)
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _requests(
    world: worlds.World, sites: list[Site], programmes: list[Programme], share: int
) -> Iterator[Request]:
    """One in three is of the partnership that is looked at."""
    partnerships = [world.partnership, other_partnership(), None]
    person, now = world.people[HANDLER], clock.now()
    recognised = RECOGNITIONS // share
    for number in range(recognised + OPEN // share):
        site = sites[number % len(sites)]
        handled = number < recognised
        yield Request(
            number=f"A{number}", company_id=site.organisation_id, site=site,
            programme=programmes[number // len(sites) + (0 if handled else 30)],
            filed_by_id=site.organisation_id, started_by=person, started_at=now,
            submitted_by=person, submitted_at=now,
            state="decided" if handled else ("submitted", "complete", "handling")[number % 3],
            partnership=partnerships[number % 3] if handled else world.partnership,
            due=clock.today() + timedelta(days=number % 14 - 3),
        )  # fmt: skip


def _recognise(world: worlds.World, requests: list[Request], share: int) -> None:
    today, now = clock.today(), clock.now()
    valid = DateRange(today - timedelta(days=200), today + timedelta(days=1_600))
    rows = Recognition.objects.bulk_create(
        (
            Recognition(number=f"E{one.number}", request=one, company_id=one.company_id,
                        site_id=one.site_id, programme_id=one.programme_id,
                        partnership_id=one.partnership_id, valid=valid, places=2)
            for one in requests
        ),
        batch_size=BATCH,
    )  # fmt: skip
    files = StoredFile.objects.bulk_create(
        (
            StoredFile(name="u.pdf", media_type="application/pdf", size=1, digest="0" * 64,
                       retention="uittreksel-596.2", stored_at=now, scan="niet")
            for _row in rows
        ),
        batch_size=BATCH,
    )  # fmt: skip
    Mentor.objects.bulk_create(
        (
            Mentor(request_id=row.request_id, recognition=row, person=world.people[OFFICER],
                   state="valid", experience=9, extract_on=today, extract=file)
            for row, file in zip(rows, files, strict=True)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    coming = DateRange(today, today + timedelta(days=120))
    FreePlace.objects.bulk_create(
        (
            FreePlace(recognition=row, places=1, valid=coming, contact="info@example.be",
                      published_at=now)
            for row in rows[:: RECOGNITIONS // OFFERED]
        ),
        batch_size=BATCH,
    )  # fmt: skip


def asked(*statements: str, **values: object) -> Callable[[], object]:
    """The bare statements, rows and all."""

    def ask() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values)
                cursor.fetchall()

    return ask


def page(client: Client, name: str, **query: str) -> Callable[[], object]:
    """A page that must answer."""

    def ask() -> None:
        assert client.get(reverse(name), query).status_code == 200

    return ask


def measured(name: str, ours: Callable[[], object], bare: Callable[[], object]) -> list[str]:
    """Ours and bare in turn: a line of the table."""
    mine, other = [], []
    for number in range(-WARM, ROUNDS):
        pair = []
        for what in (ours, bare):
            begin = perf_counter()
            what()
            pair.append(perf_counter() - begin)
        if number >= 0:
            mine.append(pair[0])
            other.append(pair[1])
    seen: list[str] = []

    def count(execute: Any, sql: str, *more: Any) -> Any:
        seen.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        ours()
    ratio = f"{median(mine) / median(other):.1f}"
    return [name, str(len(seen)), report.ms(median(mine)), report.ms(report.p95(mine)),
            report.ms(median(other)), ratio]  # fmt: skip


def rows_of(world: worlds.World) -> list[list[str]]:
    """Each page beside its bare statements."""
    handler, clerk = (signed_in(world.people[who], world.homes[who]) for who in (HANDLER, CLERK))
    here: dict[str, object] = {"partnership": world.partnership.pk, "today": clock.today()}
    gent = geography.find_place("Gent")
    assert gent is not None
    near = [code for code, km in geography.distances_from(gent).items() if km <= 20]

    def companies(own: str, where: str) -> list[str]:
        return [one.format(own=own, where=where) for one in (COMPANY_LIST, COUNTED)]

    search = "duallearning:companies"
    return [
        measured("dashboard", page(handler, "desk:home"), asked(TASKS, **here)),
        measured("companies, all", page(handler, search), asked(*companies("", "true"))),
        measured("companies, named", page(handler, search, zoek="Gent"),
                 asked(*companies("", NAMED), text="%Gent%")),
        measured("companies, own", page(clerk, search), asked(*companies(OWN, "true"), **here)),
        measured("recognitions", page(clerk, "duallearning:recognitions"),
                 asked(GIVEN, GIVEN_COUNT, **here)),
        measured("free places near Gent",
                 page(Client(), "duallearning:search-places", waar="Gent", km="20"),
                 asked(FREE, near=near, **here)),
    ]  # fmt: skip


def main() -> None:
    """Measure each in turn; ``--small`` with a twentieth."""
    share = SMALL if "--small" in sys.argv else 1
    with stage.fresh_database():
        world = worlds.build()
        begin = perf_counter()
        fill(world, share)
        stage.conditions(
            f"{Recognition.objects.count():,} recognitions, {COMPANIES // share:,} companies,"
            f" {FreePlace.objects.count():,} offers of places, filled in"
            f" {perf_counter() - begin:.0f} s; {ROUNDS} rounds, one process, warm",
        )
        rows = rows_of(world)
    head = ["", "queries", "p50 ms", "p95 ms", "bare ms", "× bare"]
    report.show("Werkplek Duaal", head, rows)
    report.figure(
        "recognition",
        f"dashboard p95 {rows[0][3]} ms ({rows[0][1]} queries), company search p95 {rows[2][3]} ms"
        f" ({rows[2][1]} queries, {rows[2][5]} × bare), free places p95 {rows[5][3]} ms",
    )


if __name__ == "__main__":
    main()
