"""Many tables in one step of a migration.

Django draws its whole model of the database again for each table that joins it, and what is bound
to that table with it; on a new database that is most of the time until it stands. Here it is drawn
once for all tables of a room.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Make the tables of ``models`` in that order: a table stands after those it refers to."""

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = list(models)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Every model joins the state before anything is drawn of it."""
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The tables, with their constraints and indexes."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The tables go, the last one first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What Django says of it while it works."""
        return f"Create {len(self.models)} tables"

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How it is written in a migration."""
        return (type(self).__qualname__, [self.models], {})
