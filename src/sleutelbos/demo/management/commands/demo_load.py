"""``sleutelbos demo_load``: bring the demo to its start."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sleutelbos.demo.clearing import NotADemo
from sleutelbos.demo.load import load
from sleutelbos.tools import collector


class Command(BaseCommand):
    """Refuses outside demo mode, and a database that holds real personal numbers."""

    help = "Empty the demo and tell its stories again, up to now."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how long it took."""
        collector.settle()
        started = time.monotonic()
        self.stdout.write("demo: three months of history, about a minute …")
        logging.disable(logging.INFO)  # a line per job of those months tells nobody anything
        try:
            loaded = load()
        except NotADemo as problem:
            raise CommandError(str(problem)) from problem
        finally:
            logging.disable(logging.NOTSET)
        seconds = time.monotonic() - started
        self.stdout.write(f"demo: {loaded.steps} steps and {loaded.jobs} jobs in {seconds:.1f} s")
