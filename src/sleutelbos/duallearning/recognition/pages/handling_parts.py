"""What happens to a request beside its decision, on its page: visits and a hand-over (W05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.handing_over import (
    cancel_hand_over,
    propose_hand_over,
)
from sleutelbos.duallearning.recognition.actions.sanctioning import propose_sanction
from sleutelbos.duallearning.recognition.actions.visiting import (
    cancel_visit,
    plan_visit,
    report_visit,
)
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.states import Outcome, visit_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import words
from sleutelbos.web.parts import Button, Fact, Facts, Link, Note, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Request, Visit


def beside(by: Actor, row: Request) -> list[Part]:
    """The hand-over that was proposed, and each visit with its report for who may read it."""
    return [*_hand_over(by, row), *_visits(by, row)]


def _hand_over(by: Actor, row: Request) -> list[Part]:
    found = row.hand_overs.filter(state="proposed").select_related("receiver").first()
    if found is None or not abilities.may(by, "requests"):
        return []
    receiver = found.receiver or _t("het departement")
    text = _t("Men vroeg %(receiver)s om deze aanvraag over te nemen. Reden: %(reason)s")
    note = Note(text % {"receiver": receiver, "reason": found.reason}, "info")
    if not cancel_hand_over.check(by, found):
        return [note]
    url = reverse("duallearning:cancel-hand-over", args=[found.uid])
    return [note, Button(_("Overdracht intrekken"), url, look="quiet")]


def _visits(by: Actor, row: Request) -> list[Part]:
    inside = bool(abilities.may(by, "requests"))
    found = row.visits.order_by("on", "pk").select_related("request__programme")
    parts: list[Part] = [_visit(by, one, inside=inside) for one in found]
    return [Section(_("Bezoeken"), parts)] if parts else []


def _visit(by: Actor, visit: Visit, *, inside: bool) -> Part:
    facts = [
        Fact(visit.get_kind_display(), words.day_text(visit.on)),
        Fact(_("Toestand"), Pill.of(visit_flow, visit.state)),
    ]
    if visit.note:
        facts.append(Fact(_("Voor te bereiden"), visit.note))
    if inside and visit.report:
        facts.append(Fact(_("Verslag"), visit.report))
        facts.append(Fact(_("Te leren activiteiten"), ", ".join(visit.activities) or "–"))
    if visit.state == "planned" and cancel_visit.check(by, visit, reason=""):
        url = reverse("duallearning:cancel-visit", args=[visit.uid])
        facts.append(Fact(_("Wijzigen"), Link(_("Afzeggen"), url, about=words.day_text(visit.on))))
    return Facts(facts)


def visit_ways(by: Actor, row: Request) -> list[Link]:
    """To plan a visit, to report on one, to hand the request over."""
    found: list[Link] = []
    planned = row.visits.filter(state="planned").order_by("on", "pk").first()
    if planned is not None:
        happened = planned.on <= clock.today()
        if happened and report_visit.check(by, planned, report=""):
            url = reverse("duallearning:report-visit", args=[planned.uid])
            found.append(Link(_("Verslag schrijven"), url, "file-text", "secondary"))
    elif plan_visit.check(by, row, kind="", on=clock.today()):
        url = looks.request_url(row, "plan-visit")
        found.append(Link(_("Bezoek plannen"), url, "map-pin", "secondary"))
    if row.state == "decided" and row.outcome != Outcome.REFUSED:
        recognition = row.recognition
        if propose_sanction.check(by, recognition, kind="", grounds=""):
            url = reverse("duallearning:propose-sanction", args=[recognition.uid])
            found.append(Link(_("Begeleiding of sanctie"), url, "life-buoy", "secondary"))
    proposed = row.hand_overs.filter(state="proposed").exists()
    if not proposed and propose_hand_over.check(by, row, receiver=None, reason=""):
        url = looks.request_url(row, "propose-hand-over")
        found.append(Link(_("Overdragen"), url, "handshake", "secondary"))
    return found
