"""The provider's statements begin with the person: never with what everybody holds (ADR 0010).

The tables of a test are too small to be slow, so the plan is looked at: with sequential scans
forbidden, each big table must be entered by a key of the person, the werkrelatie or the
organisation, not read from end to end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from sleutelbos.signin.op import authorize, capacity, facts, introspect
from sleutelbos.tools.prepared import Statement
from tests.world import World

BIG = {"access_grant", "access_workrelation", "register_targetgroupmembership"}
BY_KEY = re.compile(r"\b(person_id|relation_id|organisation_id|id) = ")
FORGET = (
    "DELETE FROM pg_statistic",
    "UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')",
)
DIGEST, NOW = "'\\x00'::bytea", "now()"
STATEMENTS: dict[str, tuple[Statement, tuple[str, ...]]] = {
    "authorize": (authorize.READ, ("'x'", DIGEST, DIGEST, NOW, "true")),
    "token": (facts.WITH_CLIENT, ("'x'", DIGEST, NOW)),
    "userinfo": (facts.READ, (DIGEST, NOW)),
    "introspect": (introspect.READ, ("'x'", DIGEST, NOW, "true")),
    "a power": (capacity.HAS_POWER, ("1", "NULL", "'OV'", NOW)),
}


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in plan:
        yield plan
    for below in plan.get("Plans", ()):
        yield from scans(below)


@pytest.mark.parametrize("name", STATEMENTS)
def test_big_tables_are_entered_by_a_key(world: World, name: str) -> None:
    statement, values = STATEMENTS[name]
    with connection.cursor() as cursor:
        for forget in FORGET:  # else it depends on when the tables were analysed last
            cursor.execute(forget)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("PREPARE looked_at AS " + statement.text.decode().replace("%", "%%"), ())
        cursor.execute(f"EXPLAIN (FORMAT JSON) EXECUTE looked_at({', '.join(values)})")
        (found,) = cursor.fetchone()
        cursor.execute("DEALLOCATE looked_at")
    plan = found if isinstance(found, list) else json.loads(found)
    entered = [one for one in scans(plan[0]["Plan"]) if one["Relation Name"] in BIG]
    assert entered
    for scan in entered:
        assert BY_KEY.search(scan.get("Index Cond", "")), json.dumps(scan)
