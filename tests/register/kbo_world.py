"""What the tests of the KBO share: a small synthetic KBO, and carrying its loads to their end."""

from __future__ import annotations

from pathlib import Path

from sleutelbos.connectors.kbo.synthetic import World
from sleutelbos.connectors.kbo.writing import write_full, write_update
from sleutelbos.kernel import outbox
from sleutelbos.register.actions.kbo_loads import receive_kbo
from sleutelbos.register.kbo import layout
from sleutelbos.register.models import KboLoad
from sleutelbos.tools.runs.executor import work_next
from tests.register.people import HOUSE

START = 700_000  # numbers that no other test has
Mirror = dict[str, list[tuple[object, ...]]]


def small() -> World:
    """Forty enterprises."""
    return World(40, start=START)


def mirror() -> Mirror:
    """All that the mirror holds, file by file, in an order of its own."""
    found = {}
    for table in (*layout.TABLES, layout.CODES):
        fields = [column.field for column in table.columns]
        rows = table.model._base_manager.values_list(*fields)
        found[table.file] = sorted(rows, key=repr)
    return found


def carried() -> None:
    """Let the workers do all that there is."""
    while work_next():
        pass
    outbox.deliver_all()


def taken(path: Path) -> KboLoad:
    """A file, read and as far as it goes by itself."""
    load = receive_kbo(HOUSE, path, source=path.name)
    carried()
    load.refresh_from_db()
    return load


def full(world: World, folder: Path) -> KboLoad:
    """The whole of today, loaded."""
    return taken(write_full(world, folder / f"{world.extract}_full.zip"))


def update(world: World, folder: Path) -> KboLoad:
    """What changed today, loaded."""
    return taken(write_update(world, folder / f"{world.extract}_update.zip"))
