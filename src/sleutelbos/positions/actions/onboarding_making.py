"""Steps 4 and 6, all or nothing: make what was asked, link who was assigned; and take back (A09,
A11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.positions.actions.deciding import Ground, approve_position
from sleutelbos.positions.actions.facts import PositionFacts
from sleutelbos.positions.actions.occupation import link_position
from sleutelbos.positions.actions.onboarding_flow import (
    facts_of_step,
    for_experts,
    pass_on,
)
from sleutelbos.positions.actions.onboarding_lines import check_request, refuse_link
from sleutelbos.positions.actions.positions import create_positions
from sleutelbos.positions.models import (
    Occupation,
    Onboarding,
    OnboardingLine,
    Position,
    PositionDecision,
    PositionRequest,
    PositionSlice,
)
from sleutelbos.positions.queries.linking import terms_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.rules.occupation import LinkTerms
from sleutelbos.positions.states import DecisionKind, position_flow
from sleutelbos.positions.states_onboarding import GreenChoice, onboarding_flow
from sleutelbos.tools.slices import NOW, put, standing


@dataclass(frozen=True)
class Planned:
    """What a step would do with a line: the dry run. ``faults`` are sentences."""

    line: OnboardingLine
    faults: tuple[str, ...]


def facts_of(request: PositionRequest) -> PositionFacts:
    """What was asked, as the actions want it."""
    told = {name: getattr(request, name) for name in PositionFacts.__annotations__}
    return PositionFacts(**{**told, "other_grades": tuple(request.other_grades)})


def planned_positions(onboarding: Onboarding) -> list[Planned]:
    """The dry run of step 4: each position that was asked, with what is wrong with it by now."""
    rows = onboarding.lines.filter(choice=GreenChoice.WANTED).select_related(
        "onboarding", "employment__employee", "request__unit", "request__function",
        "request__grade", "request__reports_to",
    )  # fmt: skip
    return [Planned(line, _faults(_check, line)) for line in rows.order_by("pk")]


def _check(line: OnboardingLine) -> None:
    check_request(line, line.request.first, facts_of(line.request))


def planned_links(onboarding: Onboarding) -> list[Planned]:
    """The dry run of step 6: each link, with what is wrong with it by now."""
    rows = onboarding.lines.exclude(holder=None).select_related(
        "onboarding", "employment__employee", "position", "holder__employee"
    )
    return [Planned(line, _faults(_check_link, line)) for line in rows.order_by("pk")]


def _check_link(line: OnboardingLine) -> None:
    assert line.holder is not None
    refuse_link(line, line.holder)


def _faults(check: Callable[[OnboardingLine], None], line: OnboardingLine) -> tuple[str, ...]:
    try:
        check(line)
    except Invalid as problem:
        return tuple(str(sentence) for sentence in problem.problems.values())
    return ()


def _refuse(planned: list[Planned]) -> None:
    wrong = sum(bool(one.faults) for one in planned)
    if wrong:
        raise Invalid(_t("Lijnen waarop iets niet past: %s. Er is niets gedaan.") % wrong)


@action(
    "positions.make-positions",
    label=_("Gevraagde arbeidsplaatsen maken"),
    allow=for_experts,
    move=onboarding_flow["make"],
    sentence=_("{by} maakte de arbeidsplaatsen die {organisation} vroeg."),
    about=facts_of_step,
)
def make_positions(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Make and approve every position that was asked, or none: Invalid while one can't be."""
    planned = planned_positions(onboarding)
    _refuse(planned)
    ground = Ground(clock.today(), _t("Gevraagd in stap 3 van de aansluiting."))
    for one in planned:
        request = one.line.request
        made = create_positions(
            by, onboarding.organisation, first=request.first, facts=facts_of(request)
        )
        one.line.position = approve_position(by, made[0], ground=ground)
        one.line.save(update_fields=["position"])
    pass_on(onboarding, "assigning")
    return onboarding


def may_take_back_positions(by: Actor, onboarding: Onboarding) -> Decision:
    """The expert team, while the entity did nothing with the positions of step 4."""
    made = onboarding.lines.filter(choice=GreenChoice.WANTED)
    used = (
        made.exclude(checked_at=None).exists()
        or made.filter(assigned=True).exists()
        or Occupation.objects.filter(NOW, position__in=made.values("position")).exists()
    )
    return roles.is_expert(by) & when(
        not used, _("De entiteit gebruikt deze arbeidsplaatsen al. Deze stap ligt vast.")
    )


