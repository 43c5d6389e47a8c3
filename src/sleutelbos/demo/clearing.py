"""Empty the demo's database for a new start, while others read on.

Everything happens in the caller's transaction: readers see the old demo until it is committed, and
writers wait. Nothing here can touch anything but test data: see :func:`refuse_real_data`.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model

from sleutelbos.demo.models import Errand
from sleutelbos.kernel.models import AuditCheckpoint, AuditEntry, AuditLeaf, AuditView, Clock
from sleutelbos.kernel.sealing import SEALER_LOCK
from sleutelbos.register.public import NumberKind, PersonIdentifier
from sleutelbos.tools.jobs.side import SCHEDULER_LOCK

APPEND_ONLY: tuple[type[Model], ...] = (AuditEntry, AuditView, AuditLeaf, AuditCheckpoint)
KEPT: tuple[type[Model], ...] = (Errand, Clock)  # emptied in another way, or not at all


class NotADemo(Exception):
    """This database or process is no demo; nothing was touched."""


def refuse_real_data() -> None:
    """Raise NotADemo outside demo mode, and when anybody here has a number that can be real."""
    if not settings.DEMO:
        raise NotADemo("the demo can only be loaded in demo mode (SLEUTELBOS_MODE=demo)")
    if PersonIdentifier.objects.exclude(kind=NumberKind.TST).exists():
        raise NotADemo("this database holds real personal numbers; the demo leaves it alone")


def hold() -> None:
    """Let no job, sealer or other writer in until this transaction ends."""
    tables = ", ".join(_quoted(model) for model in _models())
    with connection.cursor() as cursor:
        for lock in (SCHEDULER_LOCK, SEALER_LOCK):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def empty() -> None:
    """Take out every row of our own rooms, and everybody's session; the clock goes back."""
    models = _models()
    _triggers("DISABLE", models)
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {_quoted(model)}")  # noqa: S608 - our own tables
        cursor.execute("UPDATE kernel_clock SET seconds = 0")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that the triggers may change again
        _triggers("ENABLE", models)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _models() -> list[type[Model]]:
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sleutelbos.")
        and (model._meta.managed or model in APPEND_ONLY)
        and not model._meta.proxy
        and model not in KEPT
    ]
    return [*ours, Session]


def _quoted(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _triggers(verb: str, models: list[type[Model]]) -> None:
    """Lift or restore what guards writing and keeps the past, within this transaction only."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ALTER TABLE {_quoted(model)} {verb} TRIGGER USER")
