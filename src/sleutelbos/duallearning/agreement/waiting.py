"""What waits for somebody about agreements, for 'Vandaag te doen'."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.desk.public import WaitingLine
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, AgreementTask
from sleutelbos.duallearning.agreement.queries.addenda import addenda_to_finish, addenda_to_sign
from sleutelbos.duallearning.agreement.queries.waiting import (
    agreement_tasks_to_do,
    agreements_to_finish,
    agreements_to_sign,
)
from sleutelbos.duallearning.agreement.states_changes import AgreementTaskKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor

MOST = 50  # lines of one kind; the list of agreements has the rest
SOON = timedelta(days=14)  # before the first day


def waiting(by: Actor) -> list[WaitingLine]:
    """Of a trajectbegeleider what isn't registered yet, of a company what it signs."""
    if by.pk is None:
        return []
    return [
        *(_to_finish(row) for row in agreements_to_finish(by)[:MOST]),
        *(_to_sign(row) for row in agreements_to_sign(by)[:MOST]),
        *(_task(row) for row in agreement_tasks_to_do(by)[:MOST]),
        *(_addendum(row) for row in addenda_to_finish(by)[:MOST]),
        *(_addendum_to_sign(row) for row in addenda_to_sign(by)[:MOST]),
    ]


def _first(row: Agreement) -> date | None:
    return row.valid.lower if row.valid is not None else None


def _urgency(row: Agreement, otherwise: str) -> str:
    """Late once it began, soon when it begins soon."""
    first, today = _first(row), clock.today()
    if first is None:
        return otherwise
    if first < today:
        return "late"
    return "soon" if first <= today + SOON else otherwise


def _to_finish(row: Agreement) -> WaitingLine:
    words = {"number": row.number, "learner": row.learner.person}
    sentence, button, page, otherwise = {
        "draft": (
            _("Werkversie van overeenkomst %(number)s voor %(learner)s is nog niet voorgelegd."),
            _("Verder invullen"),
            "agreement",
            "later",
        ),
        "signing": (
            _("Overeenkomst %(number)s voor %(learner)s wacht op de handtekeningen."),
            _("Ondertekende overeenkomst toevoegen"),
            "sign-agreement",
            "later",
        ),
        "signed": (
            _("Overeenkomst %(number)s voor %(learner)s is ondertekend. Registreer ze."),
            _("Registreren"),
            "register-agreement",
            "now",
        ),
    }[row.state]
    if getattr(row, "refused", False):
        sentence = _(
            "Een partij tekent overeenkomst %(number)s voor %(learner)s niet. Lees waarom."
        )
        button, page, otherwise = _("Bekijken"), "agreement", "now"
    elif row.state == "signing" and getattr(row, "asked", False):
        button, page = _("Bekijken"), "agreement"
    url = reverse(f"duallearning:{page}", args=[row.uid])
    return WaitingLine(_first(row), sentence % words, button, url, _urgency(row, otherwise))


def _to_sign(row: Agreement) -> WaitingLine:
    words = {"number": row.number, "school": row.learner.school}
    sentence = _("Onderteken overeenkomst %(number)s en bezorg ze aan %(school)s.") % words
    url = reverse("duallearning:agreement", args=[row.uid])
    return WaitingLine(_first(row), sentence, _("Bekijken"), url, _urgency(row, "now"))


def _addendum(row: Addendum) -> WaitingLine:
    """'Addendum afwerken' (seed 002): it stays until it is registered."""
    words = {"number": row.number, "learner": row.agreement.learner.person}
    sentence, button, page, urgency = {
        "draft": (
            _("Addendum afwerken: maak het document van %(number)s voor %(learner)s."),
            _("Document maken"),
            "addendum",
            "soon",
        ),
        "signing": (
            _("Addendum afwerken: %(number)s voor %(learner)s wacht op de handtekeningen."),
            _("Ondertekend addendum toevoegen"),
            "sign-addendum",
            "soon",
        ),
        "signed": (
            _("Addendum afwerken: %(number)s voor %(learner)s is ondertekend. Registreer het."),
            _("Registreren"),
            "register-addendum",
            "now",
        ),
    }[row.state]
    if getattr(row, "refused", False):
        sentence = _("Addendum afwerken: een partij tekent %(number)s voor %(learner)s niet. Lees"
                     " waarom.")  # fmt: skip
        button, page, urgency = _("Bekijken"), "addendum", "now"
    elif row.state == "signing" and getattr(row, "asked", False):
        button, page = _("Bekijken"), "addendum"
    url = reverse(f"duallearning:{page}", args=[row.uid])
    return WaitingLine(None, sentence % words, button, url, urgency)


def _addendum_to_sign(row: Addendum) -> WaitingLine:
    words = {"number": row.number, "school": row.agreement.learner.school}
    sentence = _("Onderteken addendum %(number)s en bezorg het aan %(school)s.") % words
    url = reverse("duallearning:addendum", args=[row.uid])
    return WaitingLine(None, sentence, _("Bekijken"), url, "now")


def _task(row: AgreementTask) -> WaitingLine:
    """'Adreswijziging vestiging verwerken' and 'Opheffing verwerken' (seed 002)."""
    words = {"kind": row.get_kind_display(), "learner": row.agreement.learner.person}
    sentence = _("%(kind)s: overeenkomst van %(learner)s.") % words
    url = reverse("duallearning:agreement-task", args=[row.uid])
    urgency = "now" if row.kind == AgreementTaskKind.LIFTED else "soon"
    return WaitingLine(None, sentence, _("Verwerken"), url, urgency)
