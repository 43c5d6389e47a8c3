"""Begin the onboarding of an entity, pass the turn on, take it back (A05, A23)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.positions.actions.rollout import check_vlimpers
from sleutelbos.positions.events import TurnPassed
from sleutelbos.positions.models import Onboarding, OnboardingLine, RolloutEntity
from sleutelbos.positions.queries.onboarding import candidates_of
from sleutelbos.positions.queries.onboarding_lines import progress_of
from sleutelbos.positions.queries.personnel import held_positions
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import LACKING, LineColour, onboarding_flow
from sleutelbos.positions.states_rollout import Duty
from sleutelbos.register.public import Organisation


def pass_on(onboarding: Onboarding, step: str) -> None:
    """Note when the step begins, and tell whose turn it is."""
    onboarding.since = clock.now()
    onboarding.save(update_fields=["since"])
    emit(TurnPassed(onboarding.pk, step))


def may_begin(by: Actor, organisation: Organisation) -> Decision:
    """The expert team (S4)."""
    return roles.is_expert(by)


def facts_of_begin(result: Onboarding, organisation: Organisation) -> Mapping[str, object]:
    """The entity."""
    return {"organisation": organisation}


@action(
    "positions.begin-onboarding",
    label=_("Aansluiting starten"),
    allow=may_begin,
    sentence=_("{by} startte de aansluiting van {organisation}."),
    about=facts_of_begin,
)
def begin_onboarding(by: Actor, organisation: Organisation) -> Onboarding:
    """Let an entity begin the six steps; it is in the rollout from then on, as one that may, unless
    it must. Invalid when it did already, or doesn't use Vlimpers: only who does may join (S4)."""
    if Onboarding.objects.filter(organisation=organisation).exists():
        raise Invalid(_t("Deze entiteit is al begonnen met aansluiten."))
    check_vlimpers(organisation)
    now = clock.now()
    RolloutEntity.objects.get_or_create(
        organisation=organisation, defaults={"duty": Duty.MAY.value, "enlisted_at": now}
    )
    return Onboarding.objects.create(organisation=organisation, since=now, begun_at=now)


def for_experts(by: Actor, onboarding: Onboarding) -> Decision:
    """The expert team: steps 1, 4 and 6 (S4)."""
    return roles.is_expert(by)


def for_entity(by: Actor, onboarding: Onboarding) -> Decision:
    """The HR of the entity: steps 2, 3 and 5 (S4)."""
    return roles.is_hr(by, onboarding.organisation_id)


def facts_of_step(result: Onboarding, onboarding: Onboarding) -> Mapping[str, object]:
    """The entity."""
    return {"organisation": onboarding.organisation}


