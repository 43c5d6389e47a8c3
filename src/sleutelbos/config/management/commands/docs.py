"""``sleutelbos docs [--check]``: make or check docs/naslag and the message catalogue."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sleutelbos.config import catalogue, reference


class Command(BaseCommand):
    """Writes the generated pages; with --check says which are not current and fails."""

    help = (
        "Make docs/naslag and the message catalogue from the code, or check that they are current."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--check`` changes nothing."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        """Catalogue first: the page of texts is made from it."""
        root = Path.cwd()
        if not (root / "docs" / "eisen.csv").exists():
            raise CommandError("run this in the project's root")
        texts = catalogue.gather()
        if not check:
            catalogue.write(texts)
            reference.write(root)
            return
        stale = reference.outdated(root)
        if not catalogue.CATALOGUE.exists() or catalogue.CATALOGUE.read_bytes() != catalogue.as_po(
            texts
        ):
            stale.append(catalogue.CATALOGUE.name)
        if stale:
            raise CommandError(f"not current, run ./dev fix: {', '.join(stale)}")
        self.stdout.write("the generated documentation is current")
