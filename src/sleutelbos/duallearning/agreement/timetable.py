"""The weekly timetable of an agreement: slots of a day, at the workplace or at school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import Place

HOUR, DAY_MINUTES = 60, 24 * 60
DAYS = range(1, 8)  # Monday is 1
NAMES = (
    _("maandag"), _("dinsdag"), _("woensdag"), _("donderdag"), _("vrijdag"), _("zaterdag"),
    _("zondag"),
)  # fmt: skip


@dataclass(frozen=True, order=True)
class Slot:
    """Minutes since midnight, ``rest`` of them a break that is no work."""

    day: int
    starts: int
    ends: int
    place: str
    rest: int = 0

    @property
    def minutes(self) -> int:
        """Time that counts."""
        return self.ends - self.starts - self.rest


def read(rows: Iterable[Sequence[object]]) -> tuple[Slot, ...]:
    """Slots as a row keeps them."""
    return tuple(Slot(*row) for row in rows)  # type: ignore[arg-type]


def kept(slots: Iterable[Slot]) -> list[list[object]]:
    """Slots as a row keeps them, in order."""
    return [list(astuple(slot)) for slot in sorted(slots)]


def on_day(slots: Iterable[Slot], day: int) -> list[Slot]:
    """The slots of a day in order."""
    return sorted(slot for slot in slots if slot.day == day)


def minutes(slots: Iterable[Slot], place: str = "") -> int:
    """Minutes that count, of all slots or at one place."""
    return sum(slot.minutes for slot in slots if place in ("", slot.place))


def free_between(slots: Sequence[Slot]) -> int:
    """Minutes of a day that are no work between the first and the last hour: breaks, and what lies
    between two slots."""
    ordered = sorted(slots)
    gaps = sum(max(0, then.starts - first.ends) for first, then in pairwise(ordered))
    return gaps + sum(slot.rest for slot in ordered)


def day_name(day: int) -> str:
    """``maandag`` for 1."""
    return str(NAMES[day - 1])


def clock_text(value: int) -> str:
    """``8:30``."""
    return f"{value // HOUR}:{value % HOUR:02}"


def hours_text(value: int) -> str:
    """``38`` or ``7.5``: hours, as many digits as needed."""
    return f"{value / HOUR:g}".replace(".", ",")


def at_work(slots: Iterable[Slot]) -> list[Slot]:
    """Those at the workplace."""
    return [slot for slot in slots if slot.place == Place.WORK]
