"""The pieces of the page of a question."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Right, helps
from sleutelbos.desk.actions.help import close_help
from sleutelbos.desk.actions.help_meeting import (
    agree_help,
    call_off_help,
    follow_help,
    shift_help,
    take_help,
)
from sleutelbos.desk.models import HelpRequest
from sleutelbos.desk.page_titles import title_of_path
from sleutelbos.desk.services import FRONT, service
from sleutelbos.desk.states import help_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.web import words
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    Pill,
)


def known(facts: list[Fact]) -> Facts:
    """Without what is not known."""
    return Facts([fact for fact in facts if fact.value], columns=1)


def crumbs(by: Actor, *, helping: bool) -> list[Crumb]:
    """The way back of who helps."""
    if not helping:
        return []
    questions = Crumb(_("Vragen"), reverse("desk:help-requests"))
    front = Crumb(_("Helpdesk 1700"), reverse("desk:helpdesk"))
    return [front, questions] if helps(by) else [questions]


def head(found: HelpRequest, *, helping: bool) -> Head:
    """Where the question stands and whose turn it is."""
    support = service(found.service).support
    sentence = (
        _asked(found) if helping else str(SENTENCES[found.state]) % {"who": capfirst(str(support))}
    )
    return Head(
        _t("Vraag aan %(who)s") % {"who": support},
        sentence,
        pill=Pill.of(help_flow, found.state),
        turn=_turn(found),
        kicker=_t("Project %s") % found.number if found.number else "",
    )


SENTENCES = {
    "open": _("%(who)s leest uw vraag. U krijgt een mail zodra er een antwoord is."),
    "taken": _("%(who)s werkt aan uw vraag. U krijgt een antwoord of een moment."),
    "agreed": _("%(who)s kijkt op het afgesproken moment met u mee."),
    "answered": _("Bent u geholpen? Sluit de vraag dan af. Zo niet, vraag het opnieuw."),
    "closed": _("Deze vraag is afgesloten. U kunt ze opnieuw stellen."),
}


def _turn(found: HelpRequest) -> str:
    """As the flow says, with the helpdesk by its name."""
    owner, support = help_flow.states[found.state].owner, service(found.service).support
    if not owner:
        return ""
    both = _t("%(who)s en vraagsteller") % {"who": support}
    named = {"open": support, "taken": support, "agreed": both}
    return words.turn_text(named.get(found.state, owner))


def _asked(found: HelpRequest) -> str:
    """Who asks, for which organisation."""
    who = found.asked_by.name if found.asked_by else _t("een beller")
    if found.organisation is None:
        return _t("Van %(who)s.") % {"who": who}
    return _t("Van %(who)s, over %(name)s.") % {"who": who, "name": found.organisation}


def meeting(found: HelpRequest, *, helping: bool) -> list[Part]:
    """The moment with its link, as long as it counts."""
    if found.state != "agreed" or found.agreed_at is None:
        return []
    moment = words.moment_text(found.agreed_at)
    over = found.agreed_at < clock.now()
    link = Link(_("Naar de vergadering"), found.meeting_link, "external-link", "primary")
    if helping and over:
        sentence = (
            _t("De afspraak van %s is voorbij. Antwoord hieronder, of sluit de vraag af.") % moment
        )
    else:
        sentence = _t("Op %s (Belgische tijd).") % moment
    return [Note(sentence, "info", _("Afgesproken moment"), link)]


def facts(by: Actor, found: HelpRequest, *, helping: bool) -> list[Fact]:
    """What came along, and who handles it."""
    organisation: str | Link = found.organisation.name if found.organisation else ""
    if helping and found.organisation and found.service == FRONT.code:
        url = reverse("desk:helpdesk-organisation", args=[found.organisation.uid])
        organisation = Link(found.organisation.name, url)
    right = Right.objects.filter(code=found.right).first() if found.right else None
    who = found.asked_by.name if found.asked_by else _("een beller")
    return [
        Fact(_("Van"), who),
        Fact(_("Gesteld"), found.asked_at),
        *service(found.service).facts(by, found.about, found.number),
        Fact(_("Organisatie"), organisation),
        Fact(_("Recht"), right.name if right else ""),
        Fact(_("Pagina"), title_of_path(found.page)),
        Fact(_("Behandelaar"), found.handler.name if found.handler else ""),
    ]


def actions(by: Actor, found: HelpRequest) -> Actions:
    """What may be done now, beside answering: at once, or on a page of its own."""
    at = found.agreed_at or clock.now()
    decisions: list[tuple[str, type_of_text, str, Decision, bool]] = [
        ("follow-help", _("Meekijken"), "eye", follow_help.check(by, found), True),
        ("take-help", _("Behandelen"), "user", take_help.check(by, found), True),
        (
            "agree-help",
            _("Moment afspreken"),
            "calendar-days",
            agree_help.check(by, found, at=at, link=""),
            False,
        ),
        (
            "shift-help",
            _("Ander moment"),
            "calendar-days",
            shift_help.check(by, found, at=at, link=""),
            False,
        ),
        (
            "call-off-help",
            _("Afspraak afzeggen"),
            "ban",
            call_off_help.check(by, found, text=""),
            False,
        ),
        ("close-help", _("Vraag afsluiten"), "check", close_help.check(by, found), True),
    ]
    ways: list[Link | Button] = []
    for name, label, icon, allowed, at_once in decisions:
        url = reverse(f"desk:{name}", args=[found.uid])
        if allowed and at_once:
            ways.append(Button(label, url, icon=icon))
        elif allowed:
            ways.append(Link(label, url, icon, "secondary"))
    return Actions(ways)
