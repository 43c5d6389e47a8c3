"""``sleutelbos esf_check FILE``: does a file keep the contract with ESF? Needs no data."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sleutelbos.connectors.esf.checks import check_path
from sleutelbos.timereg.feed_words import fault_text


class Command(BaseCommand):
    """Name every fault, with its line and field, in Dutch."""

    help = (
        "Check a file for the time register: JSON Lines, a ZIP, a folder of CSV files, or one CSV"
        " file. See docs/uitleg/esf-bestand.md. Numbers for tests count only with --test-numbers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--test-numbers", action="store_true", help="let test numbers pass")

    def handle(self, *args: object, file: Path, test_numbers: bool, **options: object) -> None:
        """Fails when there is a fault; a file without any is told in counts."""
        try:
            found = check_path(file, allow_test=test_numbers)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        faults = [*found.refusals, *found.faults]
        for fault in sorted(faults, key=lambda one: one.spot.number if one.spot else 0):
            self.stdout.write(fault_text(fault))
        if faults:
            raise CommandError(f"{file.name}: {len(faults)} fouten")
        told = (
            f"{file.name}: geen fouten. {len(found.calls)} oproepen, {len(found.projects)}"
            f" projecten, {len(found.places)} deelnames, {len(found.trainings)} opleidingen."
        )
        self.stdout.write(told if found.header else f"{file.name}: geen fouten.")
