"""``sleutelbos audit verify``: check the whole log against its seal."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from sleutelbos.kernel import sealing


class Command(BaseCommand):
    """Verify or seal the audit log."""

    help = (
        "Check every entry of the audit log against the signed seal (verify), or seal now (seal)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("task", choices=["verify", "seal"])

    def handle(self, *args: object, task: str, **options: object) -> None:
        """Fails with the first problem; else says how much is sealed and how much not yet."""
        if task == "seal":
            self.stdout.write(f"{sealing.seal()} logboekitems verzegeld")
            return
        verdict = sealing.verify()
        if verdict.problem:
            raise CommandError(verdict.problem)
        self.stdout.write(
            f"Het logboek klopt: {verdict.sealed} items verzegeld,"
            f" {verdict.unsealed} nog niet verzegeld."
        )
