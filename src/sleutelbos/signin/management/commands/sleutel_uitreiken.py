"""``sleutelbos sleutel_uitreiken --insz 85.07.30-033.28``: the link for a digital key."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import system
from sleutelbos.register.public import person_by_insz
from sleutelbos.signin import invitations
from sleutelbos.signin.actions.keys import invite_key


class Command(BaseCommand):
    """Print a link with which a known person makes a TOTP key, once, within 24 hours."""

    help = "Maak een link waarmee een gekende persoon een digitale sleutel maakt."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--insz -`` reads the number from standard input: it stays out of the shell history."""
        parser.add_argument("--insz", required=True, help="rijksregisternummer, of - voor stdin")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with the Dutch sentence of what is wrong."""
        text = sys.stdin.readline() if options["insz"] == "-" else options["insz"]
        by = system("opdrachtregel")
        try:
            found = person_by_insz(by, text)
            if found.person is None:
                raise CommandError(str(found.sentence) or "Deze persoon is hier nog niet gekend.")
            invitation = invite_key(by, found.person)
        except (Invalid, Refused) as fault:
            raise CommandError(str(fault)) from fault
        path = reverse("signin:make-key", args=[invitations.token_of(invitation)])
        self.stdout.write(f"{settings.BASE_URL}{path}")