@action(
    "positions.finish-placing",
    label=_("Stap 1 afronden"),
    allow=for_experts,
    move=onboarding_flow["place"],
    sentence=_("{by} rondde stap 1 van de aansluiting van {organisation} af."),
    about=facts_of_step,
)
def finish_placing(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Make the report: a blue line for who holds a position, a green one for who was not handled.
    Invalid while somebody still gets a position in this step."""
    entity = onboarding.organisation
    found = candidates_of(entity, clock.today())
    wanted = sum(one.wanted for one in found)
    if wanted:
        told = _t("Arbeidsrelaties die nog een arbeidsplaats krijgen: %s. Laat de stap lopen.")
        raise Invalid(told % wanted)
    places = held_positions(entity, clock.today())
    lines = []
    for one in found:
        line = OnboardingLine(onboarding=onboarding, employment=one.row.employment)
        line.position = places.get(one.row.employment_id)
        line.colour = LineColour.BLUE if line.position else LineColour.GREEN
        if line.position is None:
            line.reason = one.exclusion.value if one.exclusion else LACKING
        lines.append(line)
    OnboardingLine.objects.bulk_create(lines)
    pass_on(onboarding, "checking")
    return onboarding


@action(
    "positions.finish-checking",
    label=_("Stap 2 afronden"),
    allow=for_entity,
    move=onboarding_flow["check"],
    sentence=_("{by} keek alle blauwe lijnen van {organisation} na."),
    about=facts_of_step,
)
def finish_checking(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Every blue line is right. Invalid while one was not looked at."""
    _refuse_left(progress_of(onboarding).unchecked_blue)
    pass_on(onboarding, "asking")
    return onboarding


@action(
    "positions.hand-in-requests",
    label=_("Aanvragen indienen"),
    allow=for_entity,
    move=onboarding_flow["ask"],
    sentence=_("{by} diende de gevraagde arbeidsplaatsen van {organisation} in."),
    about=facts_of_step,
)
def hand_in_requests(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Every green line is asked or not needed (R17). Invalid while one is neither."""
    _refuse_left(progress_of(onboarding).undecided)
    pass_on(onboarding, "making")
    return onboarding


@action(
    "positions.hand-in-holders",
    label=_("Toewijzingen indienen"),
    allow=for_entity,
    move=onboarding_flow["assign"],
    sentence=_("{by} diende in wie in {organisation} aan welke arbeidsplaats mag."),
    about=facts_of_step,
)
def hand_in_holders(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Every position was confirmed, and has its orange columns or stays vacant. Invalid else."""
    progress = progress_of(onboarding)
    _refuse_left(max(progress.unchecked_made, progress.unassigned))
    pass_on(onboarding, "linking")
    return onboarding


def _refuse_left(count: int) -> None:
    if count:
        raise Invalid(_t("Nog niet alle lijnen zijn klaar. Nog te doen: %s.") % count)


def may_take_back_report(by: Actor, onboarding: Onboarding) -> Decision:
    """The expert team, while the entity did nothing with the report."""
    lines = onboarding.lines
    touched = lines.exclude(checked_at=None).exists() or lines.exclude(questions=None).exists()
    return roles.is_expert(by) & when(
        not touched, _("De entiteit is al aan het nakijken. Deze stap ligt vast.")
    )


@action(
    "positions.take-back-report",
    label=_("Stap 1 heropenen"),
    allow=may_take_back_report,
    move=onboarding_flow["back-to-placing"],
    sentence=_("{by} heropende stap 1 van de aansluiting van {organisation}."),
    about=facts_of_step,
)
def take_back_report(by: Actor, onboarding: Onboarding) -> Onboarding:
    """The report goes; the positions stay, and the step may run again."""
    onboarding.lines.all().delete()
    pass_on(onboarding, "placing")
    return onboarding


def may_check_again(by: Actor, onboarding: Onboarding) -> Decision:
    """The HR of the entity, while no green line was filled in."""
    begun = onboarding.lines.exclude(choice="").exists()
    return roles.is_hr(by, onboarding.organisation_id) & when(
        not begun, _("Stap 3 is begonnen. Deze stap ligt vast.")
    )


@action(
    "positions.check-again",
    label=_("Stap 2 heropenen"),
    allow=may_check_again,
    move=onboarding_flow["back-to-checking"],
    sentence=_("{by} heropende stap 2 van de aansluiting van {organisation}."),
    about=facts_of_step,
)
def check_again(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Blue lines may be corrected again; what was found right stays so."""
    pass_on(onboarding, "checking")
    return onboarding


@action(
    "positions.ask-again",
    label=_("Stap 3 heropenen"),
    allow=for_entity,
    move=onboarding_flow["back-to-asking"],
    sentence=_("{by} heropende stap 3 van de aansluiting van {organisation}."),
    about=facts_of_step,
)
def ask_again(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Nothing was made yet, so the requests may change."""
    pass_on(onboarding, "asking")
    return onboarding


@action(
    "positions.assign-again",
    label=_("Stap 5 heropenen"),
    allow=for_entity,
    move=onboarding_flow["back-to-assigning"],
    sentence=_("{by} heropende stap 5 van de aansluiting van {organisation}."),
    about=facts_of_step,
)
def assign_again(by: Actor, onboarding: Onboarding) -> Onboarding:
    """Nobody was linked yet, so who holds what may change."""
    pass_on(onboarding, "assigning")
    return onboarding
