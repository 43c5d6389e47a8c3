"""``sleutelbos audit``: check the whole log against its seal, prove one entry of it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sleutelbos.kernel import sealing
from sleutelbos.tools.ledger import gone
from sleutelbos.tools.ledger.gone import GoneMonth
from sleutelbos.tools.ledger.proving import NotProvable, prove, public_key


class Command(BaseCommand):
    """Verify or seal the audit log, prove an entry, give the public key."""

    help = (
        "The audit log: check every entry against the signed seal (verify), seal now (seal), write"
        " the proof of one entry (prove), show the public key of the seal (key). A proof is checked"
        " with 'sleutelbos audit check FILE --key PUBLICKEY', which needs no database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        tasks = parser.add_subparsers(dest="task", required=True)
        for name in ("verify", "seal", "key"):
            tasks.add_parser(name)
        proof = tasks.add_parser("prove")
        proof.add_argument("entry", type=int, help="the number of the entry")
        proof.add_argument("--out", type=Path, help="the file; else logboekitem-NUMBER.json here")

    def handle(self, *args: object, task: str, **options: object) -> None:
        """Fails with the first problem, in Dutch."""
        if task == "seal":
            self.stdout.write(f"{sealing.seal()} logboekitems verzegeld")
        elif task == "key":
            self.stdout.write(public_key().hex())
        elif task == "prove":
            self._prove(options["entry"], options["out"])
        else:
            self._verify()

    def _verify(self) -> None:
        """Say how much is sealed and how much not yet, and which months are gone."""
        found = gone.verify()
        if found.verdict.problem:
            raise CommandError(found.verdict.problem)
        self.stdout.write(
            f"Het logboek klopt: {found.verdict.sealed} items verzegeld,"
            f" {found.verdict.unsealed} nog niet verzegeld."
        )
        for month in found.gone:
            self.stdout.write(_in_words(month))

    def _prove(self, entry: object, out: object) -> None:
        assert isinstance(entry, int)
        try:
            content = prove(entry)
        except NotProvable as problem:
            raise CommandError(str(problem)) from problem
        path = out if isinstance(out, Path) else Path(f"logboekitem-{entry}.json")
        path.write_bytes(content)
        self.stdout.write(f"Bewijs van logboekitem {entry} geschreven naar {path}")


def _in_words(month: GoneMonth) -> str:
    """Which month is gone, and which entry says so."""
    source = f"zegt logboekitem {month.entry}"
    if month.carried:
        source = f"zegt een ouder item dat zelf weg is; logboekitem {month.entry} nam het over"
    return (
        f"Van {month.month} is de inhoud van {month.entries} items na {month.years} jaar"
        f" verwijderd, {source}."
    )
