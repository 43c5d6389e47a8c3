"""Signing in, and questions to 1700."""

from __future__ import annotations

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.desk.public import answer_help, ask_help, close_help
from sleutelbos.kernel import actors
from sleutelbos.kernel.actors import Actor
from sleutelbos.signin.actions.entering import choose_capacity, sign_in
from sleutelbos.signin.states import KeyKind as SignInKind


def _help(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    cast.questions[step.by] = ask_help(
        by,
        cast.person(step.by),
        question=step.note,
        organisation=organisation,
        page=f"/gebruikersbeheer/{organisation.uid}",
    )


def _answer(cast: Cast, by: Actor, step: Step) -> None:
    answer_help(by, cast.questions[step.person], text=step.note)


def _close(cast: Cast, by: Actor, step: Step) -> None:
    close_help(by, cast.questions[step.by])


def _sign_in(cast: Cast, by: Actor, step: Step) -> None:
    """An earlier visit, so that there is something to see since then."""
    house, kind = actors.system("aanmelden"), SignInKind.PERSONA
    line = sign_in(house, cast.person(step.by), kind=kind, device=step.note)
    choose_capacity(
        by,
        cast.organisation(step.capacity),
        kind=line.kind,
        level=line.level,
        device=step.note,
    )


VERBS: dict[str, Verb] = {
    "help": _help,
    "answer": _answer,
    "close": _close,
    "sign-in": _sign_in,
}
