"""The users page with 10,000 users and the search among 1,000,000 persons, against bare SQL."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import psycopg
from common import report, stage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.access import manifest, queries
from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.models import Post, Role
from sleutelbos.demo import bulk, bulk_names
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.public import search_persons
from tests import world
from tests.signin.helpers import signed_in

PERSONS, ROUNDS, WARM = 1_000_000, 40, 3
AIM, AIM_MS = 5.0, 100.0
SHOWN = 50  # rows on a page of users
FOUND = 25  # rows of a search
TUNED = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
SMALL = "Klein"
MANAGER = "Beheerder"
FRAGMENTS = ("vanderboom", "steenmans", "schelde", "de bru", "va", "jan van den berg")

# What the page of users answers, as one who needs no page would ask it.
POWERS = """
SELECT "right", role, organisation_id, site_id FROM access_power
 WHERE person_id = %(by)s AND organisation_id = %(organisation)s AND valid @> %(now)s
"""
COUNT = """
SELECT count(DISTINCT person_id) FROM access_workrelation
 WHERE organisation_id = %(organisation)s AND valid @> %(now)s
"""
LIST = """
WITH shown AS (
  SELECT p.id, p.uid, p.given_name, p.family_name, p.email FROM register_person p
   WHERE EXISTS (SELECT FROM access_workrelation r WHERE r.person_id = p.id
                  AND r.organisation_id = %(organisation)s AND r.valid @> %(now)s)
     AND true
   ORDER BY p.family_name, p.given_name, p.id LIMIT 50 OFFSET %(offset)s)
SELECT s.*, r.kind, r.valid, si.name, g.valid, ro.name, ri.name
  FROM shown s
  JOIN access_workrelation r ON r.person_id = s.id AND r.organisation_id = %(organisation)s
   AND r.valid @> %(now)s
  LEFT JOIN register_site si ON si.id = r.site_id
  LEFT JOIN access_grant g ON g.relation_id = r.id AND g.valid @> %(now)s
  LEFT JOIN access_role ro ON ro.id = g.role_id
  LEFT JOIN access_right ri ON ri.id = ro.right_id
 ORDER BY s.family_name, s.given_name, s.id
"""
NAMED = """(p.names_search LIKE '%%' || %(fragment)s || '%%'
             OR lower(p.email) LIKE '%%' || %(fragment)s || '%%')"""
SEARCH = """
SELECT id, uid, given_name, family_name, email FROM register_person
 WHERE names_search LIKE '%%' || %(fragment)s || '%%' ORDER BY names_search, id LIMIT 25
"""
SEARCH_SHORT = """
SELECT id, uid, given_name, family_name, email FROM register_person
 WHERE names_search LIKE %(fragment)s || '%%' OR names_search LIKE '%% ' || %(fragment)s || '%%'
 ORDER BY names_search, id LIMIT 25
"""
SEARCH_SEEN = """
SELECT id, uid, given_name, family_name, email FROM register_person p
 WHERE names_search LIKE '%%' || %(fragment)s || '%%'
   AND EXISTS (SELECT FROM access_workrelation r
                WHERE r.person_id = p.id AND r.organisation_id = %(organisation)s)
 ORDER BY names_search, id LIMIT 25
"""


@dataclass(frozen=True)
class Case:
    """Something that somebody asks, our way and bare."""

    name: str
    ours: Callable[[], object]
    bare: Callable[[], object]


def fill() -> None:
    """A full register, a small organisation of ten users, and somebody who administers each."""
    for file in sorted(files("sleutelbos.access").joinpath("manifests").iterdir()):
        load_manifest(actors.system("bench"), manifest.parse(file.read_text("utf-8")))
    roles = list(Role.objects.order_by("pk").values_list("pk", flat=True))
    bulk.fill(bulk.Plan(roles, clock.today(), persons=PERSONS))
    with arranging():
        small = world.make_organisation(SMALL, "company")
        for person in Person.objects.order_by("-pk")[:10]:
            relation = world.make_relation(person, small)
            for role in Role.objects.order_by("pk")[:3]:
                world.make_grant(relation, role)
        for organisation in (_big(), small):
            person = Person.objects.create(given_name="An", family_name=MANAGER)
            world.make_post(person, organisation, "hoofdtoegangsbeheerder")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _big() -> Organisation:
    return Organisation.objects.get(pk=1)


def manager_of(organisation: Organisation) -> Person:
    """Who administers it."""
    return Post.objects.select_related("person").get(organisation=organisation).person


class Bare:
    """The peer: psycopg alone, values in the statement, tuned for a disk without moving parts."""

    def __init__(self) -> None:
        url = stage.databases.dsn(str(connection.settings_dict["NAME"]))
        self.cursor = psycopg.connect(
            url, options=TUNED, autocommit=True, cursor_factory=psycopg.ClientCursor
        ).cursor()

    def ask(self, statement: str, **values: Any) -> list[Any]:
        """The rows of a statement."""
        return self.cursor.execute(statement, values).fetchall()


def page_case(peer: Bare, name: str, organisation: Organisation, **query: str) -> Case:
    """The full page through the whole stack, and the statements that it can't do without."""
    person = manager_of(organisation)
    client: Client = signed_in(person, organisation)
    url = reverse("access:users", args=[organisation.uid])
    wanted = {
        "by": person.pk,
        "organisation": organisation.pk,
        "fragment": query.get("zoek", ""),
        "offset": (int(query.get("blad", "1")) - 1) * SHOWN,
    }

    listed = LIST.replace("AND true", f"AND {NAMED}") if query.get("zoek") else LIST

    def ours() -> bytes:
        answer = client.get(url, query, secure=True)
        assert answer.status_code == 200, answer.status_code
        return answer.content

    def bare() -> int:
        now = clock.now()
        peer.ask(POWERS, now=now, **wanted)
        peer.ask(COUNT, now=now, **wanted)
        return len(peer.ask(listed, now=now, **wanted))

    return Case(name, ours, bare)


