"""What other parts of Werkplek Duaal add to a page: they attach, the page shows.

So a request, a recognition, an agreement or a company has its acties beside it, and this part of
the room needn't know them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from sleutelbos.kernel.actors import Actor
from sleutelbos.web.parts import Part

Attached = Callable[[Actor, Model], list[Part]]
_ATTACHED: list[Attached] = []


def attach(show: Attached) -> Attached:
    """Let ``show`` add parts to the pages of records; called when pages are declared."""
    _ATTACHED.append(show)
    return show


def attached(by: Actor, row: Model) -> list[Part]:
    """Everything that is added to the page of a record, for who looks."""
    return [part for show in _ATTACHED for part in show(by, row)]
