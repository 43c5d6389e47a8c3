"""Named slots on three pages: of a person, an organisation and a vestiging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest

from sleutelbos.web.parts import Part

Place = Literal["person", "organisation", "site"]
Contributor = Callable[[HttpRequest, Any], Part | None]

_slots: dict[str, list[Contributor]] = {"person": [], "organisation": [], "site": []}


def register_slot(place: Place, contributor: Contributor) -> None:
    """Add a contributor (once); it gets the request and the subject and gives a part or nothing.

    Raises KeyError for a place that isn't one of the three.
    """
    if contributor not in _slots[place]:
        _slots[place].append(contributor)


def unregister_slot(place: Place, contributor: Contributor) -> None:
    """Take a contributor away (tests)."""
    _slots[place].remove(contributor)


def contributions(place: Place, request: HttpRequest, subject: Any) -> list[Part]:
    """What the contributors have to show, in order of registration."""
    parts = (contributor(request, subject) for contributor in _slots[place])
    return [part for part in parts if part is not None]
