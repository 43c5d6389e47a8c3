"""Load the first values of all policies from the ``policies.toml`` of each room.

A file holds a table per policy, or an array of tables when it starts with several values:

    ["access.expiry-warnings"]
    value = [30, 7, 1]
    from = 2026-01-01
    source = "seed"          # seed | law | inference
    note = "S3 §4"           # optional, as are to, severity, deviators and scope = {call = "…"}
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.tools.policies.findings import Severity
from sleutelbos.tools.policies.models import PolicyValue, Source
from sleutelbos.tools.policies.registry import POLICIES, forget

KEYS = {"value", "from", "to", "source", "note", "severity", "deviators", "scope"}


class BadSeed(ValueError):
    """A ``policies.toml`` does not fit what the code declares."""


def seed_policies() -> int:
    """Give the policies (per scope) that have no value at all their first ones; how many values.

    Run after each migrate: once there, the rows rule and this changes nothing. Raises BadSeed.
    """
    return _seed(system("setup")) if _missing() else 0


def facts_of_seeds(result: int) -> Mapping[str, object]:
    """How many values."""
    return {"count": result}


@action(
    "tools.policies.seed",
    label=_("Eerste waarden van regels laden"),
    allow=is_system,
    locks=(),
    sentence=_("Het systeem laadde eerste waarden van regels: {count}."),
    about=facts_of_seeds,
)
def _seed(by: Actor) -> int:
    """Add what is missing."""
    forget()
    return len(PolicyValue.objects.bulk_create(_missing()))


def _missing() -> list[PolicyValue]:
    known = set(PolicyValue.objects.values_list("name", "scope_kind", "scope_key"))
    return [row for row in _declared() if (row.name, row.scope_kind, row.scope_key) not in known]


def _declared() -> Iterator[PolicyValue]:
    """The rows of all files, in the order of the applications."""
    for config in apps.get_app_configs():
        path = Path(config.path) / "policies.toml"
        if path.is_file():
            yield from read_seeds(path)


def read_seeds(path: Path) -> Iterator[PolicyValue]:
    """Unsaved rows of one file; raises BadSeed for what the code does not declare."""
    for name, tables in tomllib.loads(path.read_text()).items():
        for table in tables if isinstance(tables, list) else [tables]:
            yield _row(path, name, table)


def _row(path: Path, name: str, table: Mapping[str, Any]) -> PolicyValue:
    known = POLICIES.get(name)
    if known is None:
        raise BadSeed(f"{path}: policy {name} is not declared")
    if unknown := set(table) - KEYS:
        raise BadSeed(f"{path}: {name} has unknown keys {sorted(unknown)}")
    if not known.accepts(table.get("value")):
        raise BadSeed(f"{path}: {name} does not take the value {table.get('value')!r}")
    if table.get("source") not in Source.values:
        raise BadSeed(f"{path}: {name} needs a source, one of {Source.values}")
    kind, key = next(iter(table.get("scope", {}).items()), ("", ""))
    if kind and kind not in known.scopes:
        raise BadSeed(f"{path}: {name} has no scope {kind}")
    return PolicyValue(
        name=name,
        value=table["value"],
        scope_kind=kind,
        scope_key=str(key),
        valid=DateRange(table.get("from"), table.get("to")),
        source=table["source"],
        note=table.get("note", ""),
        severity=table.get("severity", Severity.BLOCKING),
        deviators=table.get("deviators", []),
    )
