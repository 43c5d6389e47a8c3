"""What the worker does for the demo."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _t

from sleutelbos.demo.clearing import NotADemo
from sleutelbos.demo.events import RestartAsked
from sleutelbos.demo.load import Report, StoryFault, load
from sleutelbos.demo.models import Errand
from sleutelbos.kernel import clock
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.tools.jobs.side import side_connection

EVERY = 0.5  # seconds between two reports


@subscribe(RestartAsked)
def start_again(event: RestartAsked) -> None:
    """Load the demo anew, in the transaction of this delivery: a kill changes nothing."""
    errand = Errand.objects.filter(pk=event.errand)
    try:
        with _watched(event.errand) as report:
            load(report)
    except (NotADemo, StoryFault):
        errand.update(failure=_t("Het lukte niet. De demo bleef zoals ze was."))
    errand.update(finished_at=clock.real_now())


@contextmanager
def _watched(errand: int) -> Iterator[Report]:
    """Reports progress on a second connection, where everybody sees it at once."""
    last = 0.0
    with side_connection() as side:

        def report(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last < EVERY and done < total:
                return
            last = time.monotonic()
            side.execute(
                "UPDATE demo_errand SET done = %s, total = %s WHERE id = %s", [done, total, errand]
            )

        yield report
