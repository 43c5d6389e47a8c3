"""Rights that ask a stronger key than the one with which somebody signed in.

Their powers don't count in the session; what they would have opened says so and offers step-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.access.public import LevelledPower, Right, levelled_powers_of
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.kernel.decisions import Decision
from sleutelbos.signin.wishes import Wish, level_text
from sleutelbos.web.pages import Page
from sleutelbos.web.ports import StepUp


def held_back_at(person: int, organisation: int, level: int) -> tuple[LevelledPower, ...]:
    """The powers of a person that a sign-in of this level isn't enough for."""
    held = levelled_powers_of(person, organisation)
    return tuple((power, asked) for power, asked in held if asked > level)


def step_up_url(held_back: Sequence[LevelledPower], goal: str) -> str:
    """Where a key is offered with which all of them count; on to ``goal`` after it."""
    return Wish(goal, level=max(asked for _power, asked in held_back)).url("signin:sign-in")


def sentence(held_back: Sequence[LevelledPower]) -> str:
    """Which rights don't count, and which level they ask."""
    codes = {power.right for power, _asked in held_back}
    rows = Right.objects.filter(code__in=codes).order_by("name").values_list("name", flat=True)
    words = {
        "rights": ", ".join(f"‘{name}’" for name in rows),
        "level": level_text(max(asked for _power, asked in held_back)),
    }
    text = ngettext(
        "Uw recht %(rights)s telt nu niet mee: het vraagt aanmeldniveau %(level)s.",
        "Uw rechten %(rights)s tellen nu niet mee: ze vragen aanmeldniveau %(level)s.",
        len(codes),
    )
    return text % words


def step_up(request: HttpRequest, decision: Decision) -> StepUp | None:
    """What a stronger key would change about a refusal; None when nothing.

    Sure when it opens the door of the page, or gives what the decision names as missing; answers
    the port of the page toolkit.
    """
    held_back: tuple[LevelledPower, ...] = getattr(request, "held_back", ())
    if not held_back:
        return None
    needed = _needed(request, decision, held_back)
    level: int = getattr(request, "sign_in_level", 0)
    goal = request.get_full_path() if request.method == "GET" else request.path
    text = _("U bent aangemeld op niveau %(level)s.") % {"level": level_text(level)}
    return StepUp(
        f"{sentence(needed or held_back)} {text}",
        _("Kies een sterkere sleutel"),
        step_up_url(needed or held_back, goal),
        sure=bool(needed),
    )


def _needed(
    request: HttpRequest, decision: Decision, held_back: tuple[LevelledPower, ...]
) -> tuple[LevelledPower, ...]:
    """Those that are missing by name, else those with which the door of the page opens."""
    by: Actor = getattr(request, "actor", Nobody())
    page: Page | None = getattr(request, "page", None)
    named = tuple(
        (power, asked)
        for power, asked in held_back
        for right, role, place in decision.missing
        if power.right == right and role in ("", power.role)
        if place in (None, power.scope.organisation)
    )
    if named or page is None or page.door(by):
        return named
    for level in sorted({asked for _power, asked in held_back}):
        counting = tuple((power, asked) for power, asked in held_back if asked <= level)
        powers = (*by.powers, *(power for power, _asked in counting))
        if page.door(replace(by, powers=powers)):
            return counting
    return ()
