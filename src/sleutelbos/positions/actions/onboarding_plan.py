"""What a workbook of the onboarding would do with each line, and what is wrong in which cell: the
dry run of A09 and A12. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions.actions.facts import PositionFacts
from sleutelbos.positions.actions.onboarding_lines import check_request, refuse_link
from sleutelbos.positions.models import Employment, Onboarding, OnboardingLine
from sleutelbos.positions.queries import step_files
from sleutelbos.positions.queries.choices import Choices, choices
from sleutelbos.positions.queries.step_files import NO, UNNEEDED, YES
from sleutelbos.positions.states import Statute

# The fields of a request that are called otherwise in the sheet.
FILLED = ("first", "function", "unit", "grade", "statute", "fte")
CELLS = {"other_grades": "grade", "holder": "number", "": "key"}


@dataclass
class PlannedRow:
    """One row: its line, what it asks, and the faults by column. ``wanted`` is None when the row
    changes nothing yet."""

    values: Mapping[str, Any]
    line: OnboardingLine | None = None
    wanted: bool | None = None
    facts: PositionFacts | None = None
    holder: Employment | None = None
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """From which day the position exists."""
        first: date = self.values["first"]
        return first


def plan(onboarding: Onboarding, step: str, rows: Iterable[Mapping[str, Any]]) -> list[PlannedRow]:
    """Every row as it would be done."""
    lines = {line.uid: line for line in step_files.lines_of(onboarding, step)}
    seen: set[UUID] = set()
    found = [_row(onboarding, step, values, lines, seen) for values in rows]
    judge = _Asking() if step == "asking" else _Assigning(onboarding)
    for one in found:
        if one.line is not None and not one.faults:
            judge(one)
    return found


def _row(
    onboarding: Onboarding,
    step: str,
    values: Mapping[str, Any],
    lines: Mapping[UUID, OnboardingLine],
    seen: set[UUID],
) -> PlannedRow:
    row = PlannedRow(values, faults=dict(values.get("faults", {})))
    try:
        uid = step_files.line_behind(onboarding, step, values["key"])
    except ValueError as wrong:
        row.faults["key"] = str(wrong)
        return row
    if uid in seen:
        row.faults["key"] = _("Deze rij staat twee keer in het bestand.")
    elif uid not in lines:
        row.faults["key"] = _("Deze lijn staat niet meer in het rapport. Haal het bestand opnieuw"
                              " op.")  # fmt: skip
    seen.add(uid)
    row.line = lines.get(uid)
    return row


class _Asking:
    """Rows of the arbeidsplaatssjabloon; what may be chosen is looked up once a day."""

    def __init__(self) -> None:
        self.known: dict[date, Choices] = {}

    def __call__(self, row: PlannedRow) -> None:
        answer = (row.values["wanted"] or "").lower()
        if answer not in ("", YES, UNNEEDED):
            row.faults["wanted"] = _choose(YES, UNNEEDED)
        elif answer == UNNEEDED:
            row.wanted = False
            if not row.values["note"]:
                row.faults["note"] = _("Zeg waarom er geen arbeidsplaats nodig is.")
        elif answer == YES:
            row.wanted = True
            row.facts = self._facts(row)
            if row.facts is not None and not row.faults:
                assert row.line is not None
                _note(row, check_request, row.line, row.first, row.facts)

    def _facts(self, row: PlannedRow) -> PositionFacts | None:
        """What the row asks; None with a fault in each cell that is empty or wrong."""
        assert row.line is not None
        for name in FILLED:
            if not row.values[name]:
                row.faults[name] = _("Vul deze cel in.")
        if row.faults:
            return None
        entity = row.line.onboarding.organisation
        if row.first not in self.known:
            self.known[row.first] = choices(entity, row.first)
        named = _named(row, self.known[row.first])
        plain = _plain(row)
        return None if row.faults else PositionFacts(**named, **plain)


def _named(row: PlannedRow, known: Choices) -> dict[str, Any]:
    """The rows behind the cells that name something."""
    found = {
        name: step_files.find(known, name, row.values[name])
        for name in ("function", "unit", "grade")
    }
    for name, thing in found.items():
        if thing is None:
            row.faults[name] = _("Kies uit de lijst.")
    return found


def _plain(row: PlannedRow) -> dict[str, Any]:
    """Numbers, words and texts."""
    values = row.values
    fte, statute = _number(values["fte"]), values["statute"].lower()
    outside = (values["outside"] or NO).lower()
    if fte is None:
        row.faults["fte"] = _("Schrijf de VTE zoals 1 of 0,8.")
    if statute not in Statute.values:
        row.faults["statute"] = _choose(*Statute.values)
    if outside not in (YES, NO):
        row.faults["outside"] = _choose(YES, NO)
    return {
        "fte": fte, "seats": values["seats"] or 1, "statute": statute,
        "workplace": values["workplace"] or "", "in_plan": outside == NO,
        "outside_reason": values["outside_reason"] or "",
    }  # fmt: skip


class _Assigning:
    """Rows of the controlerapport; nobody stands on two of them."""

    def __init__(self, onboarding: Onboarding) -> None:
        self.entity = onboarding.organisation_id
        self.taken: set[int] = set()

    def __call__(self, row: PlannedRow) -> None:
        values, line = row.values, row.line
        assert line is not None
        for name in ("right", "vacant"):
            if values[name] and values[name].lower() != YES:
                row.faults[name] = _choose(YES)
        if values["vacant"] and values["number"]:
            row.faults["vacant"] = _("Een vacante plaats heeft geen Vlimpersnummer.")
        if row.faults:
            return
        if values["vacant"]:
            row.wanted = False
        elif values["number"] or values["relation"] is not None:
            row.wanted = True
            self._holder(row, line)

    def _holder(self, row: PlannedRow, line: OnboardingLine) -> None:
        number, relation = row.values["number"], row.values["relation"]
        people = Employment.objects.select_related("employee").filter(
            employee__number=number or "", slices__organisation=self.entity
        )
        if not people.exists():
            row.faults["number"] = _("Niemand met dit Vlimpersnummer werkt voor deze entiteit.")
            return
        row.holder = people.filter(number=relation).first()
        if row.holder is None:
            row.faults["relation"] = _("Dit personeelslid heeft die arbeidsrelatie hier niet.")
        elif row.holder.pk in self.taken:
            row.faults["number"] = _("Deze arbeidsrelatie staat al op een andere rij.")
        else:
            self.taken.add(row.holder.pk)
            _note(row, refuse_link, line, row.holder)


def _note(row: PlannedRow, check: Callable[..., None], *args: Any) -> None:
    """Put what a check finds in its cells."""
    try:
        check(*args)
    except Invalid as problem:
        for name, sentence in problem.problems.items():
            row.faults[CELLS.get(name, name)] = str(sentence)


def _choose(*words: str) -> str:
    return _("Kies uit: %s.") % ", ".join(words)


def _number(text: str) -> Decimal | None:
    """``0,8`` or ``0.8``, at most two decimals; None for anything else."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    cents = value.quantize(Decimal("0.01")) if value.is_finite() and 0 < value < 1000 else None
    return cents if cents is not None and abs(cents - value) < Decimal("0.005") else None
