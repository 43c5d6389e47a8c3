"""A delivery of the KBO as two runs: read file by file and compared; applied part by part (W01).

Each step is a transaction of its own. A killed worker loses only the step in hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.actions.kbo_loads import (
    APPLY,
    READ,
    apply_kbo,
    finish_kbo,
    present_kbo,
)
from sleutelbos.register.kbo import applying, importer, layout, reading, storing
from sleutelbos.register.kbo.files import BrokenExtract, opened
from sleutelbos.register.models import KboLoad
from sleutelbos.register.rules.kbo import loads_kbo
from sleutelbos.tools.runs import LineOutcome, StagedLine, run_kind
from sleutelbos.tools.runs.kinds import About, Faults, Report
from sleutelbos.tools.runs.models import Run, RunLine
from sleutelbos.tools.tables.columns import SheetRow

TABLES = {table.file: table for table in (*layout.TABLES, layout.CODES)}
PAGE = "access:kbo"


def may_start(by: Actor, about: About) -> Decision:
    """The house, or who runs the platform."""
    return loads_kbo(by)


def may_see(by: Actor, run: Run) -> Decision:
    """The house, or who runs the platform."""
    return loads_kbo(by)


def stage(by: Actor, about: About, rows: Sequence[SheetRow]) -> Iterable[StagedLine]:
    """The steps as they were given."""
    for row in rows:
        values = row.values
        yield StagedLine(row.number, values["payload"], LineOutcome.TODO, values["label"])


def read_step(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """Read one file; after the last one see what it comes to."""
    load = KboLoad.objects.get(pk=run.about["load"])
    for line in lines:
        name = str(line.payload["file"])
        if name:
            _read(load, name, report)
        elif load.first:
            finish_kbo(by, load)
        else:
            _present(by, load)
    return {}


def _read(load: KboLoad, name: str, report: Report) -> None:
    assert load.number is not None
    table = TABLES[name]

    def alive() -> None:
        report(0)

    try:
        with opened(storing.path_of(load.stored)) as extract:
            if load.first:
                rows = reading.fill(extract, table, load.number, alive)
            else:
                rows = reading.stage(extract, table, load.type, alive)
    except BrokenExtract as broken:
        raise Invalid(broken.sentence) from broken
    load.counts[name] = {"rows": rows, "new": rows if load.first else 0, "gone": 0}
    load.save(update_fields=["counts"])


def _present(by: Actor, load: KboLoad) -> None:
    present_kbo(by, load, touched=applying.compare(load.type))
    if not load.reasons:
        apply_kbo(by, load)


def apply_step(by: Actor, run: Run, lines: Sequence[RunLine], report: Report) -> Faults:
    """Apply one part; with the last one the extract is loaded."""
    load = KboLoad.objects.get(pk=run.about["load"])
    assert load.number is not None
    last = importer.last_number()
    for line in lines:
        for name, done in applying.apply_part(load.number, last, line.payload["part"]).items():
            load.counts[name]["new"] += done.new
            load.counts[name]["gone"] += done.gone
    load.save(update_fields=["counts"])
    if (run.cursor + 1) * run.chunk >= run.total:
        finish_kbo(by, load)
    return {}


READ_KBO = run_kind(
    READ,
    label=_("KBO-uittreksel lezen"),
    stage=stage,
    apply_chunk=read_step,
    may_start=may_start,
    may_see=may_see,
    chunk=1,
    page=PAGE,
)
APPLY_KBO = run_kind(
    APPLY,
    label=_("KBO-uittreksel laden"),
    stage=stage,
    apply_chunk=apply_step,
    may_start=may_start,
    may_see=may_see,
    chunk=1,
)
