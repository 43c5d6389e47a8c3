"""The users page with 10,000 users and the search among 1,000,000 persons, against bare SQL."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import Any

import psycopg
from common import crowd, report, stage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.access import queries
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.public import search_persons
from tests.signin.helpers import signed_in

ROUNDS, FEW, WARM = 30, 8, 2  # FEW: of what has nothing bare beside it
AIM, AIM_MS = 5.0, 100.0
SHOWN = 50  # rows on a page of users
FOUND = 25  # rows of a search
TUNED = "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0"
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
   WHERE p.id = ANY (ARRAY(SELECT r.person_id FROM access_workrelation r
                            WHERE r.organisation_id = %(organisation)s AND r.valid @> %(now)s))
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
OF_RIGHT = {"recht": "PlatosTijdsregistratie"}
OTHERS: dict[str, tuple[str, dict[str, str]]] = {
    "home": ("desk:home", {}),
    "organisation": ("access:organisation", {}),
    "ending": ("access:ending", {}),
    "who has what": ("access:who-has-what", {}),
    "who has a right": ("access:who-has-what", OF_RIGHT),
    "users with a right": ("access:users", OF_RIGHT),
}

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
   AND p.id = ANY (ARRAY(SELECT r.person_id FROM access_workrelation r
                          WHERE r.organisation_id = %(organisation)s))
 ORDER BY names_search, id LIMIT 25
"""


@dataclass(frozen=True)
class Case:
    """Something that somebody asks, our way and bare."""

    name: str
    ours: Callable[[], object]
    bare: Callable[[], object] | None = None


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
    person = crowd.manager_of(organisation)
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


def other_page(name: str, route: str, query: dict[str, str], organisation: Organisation) -> Case:
    """Another page of the same beheerder; nothing bare to compare with."""
    client: Client = signed_in(crowd.manager_of(organisation), organisation)
    url = reverse(route, args=[organisation.uid] if route.startswith("access:") else [])

    def ours() -> bytes:
        answer = client.get(url, query, secure=True)
        assert answer.status_code == 200, answer.status_code
        return answer.content

    return Case(name, ours)


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
    big, small = crowd.big_one(), Organisation.objects.get(name=crowd.SMALL)
    person = crowd.manager_of(big)
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
        *(
            other_page(f"{name}, {users} users", *asked, place)
            for name, asked in OTHERS.items()
            for place, users in ((small, "10"), (big, "10,000"))
        ),
    ]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    start = perf_counter()
    work()
    return perf_counter() - start


@dataclass(frozen=True)
class Measured:
    """Queries, seconds of each round, and the CPU seconds of one."""

    case: Case
    queries: int
    ours: list[float]
    bare: list[float]
    busy: float
    own_sql: float

    @property
    def ratio(self) -> float:
        """Our time as a multiple of the bare statements'."""
        return median(one / other for one, other in zip(self.ours, self.bare, strict=True))

    @property
    def slow(self) -> float:
        """The 95th percentile in ms."""
        return report.p95(self.ours) * 1000

    def line(self) -> list[object]:
        """For the table."""
        times = [median(self.ours), report.p95(self.ours), self.busy, self.own_sql]
        bare = [report.ms(median(self.bare)), f"{self.ratio:.2f}"] if self.bare else ["", ""]
        return [self.case.name, self.queries, *map(report.ms, times), *bare]


def measure(case: Case) -> Measured:
    """Ours and bare in turn."""
    ours, bare, busy = [], [], []
    for number in range(-WARM, ROUNDS if case.bare else FEW):
        before = process_time()
        took = seconds(case.ours)
        used = process_time() - before
        other = seconds(case.bare) if case.bare else 0.0
        if number >= 0:
            ours.append(took)
            busy.append(used)
            bare += [other] if case.bare else []
    with CaptureQueriesContext(connection) as seen:
        case.ours()
    statements = [query["sql"] for query in seen.captured_queries]
    if "--statements" in sys.argv:
        explain(case, statements)
    own_sql = sum(seconds(partial(ask_raw, one)) for one in statements)
    return Measured(case, len(statements), ours, bare, median(busy), own_sql)


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
        took = seconds(partial(ask_raw, statement)) * 1000
        print(f"{took:8.2f} ms  {statement[:2000]}")
        if took > 15:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + statement.replace("%", "%%"), ())
                print(*(f"    {line}" for (line,) in cursor.fetchall()), sep="\n")


def main() -> None:
    """Measure each case in turn; with ``--statements`` print what they ask."""
    with crowd.database():
        stage.conditions(
            f"{Person.objects.count():,} persons, {2 * crowd.PERSONS:,} grants;"
            f" {ROUNDS} rounds of each, ours and bare in turn, one process, warm;",
            "CPU: of the web process alone; own SQL: the statements of the page once more;",
            f"bare: psycopg with {TUNED}",
        )
        found = [measure(case) for case in cases(Bare())]
    head = ["", "queries", "p50 ms", "p95 ms", "CPU ms", "own SQL ms", "bare ms", "× bare"]
    report.show("Users and search", head, [one.line() for one in found])
    few, many = found[:2]
    searches = [one for one in found if one.case.name.startswith("search")]
    worst = max(searches, key=lambda one: one.slow)
    report.figure(
        "users",
        f"page {many.ratio:.1f} × bare SQL (aim ≤ {AIM:.0f}), p95 {many.slow:.0f} ms (aim ≤"
        f" {AIM_MS:.0f}), {few.queries} queries for 10 users, {many.queries} for 10,000;"
        f" slowest search {worst.ratio:.1f} ×, p95 {worst.slow:.0f} ms",
    )


if __name__ == "__main__":
    main()
