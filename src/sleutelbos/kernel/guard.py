"""The write guard: a database trigger on every business table.

INSERT, UPDATE, DELETE and TRUNCATE raise unless the gate set ``sleutelbos.action`` for this
transaction. COPY, raw SQL and psql are held by it too. A second trigger keeps the past: what a
dated table said about a moment before now can't be changed (architecture, Time).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import AppConfig, apps
from django.db import connection, connections
from django.db.models import Model

# Tables that the house writes outside actions, each with its reason.
EXEMPT: dict[str, str] = {
    "kernel_outbox": "written by the gate, emptied by the workers",
    "kernel_actionkey": "written by the gate before the action is known to run",
    "kernel_refusals": "counts refusals of visitors, written after the rollback",
    "kernel_clock": "the demo's clock, one row, moved by the demo only",
    "kernel_auditentry": "written by the gate; own triggers allow INSERT only",
    "kernel_auditview": "written at the end of a response; own triggers allow INSERT only",
    "kernel_auditleaf": "written by the sealer; own triggers allow INSERT only",
    "kernel_auditcheckpoint": "written by the sealer; own triggers allow INSERT only",
}


def exempt(table: str, reason: str) -> None:
    """Let a technical table be written without an action; the reason lands in the reference."""
    EXEMPT[table] = reason


def business_models() -> list[type[Model]]:
    """Models of our own rooms whose table is guarded."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sleutelbos.")
        and model._meta.managed
        and not model._meta.proxy
        and model._meta.db_table not in EXEMPT
    ]


GUARD_FUNCTION = """
CREATE OR REPLACE FUNCTION sleutelbos_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('sleutelbos.action', true), '') = '' THEN
    RAISE EXCEPTION 'write around the gate: % on %', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION sleutelbos_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('sleutelbos.at', true), '')::timestamptz,
                  clock_timestamp())
$$;

CREATE OR REPLACE FUNCTION sleutelbos_keep_past() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := sleutelbos_now();
  past tstzrange := tstzrange(NULL, moment, '()');
BEGIN
  IF coalesce(current_setting('sleutelbos.history', true), '') = 'on' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NOT isempty(NEW.valid * past) THEN
      RAISE EXCEPTION 'the past of % is kept', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sleutelbos_keep_past';
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT isempty(OLD.valid * past) THEN
      RAISE EXCEPTION 'the past of % is kept', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sleutelbos_keep_past';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.valid * past IS DISTINCT FROM OLD.valid * past THEN
    RAISE EXCEPTION 'the past of % is kept', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sleutelbos_keep_past';
  END IF;
  RETURN NEW;
END $$;
"""


def install() -> None:
    """Put the guard on every business table; dated tables (``keeps_past``) keep their past too."""
    with connection.cursor() as cursor:
        cursor.execute(GUARD_FUNCTION)
        for model in business_models():
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                "CREATE OR REPLACE TRIGGER sleutelbos_guard BEFORE INSERT OR UPDATE OR DELETE"
                f" OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION sleutelbos_guard()"
            )
            if getattr(model, "keeps_past", False):
                cursor.execute(
                    "CREATE OR REPLACE TRIGGER sleutelbos_keep_past BEFORE INSERT OR UPDATE OR"
                    f" DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION sleutelbos_keep_past()"
                )


def install_after_migrate(sender: AppConfig, using: str, **_: object) -> None:
    """Run :func:`install` once, after the last of our applications was migrated."""
    ours = [c for c in apps.get_app_configs() if c.name.startswith("sleutelbos.")]
    if sender is not [c for c in ours if c.models_module is not None][-1]:
        return
    with connections[using].cursor():
        install()


@contextmanager
def arranging(*, history: bool = True) -> Iterator[None]:
    """Write without the gate: for migrations, test factories and bulk generators only.

    ``history`` also lets dated rows start in the past.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('sleutelbos.action', 'arranging', false),"
            " set_config('sleutelbos.history', %s, false)",
            ["on" if history else ""],
        )
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('sleutelbos.action', '', false),"
                    " set_config('sleutelbos.history', '', false)"
                )
