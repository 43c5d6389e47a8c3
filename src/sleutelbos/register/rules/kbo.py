"""Who may load what the KBO publishes, and tell what changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register import ports
from sleutelbos.register.kbo.applying import Touched
from sleutelbos.register.models import KboLoad
from sleutelbos.register.ports.kbo import EntityStatus


def loads_kbo(by: Actor) -> Decision:
    """The house every week, or who runs the platform."""
    return is_system(by) | ports.administration().runs_platform(by)


def may_receive(by: Actor, path: Path, *, source: str) -> Decision:
    """The house, or who runs the platform."""
    return loads_kbo(by)


def may_refuse(by: Actor, *, source: str, reason: str) -> Decision:
    """The house: at night nobody is there to hear why."""
    return is_system(by)


def may_apply(by: Actor, load: KboLoad) -> Decision:
    """The house, or who runs the platform."""
    return loads_kbo(by)


def may_stop(by: Actor, load: KboLoad, *, reason: str = "") -> Decision:
    """The house, or who runs the platform."""
    return loads_kbo(by)


def only_the_house_presents(by: Actor, load: KboLoad, *, touched: Touched) -> Decision:
    """The worker that read it."""
    return is_system(by)


def only_the_house_interrupts(by: Actor, load: KboLoad, *, reason: str) -> Decision:
    """The worker that was loading it."""
    return is_system(by)


def only_the_house_finishes(by: Actor, load: KboLoad) -> Decision:
    """The worker that loaded it."""
    return is_system(by)


def may_tell(by: Actor, *, statuses: Mapping[str, EntityStatus]) -> Decision:
    """The house every week, or who runs the platform."""
    return loads_kbo(by)
