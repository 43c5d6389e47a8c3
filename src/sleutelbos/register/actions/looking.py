"""Looking up a number that nobody here has: the Rijksregister is asked, and that is seen."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused, action
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register import rules
from sleutelbos.register.queries.persons import Found, found_by_insz, identifier_of, read_insz

HOUR = timedelta(hours=1)
MOST_AN_HOUR = 60  # by one person: a busy morning of a big school; more is fishing for names
LOOK_UP = "register.look-up"


@action(
    LOOK_UP,
    label=_("Onbekend nummer opzoeken"),
    allow=rules.may_look_up,
    locks=(),
    sentence=_("{by} zocht een nummer op dat hier nog niet gekend was, op {tail} eindigend."),
    about=lambda result, *, tail, found: {"tail": tail, "found": found},
)
def look_up(by: Actor, *, tail: str, found: bool) -> None:
    """Leave a trace of a look-up: the last two digits, and whether a name came out.

    Invalid once the actor looked up so many within an hour: then nothing is told.
    """
    before = AuditEntry.objects.filter(
        actor=by.ref, action=LOOK_UP, outcome="done", at__gt=clock.now() - HOUR
    )
    if before.count() >= MOST_AN_HOUR:
        raise Invalid(
            {"insz": _t("U zocht het voorbije uur te veel nummers op. Probeer het later opnieuw.")}
        )


def person_by_insz(by: Actor, text: str) -> Found:
    """What is known of a typed number, here and in the Rijksregister.

    A number that nobody here has leaves a trace, and is asked so many times an hour only: the
    Rijksregister tells a name. Raises Invalid for a text that is no number and when it was asked
    too often, Refused for who is no beheerder.
    """
    decision = rules.adds_persons(by)
    if not decision:
        raise Refused(decision)
    value = read_insz(text).value
    stranger = not is_system(by) and identifier_of(value) is None
    found = found_by_insz(value)
    if stranger:
        named = found.record is not None or found.person is not None
        look_up(by, tail=value[-2:], found=named)
    return found
