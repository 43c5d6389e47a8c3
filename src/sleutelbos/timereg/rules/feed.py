"""Who may load what ESF hands over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg import names
from sleutelbos.timereg.models import FeedLoad, Project
from sleutelbos.timereg.ports import Delivery
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Part


def loads_feed(by: Actor) -> Decision:
    """The house every Friday, or who works for ESF."""
    return roles.supports(by) | is_system(by)


def may_stage_feed(by: Actor, delivery: Delivery, *, source: str) -> Decision:
    """The house, or who works for ESF."""
    return loads_feed(by)


def may_refuse_feed(by: Actor, delivery: Delivery, *, source: str, reasons: list[str]) -> Decision:
    """The house: on a Friday nobody is there to hear why."""
    return is_system(by)


def may_load_feed(by: Actor, load: FeedLoad) -> Decision:
    """The house, or who works for ESF."""
    return loads_feed(by)


def may_stop_feed(by: Actor, load: FeedLoad, *, reason: str = "") -> Decision:
    """The house, or who works for ESF."""
    return loads_feed(by)


def only_the_house(by: Actor, load: FeedLoad) -> Decision:
    """The worker that carries the load."""
    return is_system(by)


def only_the_house_writes(
    by: Actor, load: FeedLoad, *, lines: Sequence[tuple[int, Mapping[str, Any]]]
) -> Decision:
    """The worker that carries the load."""
    return is_system(by)


def may_settle(by: Actor, project: Project, *, reason: str) -> Decision:
    """Who works for ESF; never the house."""
    return roles.supports(by)


def sees_contact(by: Actor, project: Project) -> bool:
    """The contact at ESF is for the promotor's DWSE-organisatieverantwoordelijke, and for ESF."""
    if roles.works_for_esf(by):
        return True
    promoters = project.places.filter(part=Part.PROMOTER, active=True)
    return any(
        scope.covers(place.organisation_id, place.site_id)
        for place in promoters
        for scope in roles.scopes(by, names.PROMOTER)
    )