def search_case(
    peer: Bare, fragment: str, by: Actor, organisation: Organisation | None = None
) -> Case:
    """The search by name, among all persons or among those of one organisation."""
    where = "a beheerder's" if organisation else "all"
    statement = SEARCH_SEEN if organisation else SEARCH if len(fragment) > 2 else SEARCH_SHORT
    if " " in fragment:  # words in any order; the bare statement has them all as conditions
        words = " AND ".join(f"names_search LIKE '%%{word}%%'" for word in fragment.split())
        statement = statement.replace("names_search LIKE '%%' || %(fragment)s || '%%'", words)

    def ours() -> int:
        return len(list(search_persons(by, fragment)[:FOUND]))

    def bare() -> int:
        return len(
            peer.ask(statement, fragment=fragment, organisation=organisation and organisation.pk)
        )

    return Case(f"search '{fragment}', {where}", ours, bare)


def cases(peer: Bare) -> list[Case]:
    """What is measured."""
    big, small = _big(), Organisation.objects.get(name=SMALL)
    person = manager_of(big)
    powers = queries.powers_of(person.pk, big.pk)
    beheerder = actors.person(person.pk, capacity=Scope(big.pk), powers=powers)
    everybody = actors.system("bench")
    return [
        page_case(peer, "users page, 10 users", small),
        page_case(peer, "users page, 10,000 users", big),
        page_case(peer, "users page, its last page", big, blad="200"),
        page_case(peer, "users page, name searched", big, zoek="schelde"),
        *(search_case(peer, fragment, everybody) for fragment in FRAGMENTS),
        search_case(peer, "schelde", beheerder, big),
    ]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def measure(case: Case) -> tuple[list[object], float, float]:
    """A line of the table, the ratio and the 95th percentile in ms."""
    for _ in range(WARM):
        case.ours(), case.bare()
    pairs, before = (
        [(seconds(case.ours), seconds(case.bare)) for _ in range(ROUNDS)],
        process_time(),
    )
    for _ in range(ROUNDS // 4):
        case.ours()
    busy = (process_time() - before) / (ROUNDS // 4)
    ours, bare = [one for one, _ in pairs], [one for _, one in pairs]
    with CaptureQueriesContext(connection) as seen:
        case.ours()
    sql = sum(seconds(lambda q=q: ask_raw(q["sql"])) for q in seen.captured_queries)  # type: ignore[misc]
    if "--statements" in sys.argv:
        explain(case, [query["sql"] for query in seen.captured_queries])
    ratio, slow = median(one / other for one, other in pairs), report.p95(ours) * 1000
    figures = [report.ms(one) for one in (median(ours), report.p95(ours), busy, sql, median(bare))]
    line = [case.name, len(seen.captured_queries), *figures, report.ms(report.p95(bare))]
    line.append(f"{ratio:.2f}")
    return line, ratio, slow


def ask_raw(statement: str) -> None:
    """One of the page's own statements, once more; only reading."""
    if statement.startswith("SELECT"):
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("%", "%%"), ())
            cursor.fetchall()


def explain(case: Case, statements: list[str]) -> None:
    """Print the statements of a case, slowest plans in full."""
    print(f"\n== {case.name}")
    for statement in statements:
        if not statement.startswith("SELECT"):
            continue
        took = seconds(lambda s=statement: ask_raw(s)) * 1000  # type: ignore[misc]
        print(f"{took:8.2f} ms  {statement[:2000]}")
        if took > 15:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + statement.replace("%", "%%"), ())
                print(*(f"    {line}" for (line,) in cursor.fetchall()), sep="\n")


def main() -> None:
    """Measure each case in turn; with ``--statements`` print what they ask."""
    source = "".join(Path(str(one.__file__)).read_text() for one in (bulk, bulk_names))
    source += Path(__file__).read_text().partition("def fill")[2].partition("def manager_of")[0]
    with stage.kept_database("million", source, fill):
        stage.conditions(
            f"{Person.objects.count():,} persons, {2 * PERSONS:,} grants;"
            f" {ROUNDS} rounds of each, ours and bare in turn, one process, warm;",
            "CPU: of the web process alone; own SQL: the statements of the page once more;",
            f"bare: psycopg with {TUNED}",
        )
        found = [measure(case) for case in cases(Bare())]
    head = [
        "",
        "queries",
        "p50 ms",
        "p95 ms",
        "CPU ms",
        "own SQL ms",
        "bare p50",
        "bare p95",
        "× bare",
    ]
    report.show("Users and search", head, [line for line, _, _ in found])
    _, ratio, slow = found[1]
    worst = max(found[4:], key=lambda one: one[2])
    report.figure(
        "users",
        f"page {ratio:.1f} × bare SQL (aim ≤ {AIM:.0f}), p95 {slow:.0f} ms (aim ≤ {AIM_MS:.0f});"
        f" slowest search {worst[1]:.1f} ×, p95 {worst[2]:.0f} ms",
    )


if __name__ == "__main__":
    main()
