"""What waits for staff of projects: prestaties and toewijzingen."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.desk.public import WaitingLine
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.timereg.models import WorkEntry
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.queries import turns


def staff_waiting(by: Actor) -> list[WaitingLine]:
    """Everything that waits for the actor in his present capacity."""
    if by.pk is None:
        return []
    return [
        *_to_approve(by),
        *_returned(by),
        *_drafts(by),
        *_to_deliver(by),
        *_allocations(by),
    ]


def _to_approve(by: Actor) -> list[WaitingLine]:
    """A leidinggevende: prestaties of his people."""
    count = queries_staff.to_approve(by).count()
    sentence = ngettext(
        "%(count)s prestatie wacht op uw goedkeuring.",
        "%(count)s prestaties wachten op uw goedkeuring.",
        count,
    )
    return _line(count, sentence, _("Kijk na"), reverse("timereg:to-approve"))


def _returned(by: Actor) -> list[WaitingLine]:
    """A medewerker: what came back."""
    rows = queries_staff.own_entries(by).filter(state="returned", aside=False)
    count = rows.count()
    sentence = ngettext(
        "%(count)s prestatie kwam terug. Pas ze aan en leg ze opnieuw voor.",
        "%(count)s prestaties kwamen terug. Pas ze aan en leg ze opnieuw voor.",
        count,
    )
    return _line(count, sentence, _("Pas aan"), _month_of_first(rows))


def _drafts(by: Actor) -> list[WaitingLine]:
    """A medewerker: what he entered on an earlier day and did not present."""
    rows = queries_staff.own_entries(by).filter(state="draft", aside=False, day__lt=clock.today())
    count = rows.count()
    sentence = ngettext(
        "%(count)s prestatie is nog niet voorgelegd.",
        "%(count)s prestaties zijn nog niet voorgelegd.",
        count,
    )
    return _line(count, sentence, _("Leg voor"), _month_of_first(rows), "soon")


def _month_of_first(rows: QuerySet[WorkEntry]) -> str:
    """'Mijn prestaties' in the month in which the first of them lies."""
    url = reverse("timereg:my-work")
    day = rows.order_by("day").values_list("day", flat=True).first()
    return f"{url}?maand={day:%Y-%m}" if day else url


def _to_deliver(by: Actor) -> list[WaitingLine]:
    """The promotor of a project: what was approved."""
    count = queries_staff.to_deliver(by).count()
    sentence = ngettext(
        "%(count)s goedgekeurde prestatie kan naar ESF.",
        "%(count)s goedgekeurde prestaties kunnen naar ESF.",
        count,
    )
    return _line(count, sentence, _("Dien in"), reverse("timereg:deliver"), "soon")


def _allocations(by: Actor) -> list[WaitingLine]:
    """Toewijzingen of which it is the actor's turn."""
    count = turns.allocations_waiting(by).count()
    sentence = ngettext(
        "%(count)s toewijzing wacht op u.", "%(count)s toewijzingen wachten op u.", count
    )
    url = f"{reverse('timereg:allocations')}?toon=aan-zet"
    return _line(count, sentence, _("Kijk na"), url)


def _line(
    count: int, sentence: str, button: str, url: str, urgency: str = "now"
) -> list[WaitingLine]:
    if not count:
        return []
    return [WaitingLine(None, sentence % {"count": count}, button, url, urgency)]
