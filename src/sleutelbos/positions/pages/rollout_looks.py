"""How the rollout looks on every page: pills, words, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.states_rollout import Standing
from sleutelbos.web.parts import Pill
from sleutelbos.web.words import day_text

if TYPE_CHECKING:
    from sleutelbos.positions.models import RolloutEntity, RolloutSlot

TONES = {
    Standing.NO_SLOT: "warn",
    Standing.PLANNED: "neutral",
    Standing.PREPARED: "info",
    Standing.BUSY: "info",
    Standing.JOINED: "ok",
}


def standing_pill(row: Any) -> Pill:
    """How far an entity is."""
    found = Standing(row.standing)
    return Pill(found.label, TONES[found])


def late_pill(row: Any) -> Pill | str:
    """Only for who is late."""
    return Pill(_("Te laat"), "stop") if row.late else ""


def days_since(row: Any) -> int:
    """Whole days since an entity is where it is; once it joined they don't count on."""
    return 0 if row.standing == Standing.JOINED else (clock.now() - row.since).days


def slot_text(slot: RolloutSlot | None) -> str:
    """The days of a slot; empty without one."""
    if slot is None:
        return ""
    words = {"first": day_text(slot.first), "last": day_text(slot.last)}
    return _t("%(first)s tot en met %(last)s") % words


def entity_url(entity: RolloutEntity) -> str:
    """To an entity of the rollout."""
    return reverse("positions:rollout-entity", args=[entity.uid])
