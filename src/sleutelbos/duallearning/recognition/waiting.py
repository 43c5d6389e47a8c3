"""What waits for somebody in Werkplek Duaal, for 'Vandaag te doen' (W05: the task chain)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.desk.public import WaitingLine
from sleutelbos.duallearning.recognition.models import (
    HandOver,
    MentorTraining,
    Recognition,
    RecognitionTask,
    Request,
    Sanction,
    Visit,
    VoteRound,
)
from sleutelbos.duallearning.recognition.queries.renewing import recognitions_to_renew
from sleutelbos.duallearning.recognition.queries.sanctions import (
    sanctions_to_answer,
    sanctions_to_decide,
)
from sleutelbos.duallearning.recognition.queries.scope import (
    messages_to_answer,
    own_requests,
    requests_to_handle,
)
from sleutelbos.duallearning.recognition.queries.tasks import (
    hand_overs_to_answer,
    tasks_to_do,
    visits_to_report,
)
from sleutelbos.duallearning.recognition.queries.training import (
    trainings_to_judge,
    trainings_to_prove,
)
from sleutelbos.duallearning.recognition.queries.votes import rounds_to_vote
from sleutelbos.duallearning.recognition.rules.roles import works_here
from sleutelbos.duallearning.recognition.waiting_offer import offered_lines
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates

MOST = 50  # lines of one kind; the list of requests has the rest


def waiting(by: Actor) -> list[WaitingLine]:
    """Tasks of a Behandelaar by their term, and what came back to a company or was never sent."""
    if not works_here(by):
        return []
    tasks = requests_to_handle(by).order_by("due", "submitted_at", "pk")[:MOST]
    drafts = own_requests(by).filter(state__in=("draft", "incomplete")).order_by("-started_at")
    return [
        *(_task(row) for row in tasks),
        *(_asked(row) for row in messages_to_answer(by)[:MOST]),
        *(_offered(row) for row in hand_overs_to_answer(by)[:MOST]),
        *(_changed(row) for row in tasks_to_do(by)[:MOST]),
        *(_sanction(row) for row in sanctions_to_decide(by)[:MOST]),
        *(_heard(row) for row in sanctions_to_answer(by)[:MOST]),
        *(_training(row) for row in trainings_to_judge(by)[:MOST]),
        *(_to_follow(row) for row in trainings_to_prove(by)[:MOST]),
        *(_visit(row) for row in visits_to_report(by)[:MOST]),
        *(_vote(row) for row in rounds_to_vote(by)[:MOST]),
        *(_ending(row) for row in recognitions_to_renew(by)[:MOST]),
        *(_draft(row) for row in drafts[:MOST]),
        *offered_lines(by),
    ]


def _task(row: Request) -> WaitingLine:
    words = {"number": row.number, "company": row.company}
    sentence, button, page = {
        "submitted": (
            _("Volledigheid controleren: aanvraag %(number)s van %(company)s."),
            _("Controleren"),
            "check-request",
        ),
        "complete": (
            _("Erkenning behandelen: aanvraag %(number)s van %(company)s."),
            _("Behandelen"),
            "request",
        ),
        "handling": (
            _("Mentoren controleren en beslissen: aanvraag %(number)s van %(company)s."),
            _("Verder behandelen"),
            "check-mentors",
        ),
        "parked": (
            _("Hervatten als het kan: aanvraag %(number)s van %(company)s is opgeschort."),
            _("Bekijken"),
            "request",
        ),
    }[row.state]
    url = reverse(f"duallearning:{page}", args=[row.uid])
    return WaitingLine(row.due, sentence % words, button, url, _urgency(row))


def _asked(row: Request) -> WaitingLine:
    sentence = _("Er staat een vraag voor u bij aanvraag %(number)s.") % {"number": row.number}
    url = reverse("duallearning:messages", args=[row.uid])
    return WaitingLine(None, sentence, _("Lezen en antwoorden"), url, "soon")


def _offered(row: HandOver) -> WaitingLine:
    words = {"number": row.request.number, "giver": row.giver or _("Het departement")}
    sentence = _("%(giver)s wil u aanvraag %(number)s overdragen.") % words
    url = reverse("duallearning:hand-over", args=[row.uid])
    return WaitingLine(row.request.due, sentence, _("Antwoorden"), url, "soon")


def _changed(row: RecognitionTask) -> WaitingLine:
    words = {"kind": row.get_kind_display(), "company": row.recognition.company}
    sentence = _("%(kind)s: %(company)s.") % words
    url = reverse("duallearning:task", args=[row.uid])
    return WaitingLine(None, sentence, _("Bekijken"), url, "now")


def _sanction(row: Sanction) -> WaitingLine:
    words = {"kind": row.get_kind_display(), "company": row.recognition.company}
    sentence = _("%(kind)s: %(company)s.") % words
    url = reverse("duallearning:sanction", args=[row.uid])
    heard = row.hearing_on is not None and row.hearing_on <= clock.today()
    urgency = "now" if heard else "later"
    return WaitingLine(row.hearing_on, sentence, _("Verder behandelen"), url, urgency)


def _heard(row: Sanction) -> WaitingLine:
    words = {"kind": row.get_kind_display().lower(), "number": row.recognition.number}
    sentence = _("U wordt gehoord over erkenning %(number)s: %(kind)s.") % words
    url = reverse("duallearning:sanction", args=[row.uid])
    return WaitingLine(row.hearing_on, sentence, _("Lezen en antwoorden"), url, "soon")


def _training(row: MentorTraining) -> WaitingLine:
    words = {"mentor": row.mentor.person, "company": row.mentor.request.company}
    sentence = (
        _("Kijk het attest van mentor %(mentor)s na: %(company)s.")
        if row.state == "proven"
        else _("Mentor %(mentor)s volgde de mentoropleiding niet op tijd: %(company)s.")
    ) % words
    url = reverse("duallearning:training", args=[row.uid])
    if row.state == "proven":
        return WaitingLine(None, sentence, _("Bekijken"), url, "soon")
    return WaitingLine(row.due, sentence, _("Bekijken"), url, "late")


def _to_follow(row: MentorTraining) -> WaitingLine:
    words = {"mentor": row.mentor.person}
    sentence = _("Mentor %(mentor)s volgt nog een mentoropleiding.") % words
    url = reverse("duallearning:prove-training", args=[row.uid])
    urgency = "late" if row.due < clock.today() else "soon"
    return WaitingLine(row.due, sentence, _("Attest indienen"), url, urgency)


def _ending(row: Recognition) -> WaitingLine:
    words = {"number": row.number, "programme": row.programme}
    sentence = (
        _("Erkenning %(number)s voor %(programme)s eindigt. Vernieuw ze in één keer.") % words
    )
    url = reverse("duallearning:recognition", args=[row.uid])
    return WaitingLine(dates.last_day(row.valid), sentence, _("Bekijken"), url, "later")


def _visit(row: Visit) -> WaitingLine:
    words = {"kind": row.get_kind_display(), "company": row.request.company}
    if row.on > clock.today():
        url = reverse("duallearning:request", args=[row.request.uid])
        return WaitingLine(
            row.on, _("%(kind)s bij %(company)s.") % words, _("Bekijken"), url, "later"
        )
    sentence = _("%(kind)s bij %(company)s: schrijf daarna het verslag.") % words
    url = reverse("duallearning:report-visit", args=[row.uid])
    urgency = "late" if row.on < clock.today() else "soon"
    return WaitingLine(row.on, sentence, _("Verslag schrijven"), url, urgency)


def _vote(row: VoteRound) -> WaitingLine:
    words = {"number": row.request.number, "company": row.request.company}
    sentence = _("Stem over aanvraag %(number)s van %(company)s.") % words
    url = reverse("duallearning:vote", args=[row.uid])
    return WaitingLine(row.deadline, sentence, _("Stemmen"), url, "soon")


def _urgency(row: Request) -> str:
    if row.due is None:
        return "later" if row.state == "parked" else "now"
    return "late" if row.due < clock.today() else "soon"


def _draft(row: Request) -> WaitingLine:
    words = {"number": row.number, "programme": row.programme}
    if row.state == "incomplete":
        sentence = _(
            "Aanvraag %(number)s voor %(programme)s kwam terug. Vul aan en dien opnieuw in."
        )
        urgency = "now"
    else:
        sentence = _("Werkversie %(number)s voor %(programme)s is nog niet ingediend.")
        urgency = "later"
    url = reverse("duallearning:workplace", args=[row.uid])
    return WaitingLine(None, sentence % words, _("Verder invullen"), url, urgency)
