"""A KBO that behaves as the real one may: files in memory, late or broken when asked."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from sleutelbos.connectors.kbo.synthetic import World
from sleutelbos.connectors.kbo.writing import name_of, write_full, write_update
from sleutelbos.register.ports.kbo import KboUnreachable, Offer, offer_of


class FakeKbo:
    """Answers from memory. ``publish`` is a day of the KBO; the other methods are its bad days."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._away = False

    def offers(self) -> Sequence[Offer]:
        """As the port says."""
        if self._away:
            raise KboUnreachable("De KBO is nu niet bereikbaar. Probeer het later opnieuw.")
        return [offer for name in self.files if (offer := offer_of(name))]

    def fetch(self, offer: Offer, into: Path) -> None:
        """As the port says."""
        if self._away or offer.name not in self.files:
            raise KboUnreachable("De KBO is nu niet bereikbaar. Probeer het later opnieuw.")
        into.write_bytes(self.files[offer.name])

    def publish(self, world: World, *, full: bool = False) -> str:
        """The extract of today; its name."""
        name = name_of(world, "full" if full else "update")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write = write_full if full else write_update
            self.files[name] = write(world, path).read_bytes()
        return name

    def late(self, *, back: bool = False) -> None:
        """Not there; ``back`` ends it."""
        self._away = not back

    def broken(self, name: str) -> None:
        """This file, cut off half way."""
        self.files[name] = self.files[name][: len(self.files[name]) // 2]
