"""``manage.py decisions_build``: new arrays for the decision processes."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand

from sleutelbos.access.decisions import build
from sleutelbos.tools import prepared


class Command(BaseCommand):
    """Read who may what, and write it as the arrays that every decision process maps."""

    help = "Makes the arrays of the decision processes anew, unless another process is at it."

    def handle(self, *args: object, **options: object) -> None:
        """Build, alone."""
        place = settings.DATA / "decisions"
        with build.alone(place) as mine, prepared.connect() as connection:
            if mine:
                build.build(connection, place)
