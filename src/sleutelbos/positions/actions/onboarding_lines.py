"""What the entity does with the lines of its report: check, correct, ask, assign (A07–A10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.actions.facts import PositionFacts, check
from sleutelbos.positions.actions.occupation import link_findings
from sleutelbos.positions.actions.positions import change_position
from sleutelbos.positions.models import (
    Employment,
    Onboarding,
    OnboardingLine,
    PositionRequest,
)
from sleutelbos.positions.queries.linking import latest_slice, terms_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import EmploymentKind
from sleutelbos.positions.states_onboarding import GreenChoice, LineColour, onboarding_flow
from sleutelbos.tools import dates
from sleutelbos.tools.policies import refuse


def may_check(by: Actor, onboarding: Onboarding, *, lines: Sequence[OnboardingLine]) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, onboarding.organisation_id)


def facts_of_lines(
    result: list[OnboardingLine], onboarding: Onboarding, **more: object
) -> Mapping[str, object]:
    """The entity, and how many lines."""
    return {"organisation": onboarding.organisation, "count": len(result)}


@action(
    "positions.check-lines",
    label=_("Arbeidsplaatsen juist bevinden"),
    allow=may_check,
    when=onboarding_flow.at("checking", "assigning"),
    sentence=_("{by} vond arbeidsplaatsen van {organisation} juist. Lijnen: {count}."),
    about=facts_of_lines,
)
def check_lines(
    by: Actor, onboarding: Onboarding, *, lines: Sequence[OnboardingLine]
) -> list[OnboardingLine]:
    """These positions are right: blue lines in step 2, positions that were asked in step 5. Others
    are passed over. Invalid when none is left."""
    found = [line for line in lines if _is_of_step(line, onboarding) and not line.checked_at]
    if not found:
        raise Invalid(_t("Kies lijnen die nog na te kijken zijn."))
    for line in found:
        line.checked_at = clock.now()
    OnboardingLine.objects.bulk_update(found, ["checked_at"])
    return found


def _is_of_step(line: OnboardingLine, onboarding: Onboarding) -> bool:
    colour = LineColour.BLUE if onboarding.state == "checking" else LineColour.GREEN
    return (line.onboarding_id, line.colour) == (onboarding.pk, colour) and bool(line.position_id)


def may_correct(by: Actor, line: OnboardingLine, *, first: date, facts: PositionFacts) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, line.onboarding.organisation_id)


def facts_of_line(
    result: OnboardingLine, line: OnboardingLine, **more: object
) -> Mapping[str, object]:
    """The arbeidsrelatie and the entity."""
    return {"employment": line.employment, "organisation": line.onboarding.organisation}


@action(
    "positions.correct-line",
    label=_("Arbeidsplaats van een lijn verbeteren"),
    allow=may_correct,
    locks=("line.onboarding", "line"),
    when=onboarding_flow.at("checking", "assigning"),
    sentence=_("{by} verbeterde de arbeidsplaats van arbeidsrelatie {employment}."),
    about=facts_of_line,
)
def correct_line(
    by: Actor, line: OnboardingLine, *, first: date, facts: PositionFacts
) -> OnboardingLine:
    """Change the position of a line in the module itself, without a form (S4, step 2); it is right
    then. Invalid as changing a position is."""
    if line.position is None or not _is_of_step(line, line.onboarding):
        raise Invalid(_t("Deze lijn is in deze stap niet na te kijken."))
    change_position(by, line.position, first=first, facts=facts)
    line.checked_at = clock.now()
    line.save(update_fields=["checked_at"])
    return line


def may_ask_position(
    by: Actor, line: OnboardingLine, *, first: date, facts: PositionFacts
) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, line.onboarding.organisation_id)


@action(
    "positions.ask-position",
    label=_("Arbeidsplaats aanvragen"),
    allow=may_ask_position,
    locks=("line.onboarding", "line"),
    when=onboarding_flow.at("asking"),
    sentence=_("{by} vroeg een arbeidsplaats aan voor arbeidsrelatie {employment}."),
    about=facts_of_line,
)
def ask_position(
    by: Actor, line: OnboardingLine, *, first: date, facts: PositionFacts
) -> OnboardingLine:
    """Ask a position for a green line; again replaces what was asked. Invalid at the field for what
    can't be (R02, R03, R07, R10–R12), and a niet-werknemer gets none inside the PEP (R27)."""
    check_request(line, first, facts)
    told = {**facts.told(), "first": first}
    PositionRequest.objects.update_or_create(line=line, defaults=told)
    line.choice, line.note = GreenChoice.WANTED, ""
    line.save(update_fields=["choice", "note"])
    return line


