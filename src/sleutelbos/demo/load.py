"""Load the demo: empty what is there, then let every story happen again, up to now.

Each step goes through the real action, under the clock of its own moment; what it announces is
delivered and mailed right after it, and the scheduled jobs run in between. So the audit, the mails
and the timelines are what they would have been.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sleutelbos.demo import clearing, sources, stories
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.esf import esf_feed
from sleutelbos.demo.moving import Report, settle, silent
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling import tell
from sleutelbos.kernel import clock, sealing
from sleutelbos.register import ports as register_ports
from sleutelbos.register.ports import kbo as kbo_ports
from sleutelbos.timereg import ports as timereg_ports
from sleutelbos.tools.jobs import run_due
from sleutelbos.tools.policies import reading_once

SOON = timedelta(seconds=20)  # between what was done and the mail about it


class StoryFault(Exception):
    """A step of the stories can't happen; names the step."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded: steps told, and jobs run in between."""

    steps: int
    jobs: int


def load(report: Report = silent) -> Loaded:
    """Bring the demo to its start, in one transaction: all of it, or nothing.

    ``report(done, total)`` is told how far it is. Raises NotADemo outside demo mode or when the
    database holds anything but test data, StoryFault when a step can't happen.
    """
    clearing.refuse_real_data()
    with transaction.atomic():
        clearing.hold()
        clearing.refuse_real_data()
        clearing.empty()
        clock.refresh()
        with (
            register_ports.bound(
                directory=sources.directory(), functions_feed=sources.functions_feed()
            ),
            timereg_ports.bound(source=esf_feed()),
            kbo_ports.bound(),  # a year of extracts would take longer than all the rest
        ):
            loaded = _history(report)
        while sealing.seal():
            pass
    return loaded


def _history(report: Report) -> Loaded:
    anchor, now = clock.today(), clock.now()
    cast, steps = Cast(anchor), stories.steps()
    before = steps[0].moment(anchor)
    jobs = 0
    for number, step in enumerate(steps, start=1):
        at = step.moment(anchor)
        if at.date() != before.date():
            jobs += _pass_time(before, at, tidy=False)
        before = at
        _happen(cast, step, at)
        report(number, len(steps))
    return Loaded(len(steps), jobs + _pass_time(before, now))


def _pass_time(before: datetime, until: datetime, *, tidy: bool = True) -> int:
    """Run the jobs of the time in between, with what they announce."""
    count = run_due(before, until, tidy=tidy)
    with clock.stamped(until):
        settle()
    return count


def _happen(cast: Cast, step: Step, at: datetime) -> None:
    try:
        with clock.stamped(at), reading_once():
            tell(cast, step)
        with clock.stamped(at + SOON), reading_once():
            settle()
    except Exception as problem:
        raise StoryFault(f"{step}: {problem!r}") from problem
