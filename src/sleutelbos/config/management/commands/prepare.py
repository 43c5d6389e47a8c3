"""``sleutelbos prepare``: migrate and setup, and the demo in a new database, in one process."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from sleutelbos.tools import collector


class Command(BaseCommand):
    """What ``serve`` does before it answers; loading our code three times would cost seconds."""

    help = "Bring the database up to date; with --demo, load the demo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--demo`` after the rest."""
        parser.add_argument("--demo", action="store_true")

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        """Each step as if it was asked for by itself."""
        collector.settle()
        call_command("migrate", verbosity=0)
        call_command("setup")
        if demo:
            call_command("demo_load")
