"""Ask the virus scanner of this instance to find the test file of EICAR."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sleutelbos.connectors.clamd.checks import problems
from sleutelbos.tools.files import ports


class Command(BaseCommand):
    """``sleutelbos scanner_check``: says what is wrong, and fails then."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Look whether files are really scanned."""
        scanner = ports.scanner()
        if scanner is None:
            raise CommandError("SLEUTELBOS_SCANNER is not set: files are kept without a look.")
        found = problems(scanner)
        if found:
            raise CommandError(" ".join(str(one) for one in found))
        self.stdout.write("The scanner finds the test file.")