@action(
    "positions.take-back-positions",
    label=_("Stap 4 ongedaan maken"),
    allow=may_take_back_positions,
    move=onboarding_flow["back-to-making"],
    sentence=_("{by} maakte stap 4 van de aansluiting van {organisation} ongedaan."),
    about=facts_of_step,
)
def take_back_positions(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Withdraw every position that the fourth step made; what was asked stays."""
    rows = onboarding.lines.filter(choice=GreenChoice.WANTED, position__isnull=False)
    for line in rows.select_related("position"):
        assert line.position is not None
        position, line.position = line.position, None
        line.save(update_fields=["position"])
        withdraw_position(by, position)
    pass_on(onboarding, "making")
    return onboarding


def may_withdraw(by: Actor, position: Position) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_withdrawal(result: Position, position: Position) -> Mapping[str, object]:
    """The position."""
    return {"position": position}


@action(
    "positions.withdraw-position",
    label=_("Arbeidsplaats intrekken"),
    allow=may_withdraw,
    locks=("position", "position.organisation"),
    move=position_flow["withdraw"],
    sentence=_("{by} trok arbeidsplaats {position} in: ze heeft nooit bestaan."),
    about=facts_of_withdrawal,
)
def withdraw_position(by: Actor, position: Position) -> Position:
    """A position that was made by mistake never existed, as we know it now; what we knew before
    stays to be read, and its number is never used again. Invalid when somebody holds or held it,
    or one reports to it."""
    held = Occupation.objects.filter(NOW, position=position).exists()
    if held or PositionSlice.objects.filter(NOW, reports_to=position).exists():
        raise Invalid(_t("Deze arbeidsplaats is al in gebruik. Sluit ze in plaats daarvan."))
    for row in standing(position.slices.all()):
        put(PositionSlice, {"position": position}, row.valid, None)
    PositionDecision.objects.create(
        position=position, kind=DecisionKind.CLOSE, on=clock.today(), at=clock.now(),
        reason=_t("Stap 4 van de aansluiting werd ongedaan gemaakt."),
    )  # fmt: skip
    return position


@action(
    "positions.link-people",
    label=_("Personeel koppelen"),
    allow=for_experts,
    move=onboarding_flow["link"],
    sentence=_("{by} koppelde het personeel van {organisation}. De entiteit is aangesloten."),
    about=facts_of_step,
)
def link_people(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Link everybody who was assigned, or nobody: Invalid while one link can't be made. With
    creation and linking both complete the entity has joined (S4); what it handed in goes."""
    planned = planned_links(onboarding)
    _refuse(planned)
    for one in planned:
        line = one.line
        assert line.position is not None
        assert line.holder is not None
        link_position(by, line.position, line.holder, terms=_terms(line))
    onboarding.files.update(sealed=b"")
    pass_on(onboarding, "joined")
    return onboarding


def may_take_back_links(by: Actor, onboarding: Onboarding) -> Decision:
    """The expert team, while nothing was changed since about who or what the sixth step linked."""
    lines = onboarding.lines.exclude(holder=None)
    later = Q(recorded__startswith__gt=onboarding.since) | Q(
        recorded__endswith__gt=onboarding.since
    )
    places, people = Q(position__in=lines.values("position")), lines.values("holder")
    built = (
        Occupation.objects.filter(later, places | Q(employment__in=people)).exists()
        or PositionSlice.objects.filter(later, places).exists()
    )
    return roles.is_expert(by) & when(
        not built, _("In het plan is al verder gewerkt. Deze stap ligt vast.")
    )


@action(
    "positions.take-back-links",
    label=_("Stap 6 ongedaan maken"),
    allow=may_take_back_links,
    move=onboarding_flow["back-to-linking"],
    sentence=_("{by} maakte stap 6 van de aansluiting van {organisation} ongedaan."),
    about=facts_of_step,
)
def take_back_links(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Nobody was linked by the sixth step, as we know it now; who was assigned stays so."""
    for line in onboarding.lines.exclude(holder=None).order_by("pk"):
        assert line.position is not None
        assert line.holder is not None
        keys = {"position": line.position, "employment": line.holder}
        made = Occupation.objects.filter(**keys, recorded__startswith=onboarding.since)
        for row in standing(made):
            put(Occupation, keys, row.valid, None)
    pass_on(onboarding, "linking")
    return onboarding


def _terms(line: OnboardingLine) -> LinkTerms:
    assert line.position is not None
    assert line.holder is not None
    terms = terms_for(line.position, line.holder)
    assert terms is not None
    return terms
