"""Helping: take a question, agree on a moment with a link, meet, look along (T24)."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk import rules
from sleutelbos.desk.actions.help import facts_of_help
from sleutelbos.desk.actions.threads import write
from sleutelbos.desk.events import HelpAgreed, HelpCalledOff, HelpTaken
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.services import service
from sleutelbos.desk.states import help_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when

AHEAD = timedelta(days=90)  # a later moment is a slip of the pen
LONGEST = 500
_is_web_address = URLValidator(schemes=["https"])


def may_take_help(by: Actor, request: HelpRequest) -> Decision:
    """Whoever helps there; not on one's own question."""
    return rules.handles_for_another(by, request)


@action(
    "desk.take-help",
    label=_("Vraag behandelen"),
    allow=may_take_help,
    move=help_flow["take"],
    sentence=_("{by} begon als {desk} aan de vraag van {person}."),
    about=facts_of_help,
)
def take_help(by: Actor, request: HelpRequest) -> HelpRequest:
    """From now on the actor handles it; the asker gets a mail that says so."""
    request.handler_id = by.pk
    request.save(update_fields=["handler"])
    emit(HelpTaken(request=request.pk))
    return request


def facts_of_meeting(
    result: object, request: HelpRequest, *, at: datetime, link: str
) -> dict[str, object]:
    """As of every question, and when in Brussels; the link is nobody else's."""
    return {**facts_of_help(request), "at": f"{at.astimezone(clock.BRUSSELS):%d/%m/%Y %H:%M}"}


def may_agree_help(by: Actor, request: HelpRequest, *, at: datetime, link: str) -> Decision:
    """Whoever helps there; not on one's own question."""
    return rules.handles_for_another(by, request)


@action(
    "desk.agree-help",
    label=_("Moment afspreken"),
    allow=may_agree_help,
    move=help_flow["agree"],
    sentence=_("{by} sprak als {desk} een moment af met {person}: {at}."),
    about=facts_of_meeting,
)
def agree_help(by: Actor, request: HelpRequest, *, at: datetime, link: str) -> HelpRequest:
    """Meet at a moment, through a link (https, of any service).

    Invalid for a caller without an account, a moment that is not ahead or more than 90 days away,
    or a link that is none.
    """
    _agree(by, request, at, link)
    emit(HelpAgreed(request=request.pk))
    return request


def may_shift_help(by: Actor, request: HelpRequest, *, at: datetime, link: str) -> Decision:
    """Whoever helps there; not on one's own question."""
    return rules.handles_for_another(by, request)


@action(
    "desk.shift-help",
    label=_("Ander moment afspreken"),
    allow=may_shift_help,
    move=help_flow["shift"],
    sentence=_("{by} verzette als {desk} het moment met {person} naar {at}."),
    about=facts_of_meeting,
)
def shift_help(by: Actor, request: HelpRequest, *, at: datetime, link: str) -> HelpRequest:
    """Another moment or link; Invalid as :func:`agree_help`, and when nothing would change."""
    if (at, link.strip()) == (request.agreed_at, request.meeting_link):
        raise Invalid({"day": _t("Dit moment en deze link stonden er al.")})
    _agree(by, request, at, link)
    emit(HelpAgreed(request=request.pk, shifted=True))
    return request


def _agree(by: Actor, request: HelpRequest, at: datetime, link: str) -> None:
    if request.asked_by_id is None:
        raise Invalid(_t("Een beller zonder account kunt u hier geen moment sturen."))
    problems: dict[str, object] = {}
    now = clock.now()
    if at <= now:
        problems["day"] = _t("Kies een moment dat nog moet komen.")
    elif at > now + AHEAD:
        problems["day"] = _t("Kies een moment binnen 90 dagen.")
    link = link.strip()
    if not _leads_somewhere(link):
        problems["link"] = _t("Vul het webadres van de vergadering in. Het begint met https://.")
    if problems:
        raise Invalid(problems)  # type: ignore[arg-type]
    request.agreed_at, request.meeting_link = at, link
    request.handler_id, request.round = by.pk, request.round + 1
    request.save(update_fields=["agreed_at", "meeting_link", "handler", "round"])


def _leads_somewhere(link: str) -> bool:
    """A whole address with https and a host of the internet, without a name or password in it."""
    try:
        _is_web_address(link)
        parts = urlsplit(link)
    except (ValidationError, ValueError):
        return False
    return "." in (parts.hostname or "") and "@" not in parts.netloc and len(link) <= LONGEST


def may_call_off_help(by: Actor, request: HelpRequest, *, text: str) -> Decision:
    """Whoever asked, and whoever helps there."""
    return rules.sees_request(by, request)


@action(
    "desk.call-off-help",
    label=_("Afspraak afzeggen"),
    allow=may_call_off_help,
    move=help_flow["call-off"],
    sentence=_("{by} zegde de afspraak bij de {request} van {person} af."),
    about=facts_of_help,
)
def call_off_help(by: Actor, request: HelpRequest, *, text: str) -> HelpRequest:
    """The meeting won't take place; the other one reads why. Invalid without a text."""
    message = write(by, request, text)
    request.agreed_at, request.meeting_link = None, ""
    request.round += 1
    request.save(update_fields=["agreed_at", "meeting_link", "round"])
    by_asker = by.pk == request.asked_by_id
    emit(HelpCalledOff(request=request.pk, message=message.pk, by_asker=by_asker))
    return request


def may_follow_help(by: Actor, request: HelpRequest) -> Decision:
    """Whoever helps there, when the question is about something that can be looked at."""
    place = bool(request.about) and bool(service(request.service).follow(request.about))
    return rules.handles_for_another(by, request) & when(
        place, _("Deze vraag gaat niet over iets waarmee u kunt meekijken.")
    )


@action(
    "desk.follow-help",
    label=_("Meekijken"),
    allow=may_follow_help,
    when=help_flow.at("open", "taken", "agreed", "answered"),
    sentence=_("{by} keek als {desk} mee met {person}: {about}."),
    about=facts_of_help,
)
def follow_help(by: Actor, request: HelpRequest) -> HelpRequest:
    """Look at the same as who asked. Moves nothing: the log says that support looked along."""
    return request
