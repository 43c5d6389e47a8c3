"""An entity on its way through the six steps: a report with a blue and some green lines."""

from __future__ import annotations

from django.db.models import QuerySet

from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.positions.actions.onboarding_lines import (
    ask_position,
    assign_line,
    check_lines,
    leave_lines,
)
from sleutelbos.positions.actions.onboarding_making import make_positions
from sleutelbos.positions.models import Onboarding, OnboardingLine
from sleutelbos.positions.states_onboarding import STEPS
from tests.world import World
from tests.world_positions import (
    EXPERT,
    HELD,
    HR,
    employment,
    facts,
    function,
    make_employment,
    position,
    unit,
)

GUEST, LEAVE = "200011", "200012"


def onboarding_at(world: World, step: str) -> Onboarding:
    """The standing entity in a step, everything before it done. Blue is who holds a position;
    green his fallback (the same person), a niet-werknemer and somebody on leave."""
    with arranging():
        onboarding = Onboarding.objects.create(
            organisation=world.entity, state="checking", since=clock.now(), begun_at=clock.now()
        )
        if step == "placing":
            return _to(onboarding, step)
        full: dict[str, object] = {"unit": unit(), "function": function()}
        holder = employment("100001")
        fallback = make_employment(world, "100001", relation=2, status="inactief", **full)  # type: ignore[arg-type]
        guest = make_employment(world, GUEST, family="Gast", kind="niet-werknemer")
        leave = make_employment(world, LEAVE, family="Weg", status="verlof", **full)  # type: ignore[arg-type]
        OnboardingLine.objects.create(
            onboarding=onboarding, employment=holder, colour="blauw", position=position(HELD)
        )
        for who, reason in ((fallback, "inactief"), (guest, "niet-werknemer"), (leave, "verlof")):
            OnboardingLine.objects.create(
                onboarding=onboarding, employment=who, colour="groen", reason=reason
            )
    return _forward(world, onboarding, step)


def _forward(world: World, onboarding: Onboarding, step: str) -> Onboarding:
    hr, reached = world.actor(HR), STEPS.index(step) if step in STEPS else len(STEPS)
    if reached > STEPS.index("checking"):
        check_lines(hr, onboarding, lines=[blue(onboarding)])
    if reached > STEPS.index("asking"):
        _to(onboarding, "asking")
        for line in (green(onboarding), green(onboarding, "verlof")):
            ask_position(hr, line, first=clock.today(), facts=facts())
        leave_lines(hr, onboarding, lines=[green(onboarding, "niet-werknemer")], note="Buiten PEP")
    if reached > STEPS.index("making"):
        _to(onboarding, "making")
        make_positions(world.actor(EXPERT), onboarding)
    if reached > STEPS.index("assigning"):
        lines = [green(onboarding), green(onboarding, "verlof")]
        check_lines(hr, onboarding, lines=lines)
        for line in lines:
            assign_line(hr, line, holder=line.employment)
    return _to(onboarding, step)


def _to(onboarding: Onboarding, step: str) -> Onboarding:
    with arranging():
        onboarding.state = step
        onboarding.save(update_fields=["state"])
    return onboarding


def blue(onboarding: Onboarding) -> OnboardingLine:
    """The blue line."""
    return _lines(onboarding).get(colour="blauw")


def green(onboarding: Onboarding, reason: str = "inactief") -> OnboardingLine:
    """The green line with a reason."""
    return _lines(onboarding).get(reason=reason)


def _lines(onboarding: Onboarding) -> QuerySet[OnboardingLine]:
    return OnboardingLine.objects.filter(onboarding=onboarding).select_related(
        "onboarding__organisation", "employment__employee", "position", "holder"
    )
