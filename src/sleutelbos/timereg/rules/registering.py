"""Who may register at this moment, with the reason when not (T06, T07, T19)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, no, when
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.rules.windows import Terms


def registers(by: Actor, session: Session) -> Decision:
    """A trainer of the session; a reopened one is changed by the organisation (research 1.3)."""
    if session.state == "reopened":
        return roles.prepares(by, session.organisation, session.site)
    return roles.trains(by, session)


def not_too_late(until: datetime, now: datetime) -> Decision:
    """What a phone kept without network counts for a while after the day (research 4.5)."""
    return when(now < until, _("Dit kwam te laat van de telefoon om nog te tellen."))


def open_now(terms: Terms, at: datetime, *, opened: bool) -> Decision:
    """Whether the terms let somebody register at a moment; ``opened``: ESF or support opened it."""
    if opened or terms.holds(at):
        return YES
    if at < terms.opens:
        begin = terms.opens.astimezone(clock.BRUSSELS)
        words = {"day": f"{begin:%d/%m/%Y}", "hour": f"{begin:%H:%M}"}
        return no(_("Registreren kan vanaf %(day)s om %(hour)s.") % words)
    if at < terms.ask_until:
        last = terms.ask_until.astimezone(clock.BRUSSELS)
        words = {"day": f"{last:%d/%m/%Y}", "hour": f"{last:%H:%M}"}
        return no(
            _(
                "De opleidingsdag is voorbij. Vraag voor %(hour)s op %(day)s aan support om later"
                " te registreren."
            )
            % words
        )
    return no(_("De termijn is voorbij. Alleen ESF kan deze sessie nog uitzonderlijk openen."))
