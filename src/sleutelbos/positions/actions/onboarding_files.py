"""Files that an entity hands in for steps 3 and 5: tried out, kept with their faults, taken over
(A09, A10, A12, A13)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.actions.onboarding_lines import (
    ask_position,
    assign_line,
    check_lines,
    leave_lines,
)
from sleutelbos.positions.actions.onboarding_plan import PlannedRow, plan
from sleutelbos.positions.models import HandedIn, Onboarding, OnboardingLine
from sleutelbos.positions.queries.step_files import COLUMNS
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import onboarding_flow
from sleutelbos.tools import crypto
from sleutelbos.tools.tables import SheetRow


def may_hand_in(
    by: Actor, onboarding: Onboarding, *, name: str, rows: Sequence[SheetRow]
) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, onboarding.organisation_id)


def facts_of_file(
    result: HandedIn, onboarding: Onboarding, *, name: str, rows: Sequence[SheetRow]
) -> Mapping[str, object]:
    """The entity and the counts."""
    return {
        "organisation": onboarding.organisation, "count": result.rows, "faulty": result.faulty,
    }  # fmt: skip


@action(
    "positions.hand-in-file",
    label=_("Bestand van een stap indienen"),
    allow=may_hand_in,
    when=onboarding_flow.at("asking", "assigning"),
    sentence=_("{by} diende voor {organisation} een bestand in. Rijen: {count}, met een fout:"
               " {faulty}."),
    about=facts_of_file,
)  # fmt: skip
def hand_in_file(
    by: Actor, onboarding: Onboarding, *, name: str, rows: Sequence[SheetRow]
) -> HandedIn:
    """Try out the workbook of this step, and keep it with its faults; nothing is taken over yet."""
    assert by.pk is not None  # the HR of an entity is a person
    told = [_kept(row, onboarding.state) for row in rows]
    found = plan(onboarding, onboarding.state, [_values(row) for row in told])
    uid = uuid4()
    return HandedIn.objects.create(
        uid=uid,
        onboarding=onboarding,
        step=onboarding.state,
        name=name[:300],
        at=clock.now(),
        by_id=by.pk,
        rows=len(found),
        faulty=sum(bool(row.faults) for row in found),
        sealed=crypto.encrypt(json.dumps(told), f"handed-in:{uid}"),
    )


def _kept(row: SheetRow, step: str) -> dict[str, Any]:
    """A row as JSON: its values, and the faults that reading it gave by column."""
    names = {str(column.label): column.name for column in COLUMNS[step]}
    faults = {names.get(fault.column, "key"): fault.sentence for fault in row.faults}
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.values.items()
    }
    return {**values, "faults": faults}


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    first = row.get("first")
    return {**row, "first": date.fromisoformat(first)} if first else dict(row)


def rows_of(handed: HandedIn) -> list[PlannedRow]:
    """The rows of a file with what they would do and their faults, as things stand now. None left
    once the entity has joined."""
    if not handed.sealed:
        return []
    text = crypto.decrypt(bytes(handed.sealed), f"handed-in:{handed.uid}")
    return plan(handed.onboarding, handed.step, [_values(row) for row in json.loads(text)])


def may_take_over(by: Actor, handed: HandedIn) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, handed.onboarding.organisation_id)


def facts_of_taking(result: HandedIn, handed: HandedIn) -> Mapping[str, object]:
    """The entity and how many rows."""
    return {"organisation": handed.onboarding.organisation, "count": handed.rows}


@action(
    "positions.take-over-file",
    label=_("Bestand overnemen"),
    allow=may_take_over,
    locks=("handed.onboarding", "handed"),
    when=onboarding_flow.at("asking", "assigning"),
    sentence=_("{by} nam voor {organisation} een bestand over. Rijen: {count}."),
    about=facts_of_taking,
)
def take_over_file(by: Actor, handed: HandedIn) -> HandedIn:
    """Do what the rows say, all of them or none. Invalid for a file of another step, one that was
    taken over already, or while a row has a fault."""
    if handed.step != handed.onboarding.state:
        raise Invalid(_t("Dit bestand is van een andere stap."))
    if handed.taken_at is not None:
        raise Invalid(_t("Dit bestand is al overgenomen."))
    rows = rows_of(handed)
    if any(row.faults for row in rows):
        raise Invalid(_t("Verbeter eerst de fouten in het bestand. Er is niets overgenomen."))
    write = _ask if handed.step == "asking" else _assign
    write(by, handed.onboarding, rows)
    handed.taken_at = clock.now()
    handed.save(update_fields=["taken_at"])
    return handed


def _ask(by: Actor, onboarding: Onboarding, rows: Sequence[PlannedRow]) -> None:
    left: dict[str, list[OnboardingLine]] = {}
    for row in rows:
        assert row.line is not None
        if row.wanted:
            assert row.facts is not None
            ask_position(by, row.line, first=row.first, facts=row.facts)
        elif row.wanted is False:
            left.setdefault(row.values["note"], []).append(row.line)
    for note, lines in left.items():
        leave_lines(by, onboarding, lines=lines, note=note)


def _assign(by: Actor, onboarding: Onboarding, rows: Sequence[PlannedRow]) -> None:
    """Two people may change places in one file, so the orange columns are emptied first."""
    lines = [(row, row.line) for row in rows if row.line is not None]
    right = [line for row, line in lines if row.values["right"] and not line.checked_at]
    if right:
        check_lines(by, onboarding, lines=right)
    told = [(row, line) for row, line in lines if row.wanted is not None]
    onboarding.lines.filter(pk__in=[line.pk for _row, line in told]).update(holder=None)
    for row, line in told:
        assign_line(by, line, holder=row.holder)
