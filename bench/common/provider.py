"""Our OpenID provider as it is served, with people and clients to ask it something.

Besides those who sign in, the register holds 20,000 persons with 40,000 grants.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from common import processes, stage, wire
from sleutelbos.access.models import Role
from sleutelbos.config import serve
from sleutelbos.demo import bulk
from sleutelbos.kernel import clock
from tests import world
from tests.world import World

PERSONS, ORGANISATIONS, LARGEST = 20_000, 5_000, 1_000
ROLES_SCOPE = "dwse_werkplekduaal"  # the scope of roles of Werkplek Duaal


@dataclass(frozen=True)
class Served:
    """A server that answers on a port, and its process."""

    port: int
    pid: int


@contextmanager
def population() -> Iterator[World]:
    """A fresh database with a full register and the standing cast."""
    with stage.fresh_database():
        roles = list(Role.objects.order_by("pk").values_list("pk", flat=True))
        plan = bulk.Plan(roles, clock.today(), PERSONS, ORGANISATIONS, LARGEST)
        bulk.fill(plan)
        yield world.build()


def analysed() -> None:
    """Statistics of all tables, as the autovacuum of an instance keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def site(application: str = "sleutelbos.config.wsgi:application", **more: str) -> Iterator[Served]:
    """One web process on one core, with the command of ``sleutelbos serve``; ``more``: environment.

    ``application`` replaces the site's, for a floor on the same server.
    """
    port = serve.free_port("127.0.0.1", 0)
    command = serve.granian("127.0.0.1", port, 1, serve.THREADS, (application,))
    told = {
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        "SLEUTELBOS_HOSTS": f"{wire.HOST},127.0.0.1",
        "SLEUTELBOS_BASE_URL": f"http://127.0.0.1:{port}",
    }
    with processes.on_first_core(command, port, **told, **more) as pid:
        yield Served(port, pid)


def postmaster() -> int | None:
    """The process of the database server; None when it is elsewhere."""
    if not connection.settings_dict["HOST"].startswith("/"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return processes.parent_of(cursor.fetchone()[0])
