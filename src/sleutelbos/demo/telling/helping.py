"""Help of ESF-support with a session, rights asked for a trainer, and news (T18, T19, T23, T24)."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from sleutelbos.demo import stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.desk.public import (
    News,
    agree_help,
    answer_help,
    ask_help,
    close_help,
    publish_news,
    take_help,
)
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.actions.rights import ask_trainer_right
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.public import SUPPORT
from sleutelbos.timereg.queries.scope import sessions_for

# "+2 09:30 https://…": working days ahead, the hour, the link of the meeting.
MEETING = re.compile(r"\+(\d+) (\S+) (https://\S+)")


def _session(by: Actor, training: str, **more: object) -> Session:
    """The first session of a training that is still planned and that the actor sees."""
    rows = sessions_for(by).filter(training__code=training, state="planned", **more)
    return rows.order_by("plan")[0]


def _ask(cast: Cast, by: Actor, step: Step) -> None:
    """From the page of a session, so that it goes to ESF-support with the project number."""
    session = _session(by, step.what)
    cast.questions[step.by] = ask_help(
        by,
        cast.person(step.by),
        question=step.note,
        organisation=cast.organisation(step.organisation),
        page=f"/tijdsregistratie/sessies/{session.uid}",
    )


def _take(cast: Cast, by: Actor, step: Step) -> None:
    take_help(by, cast.questions[step.person])


def _agree(cast: Cast, by: Actor, step: Step) -> None:
    found = MEETING.fullmatch(step.note)
    assert found is not None, step.note
    ahead, hour, link = found.groups()
    day = stories.working_day(cast.anchor, step.day + int(ahead))
    at = datetime.combine(day, time.fromisoformat(hour), tzinfo=clock.BRUSSELS)
    agree_help(by, cast.questions[step.person], at=at, link=link)


def _answer(cast: Cast, by: Actor, step: Step) -> None:
    answer_help(by, cast.questions[step.person], text=step.note)


def _close(cast: Cast, by: Actor, step: Step) -> None:
    close_help(by, cast.questions[step.by])


def _ask_right(cast: Cast, by: Actor, step: Step) -> None:
    person = cast.person(step.person)
    session = _session(by, step.what, seats__person=person)
    ask_trainer_right(by, session, person=person)


def _news(cast: Cast, by: Actor, step: Step) -> None:
    """The item with the day of ``what``."""
    row = stories.news()[step.what]
    news = News(date.fromisoformat(row["day"]), row["title"], row["text"])
    publish_news(by, SUPPORT.code, news=news)


VERBS: dict[str, Verb] = {
    "support-ask": _ask,
    "support-take": _take,
    "support-agree": _agree,
    "support-answer": _answer,
    "support-close": _close,
    "ask-trainer-right": _ask_right,
    "news": _news,
}
