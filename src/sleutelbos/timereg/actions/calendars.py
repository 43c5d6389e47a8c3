"""Make and withdraw the secret link of one's own calendar."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.models import CalendarLink
from sleutelbos.timereg.queries.calendars import digest_of, link_of
from sleutelbos.timereg.rules import roles

BYTES = 24  # 192 bits: nobody guesses it


@dataclass(frozen=True)
class NewLink:
    """A link that was just made, with its secret; the secret is nowhere else."""

    row: CalendarLink
    secret: str


def may_make_link(by: Actor) -> Decision:
    """DWSE-opleider of some organisation, for himself."""
    return roles.registers_somewhere(by)


def facts_of_link(result: object) -> dict[str, object]:
    """Nothing but who did it: the link holds a secret."""
    return {}


@action(
    "timereg.make-calendar-link",
    label=_("Agendalink maken"),
    allow=may_make_link,
    locks=(),
    sentence=_("{by} maakte een link naar de eigen agenda."),
    about=facts_of_link,
)
def make_calendar_link(by: Actor) -> NewLink:
    """A new link for oneself; an earlier one leads nowhere from now on."""
    person, now = roles.somebody(by), clock.now()
    CalendarLink.objects.filter(person=person, ended_at=None).update(ended_at=now)
    secret = secrets.token_urlsafe(BYTES)
    row = CalendarLink.objects.create(person_id=person, digest=digest_of(secret), made_at=now)
    return NewLink(row, secret)


def may_withdraw_link(by: Actor) -> Decision:
    """DWSE-opleider of some organisation, for himself."""
    return roles.registers_somewhere(by)


@action(
    "timereg.withdraw-calendar-link",
    label=_("Agendalink intrekken"),
    allow=may_withdraw_link,
    locks=(),
    sentence=_("{by} trok de link naar de eigen agenda in."),
    about=facts_of_link,
)
def withdraw_calendar_link(by: Actor) -> None:
    """The link leads nowhere from now on. Invalid without one."""
    row = link_of(roles.somebody(by))
    if row is None:
        raise Invalid(_t("U hebt geen agendalink."))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
