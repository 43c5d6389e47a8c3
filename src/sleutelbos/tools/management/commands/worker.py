"""``manage.py worker``: all background work of an instance, until SIGTERM."""

from __future__ import annotations

import signal
from types import FrameType

from django.core.management.base import BaseCommand

from sleutelbos.tools import collector
from sleutelbos.tools.worker import Worker


class Command(BaseCommand):
    """Deliver events, send mail, run jobs and runs, seal the audit log."""

    help = "Runs the background work: events, mail, scheduled jobs, long runs, audit seal."

    def handle(self, *args: object, **options: object) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _interrupt)
        collector.settle()
        Worker().run()


def _interrupt(number: int, frame: FrameType | None) -> None:
    """The first signal ends the worker in order; more of them change nothing."""
    for known in (signal.SIGTERM, signal.SIGINT):
        signal.signal(known, signal.SIG_IGN)
    raise KeyboardInterrupt
