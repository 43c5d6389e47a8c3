"""What happens in Arbeidsplaatsbeheer: files read in, units and positions made, people linked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sleutelbos.access.public import about_file
from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions import functions_file, personnel_file
from sleutelbos.positions.actions import deciding
from sleutelbos.positions.actions.deciding import Ground
from sleutelbos.positions.actions.facts import PositionFacts
from sleutelbos.positions.actions.occupation import link_position
from sleutelbos.positions.actions.positions import change_position, create_positions
from sleutelbos.positions.actions.units import UnitFacts, add_unit
from sleutelbos.positions.models import (
    EmploymentSlice,
    Grade,
    JobFunction,
    Occupation,
    OrgUnit,
    Position,
)
from sleutelbos.positions.queries.positions import slices_of
from sleutelbos.positions.rules.occupation import LinkTerms
from sleutelbos.positions.runs import FUNCTIONS_FILE
from sleutelbos.positions.runs_personnel import PERSONNEL_FILE
from sleutelbos.tools.runs import confirm_run, stage_run
from sleutelbos.tools.slices import standing
from sleutelbos.tools.tables import SheetResult

# "BOS 2× A1 ingenieur 1 statutair Brussel": unit, how many, grade, VTE, statute, workplace.
PLACE = re.compile(r"(\S+) (\d+)× (.+?) ([\d,]+) (\S+)(?: (.+))?")
FILES: dict[str, tuple[Any, Callable[[bytes, str], SheetResult]]] = {
    "functies": (FUNCTIONS_FILE, functions_file.read),
    "personeel": (PERSONNEL_FILE, personnel_file.read),
}


def _begin(cast: Cast) -> date:
    """The year in which the plan of the stories begins."""
    return date(cast.anchor.year - 1, 1, 1)


def _read_in(cast: Cast, by: Actor, step: Step) -> None:
    """A file, tried out and confirmed; a day that is written +30 lies so far after the loading."""
    kind, read = FILES[step.what]
    text = stories.dated_sheet(step.what, cast.anchor).decode()
    for code, told in stories.people().items():
        text = text.replace(f"<{code}>", told.insz)
    result = read(text.encode(), f"{step.what}.csv")
    assert not result.faults, result.faults
    run = stage_run(by, kind.name, name=f"{step.what}.csv", about=about_file(by), rows=result.rows)
    confirm_run(by, run)


def _unit(cast: Cast, by: Actor, step: Step) -> None:
    entity = cast.organisation(step.organisation)
    parents = OrgUnit.objects.filter(organisation=entity, code__in=step.roles)
    facts = UnitFacts(step.note, parents.first())
    add_unit(by, entity, code=step.what, first=_begin(cast), facts=facts)


def _propose(cast: Cast, by: Actor, step: Step) -> None:
    """Equal positions with a function."""
    found = PLACE.fullmatch(step.note)
    assert found is not None, step.note
    code, count, grade, fte, statute, workplace = found.groups()
    entity = cast.organisation(step.organisation)
    facts = PositionFacts(
        unit=OrgUnit.objects.get(organisation=entity, code=code),
        function=JobFunction.objects.get(code=step.what),
        grade=Grade.objects.get(code=grade),
        fte=Decimal(fte.replace(",", ".")),
        seats=1,
        statute=statute,
        workplace=workplace or "",
    )
    first = _begin(cast) if step.until is None else cast.anchor + timedelta(days=step.until)
    create_positions(by, entity, first=first, facts=facts, count=int(count))


def _positions(cast: Cast, step: Step, state: str) -> list[Position]:
    """Those of the entity in a state, with the function when one is named."""
    rows = Position.objects.filter(
        organisation=cast.organisation(step.organisation), state=state
    ).order_by("number")
    if step.what:
        rows = rows.filter(slices__function__code=step.what).distinct()
    return list(rows)


def _approve(cast: Cast, by: Actor, step: Step) -> None:
    for position in _positions(cast, step, "proposed"):
        ground = Ground(clock.today(), step.note, "Directieraad")
        deciding.approve_position(by, position, ground=ground)


def _freeze(cast: Cast, by: Actor, step: Step) -> None:
    position = _positions(cast, step, "approved")[-1]
    deciding.freeze_position(by, position, ground=Ground(clock.today(), step.note))


def _link(cast: Cast, by: Actor, step: Step) -> None:
    """Everybody who works for the entity comes on a position with his function in his unit."""
    entity, today = cast.organisation(step.organisation), clock.today()
    rows = standing(EmploymentSlice.objects.filter(organisation=entity, status="actief"), today)
    for row in rows.select_related("employment__employee").order_by("pk"):
        fits = Position.objects.filter(
            state="approved", slices__function=row.function, slices__unit=row.unit
        ).exclude(pk__in=Occupation.objects.values("position"))
        position = fits.order_by("number").first()
        if position is not None and row.function is not None:
            first = max(row.valid.lower or today, _begin(cast))
            link_position(
                by, position, row.employment, terms=LinkTerms("titularis", row.fte, first)
            )


def _later(cast: Cast, by: Actor, step: Step) -> None:
    """A position gets another need from a day on that is still to come."""
    position = _positions(cast, step, "approved")[0]
    now = slices_of(position)[-1]
    facts = PositionFacts(**{name: getattr(now, name) for name in PositionFacts.__annotations__})
    change_position(
        by,
        position,
        first=cast.anchor + timedelta(days=step.until or 0),
        facts=replace(facts, other_grades=tuple(facts.other_grades), remark=step.note),
    )


VERBS: dict[str, Verb] = {
    "read-in": _read_in,
    "unit": _unit,
    "propose": _propose,
    "approve-positions": _approve,
    "freeze-position": _freeze,
    "link-people": _link,
    "change-later": _later,
}
