"""Destroy what is past its day."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.tools.files.models import StoredFile
from sleutelbos.tools.files.storing import destroy


def due_files() -> QuerySet[StoredFile]:
    """The files whose day has come and whose content is still there."""
    return StoredFile.objects.filter(destroyed_at=None, destroy_on__lte=clock.today())


def facts_of_destroyed(result: int) -> Mapping[str, object]:
    """How many."""
    return {"count": result}


@action(
    "tools.files.destroy-due",
    label=_("Bestanden vernietigen waarvan de termijn voorbij is"),
    allow=is_system,
    locks=(),
    sentence=_("Het systeem vernietigde bestanden waarvan de termijn voorbij is: {count}."),
    about=facts_of_destroyed,
)
def destroy_due(by: Actor) -> int:
    """Destroy the content of each file that is due; how many there were."""
    rows = list(due_files().select_for_update(no_key=True).order_by("pk"))
    for row in rows:
        destroy(row)
    return len(rows)