def check_request(line: OnboardingLine, first: date, facts: PositionFacts) -> None:
    """Raise Invalid with what can't be of a position for a green line, each at its field."""
    if line.colour != LineColour.GREEN:
        raise Invalid(_t("Deze arbeidsrelatie heeft al een arbeidsplaats."))
    row = latest_slice(line.employment_id)
    if facts.in_plan and row is not None and row.kind == EmploymentKind.OTHER:
        raise Invalid(
            {"outside": _t("Een niet-werknemer krijgt alleen een arbeidsplaats buiten het PEP.")}
        )
    check(facts, line.onboarding.organisation_id, dates.of_days(first))


def may_leave(
    by: Actor, onboarding: Onboarding, *, lines: Sequence[OnboardingLine], note: str
) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, onboarding.organisation_id)


@action(
    "positions.leave-lines",
    label=_("Geen arbeidsplaats nodig"),
    allow=may_leave,
    when=onboarding_flow.at("asking"),
    sentence=_("{by} vroeg voor lijnen van {organisation} geen arbeidsplaats. Lijnen: {count}."),
    about=facts_of_lines,
)
def leave_lines(
    by: Actor, onboarding: Onboarding, *, lines: Sequence[OnboardingLine], note: str
) -> list[OnboardingLine]:
    """These green lines need no position, and why; blue ones are passed over. Invalid without a
    reason, or when none is left."""
    if not note.strip():
        raise Invalid({"note": _t("Zeg waarom er geen arbeidsplaats nodig is.")})
    found = [line for line in lines
             if (line.onboarding_id, line.colour) == (onboarding.pk, LineColour.GREEN)]  # fmt: skip
    if not found:
        raise Invalid(_t("Kies groene lijnen."))
    PositionRequest.objects.filter(line__in=found).delete()
    for line in found:
        line.choice, line.note = GreenChoice.UNNEEDED, note
    OnboardingLine.objects.bulk_update(found, ["choice", "note"])
    return found


def may_assign(by: Actor, line: OnboardingLine, *, holder: Employment | None) -> Decision:
    """The HR of the entity."""
    return roles.is_hr(by, line.onboarding.organisation_id)


@action(
    "positions.assign-line",
    label=_("Arbeidsplaats toewijzen"),
    allow=may_assign,
    locks=("line.onboarding", "line"),
    when=onboarding_flow.at("assigning"),
    sentence=_("{by} zei wie de arbeidsplaats bij arbeidsrelatie {employment} mag houden."),
    about=facts_of_line,
)
def assign_line(by: Actor, line: OnboardingLine, *, holder: Employment | None) -> OnboardingLine:
    """Fill in the two orange columns of a position: who may be linked to it; None: it stays vacant.
    Invalid when that link can't be made (R22–R29), or he has another position of the report."""
    if line.position is None:
        raise Invalid(_t("Bij deze lijn is geen arbeidsplaats gemaakt."))
    if holder is not None:
        taken = line.onboarding.lines.exclude(pk=line.pk).filter(holder=holder).first()
        if taken is not None and taken.position is not None:
            raise Invalid({"holder": _t("Deze arbeidsrelatie staat al bij arbeidsplaats %s.")
                           % taken.position.number})  # fmt: skip
        refuse_link(line, holder)
    line.assigned, line.holder = True, holder
    line.save(update_fields=["assigned", "holder"])
    return line


def refuse_link(line: OnboardingLine, holder: Employment) -> None:
    """Raise Invalid when somebody can't be linked to the position of a line."""
    assert line.position is not None
    terms = terms_for(line.position, holder)
    if terms is None:
        raise Invalid({"holder": _t("Deze arbeidsrelatie is niet van deze entiteit.")})
    found = link_findings(line.position, holder, terms)
    try:
        refuse(found)
    except Invalid as problem:
        raise Invalid({"holder": " ".join(map(str, problem.problems.values()))}) from problem
