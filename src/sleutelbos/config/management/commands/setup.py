"""``sleutelbos setup``: what an instance needs after each migrate; repeating changes nothing."""

from __future__ import annotations

from importlib.resources import files

from django.core.management.base import BaseCommand

from sleutelbos.access.manifest import parse
from sleutelbos.access.public import Application, load_manifest
from sleutelbos.duallearning.public import load_committees
from sleutelbos.kernel.actors import system
from sleutelbos.positions.public import load_grades
from sleutelbos.tools.policies import seed_policies


class Command(BaseCommand):
    """First settings, the applications of the suite, the paritaire comités, the grades."""

    help = "Load the first settings and the manifests of the suite's own applications."

    def handle(self, *args: object, **options: object) -> None:
        """An application that is there already is left alone: its rows rule now."""
        values = seed_policies()
        known = set(Application.objects.values_list("code", flat=True))
        loaded = []
        for file in sorted(files("sleutelbos.access").joinpath("manifests").iterdir(), key=str):
            manifest = parse(file.read_text("utf-8"))
            if manifest.code not in known:
                load_manifest(system("setup"), manifest)
                loaded.append(manifest.code)
        load_committees(system("setup"))
        load_grades(system("setup"))
        self.stdout.write(f"setup: {values} settings, applications {', '.join(loaded) or 'known'}")
