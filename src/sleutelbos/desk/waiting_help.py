"""What waits because somebody asked for help: for who asked, and for who helps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk import queries
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.services import helped_by, service
from sleutelbos.desk.waiting import WaitingLine
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web.words import moment_text


def help_waiting(by: Actor) -> list[WaitingLine]:
    """Answers to read and meetings to come; for a helpdesk new questions, and one's own."""
    lines = [_own(row) for row in queries.own_requests(by).filter(state__in=["answered", "agreed"])]
    if helped_by(by):
        lines += [*_new(by), *_mine(by)]
    return lines


def _url(row: HelpRequest) -> str:
    return reverse("desk:help-request", args=[row.uid])


def _day(at: datetime) -> date:
    return at.astimezone(clock.BRUSSELS).date()


def _own(row: HelpRequest) -> WaitingLine:
    """For who asked."""
    support = service(row.service).support
    if row.state == "answered" or row.agreed_at is None:
        sentence = _("%(who)s antwoordde op uw vraag.") % {"who": capfirst(str(support))}
        return WaitingLine(None, sentence, _("Lezen"), _url(row))
    sentence = _("Op %(moment)s kijkt %(who)s met u mee.") % {
        "who": support,
        "moment": moment_text(row.agreed_at),
    }
    return WaitingLine(_day(row.agreed_at), sentence, _("Bekijk de afspraak"), _url(row), "soon")


def _new(by: Actor) -> Iterator[WaitingLine]:
    """For a helpdesk: what nobody began on."""
    rows = queries.requests_handled(by).filter(state="open")
    oldest, count = rows.first(), rows.count()
    if oldest is None:
        return
    sentence = ngettext(
        "Er wacht %(n)s vraag op een antwoord.", "Er wachten %(n)s vragen op een antwoord.", count
    ) % {"n": count}
    url = f"{reverse('desk:help-requests')}?staat=open"
    yield WaitingLine(_day(oldest.asked_at), sentence, _("Naar de vragen"), url, "now")


def _mine(by: Actor) -> Iterator[WaitingLine]:
    """For who handles a question: to go on with it, to meet, to round it off."""
    rows = queries.requests_handled(by).filter(handler=by.pk, state__in=["taken", "agreed"])
    for row in rows.exclude(asked_by=by.pk):
        words = {"who": row.asked_by.name if row.asked_by else _("een beller")}
        if row.state == "taken" or row.agreed_at is None:
            sentence = _("U behandelt de vraag van %(who)s.") % words
            yield WaitingLine(None, sentence, _("Verder"), _url(row), "soon")
            continue
        over = row.agreed_at < clock.now()
        words["moment"] = moment_text(row.agreed_at)
        sentence = (
            _("Uw afspraak met %(who)s is voorbij (%(moment)s). Rond de vraag af.")
            if over
            else _("U kijkt op %(moment)s mee met %(who)s.")
        ) % words
        yield WaitingLine(
            _day(row.agreed_at), sentence, _("Naar de vraag"), _url(row), "now" if over else "soon"
        )
