"""What of the feed waits for who works for ESF; the home page shows it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import WaitingLine
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.queries.feed import last_loaded, loads_for, unsettled_projects
from sleutelbos.timereg.rules import roles
from sleutelbos.web.words import day_text


def feed_waiting(by: Actor) -> Iterator[WaitingLine]:
    """Deliveries that a human must look at, and the last one when it was refused."""
    if not roles.works_for_esf(by):
        return
    for load in loads_for(by).filter(state="staged"):
        sentence = _("De levering van ESF van %(day)s wacht: kijk ze na en laad ze.")
        yield _line(sentence % {"day": day_text(load.at)}, load.uid)
    count = unsettled_projects(by).count()
    if count:
        sentence = ngettext(
            "%s project met registraties ontbreekt bij ESF. Beslis of het blijft.",
            "%s projecten met registraties ontbreken bij ESF. Beslis of ze blijven.",
            count,
        )
        url = f"{reverse('timereg:feed')}#ontbreekt"
        yield WaitingLine(None, sentence % count, _("Beslis"), url, "soon")
    newest, loaded = loads_for(by).first(), last_loaded()
    later = newest and (loaded is None or loaded.loaded_at is None or loaded.loaded_at < newest.at)
    if newest and later and newest.state == "stopped":
        sentence = _("De levering van ESF van %(day)s werd niet geladen.")
        yield _line(sentence % {"day": day_text(newest.at)}, newest.uid)


def _line(sentence: str, uid: object) -> WaitingLine:
    url = reverse("timereg:feed-load", args=[uid])
    return WaitingLine(None, sentence, _("Bekijk de levering"), url, "now")
