"""Components that several pages of the desk show."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sleutelbos.desk import queries
from sleutelbos.desk.checklist import Checklist
from sleutelbos.desk.managers import Manager
from sleutelbos.desk.models import Conversation, HelpRequest, ThreadMessage
from sleutelbos.desk.services import FRONT, service
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web.parts import Happening, Section, Template


def message_lines(subject: HelpRequest | Conversation, by: Actor) -> list[Happening]:
    """What was said, oldest first: the form to go on stands below it."""
    lines = [_line(message, subject, by) for message in queries.messages_on(subject)]
    if isinstance(subject, HelpRequest):
        who = subject.asked_by.name if subject.asked_by else _("Een beller")
        asked = _("U vroeg") if subject.asked_by_id == by.pk else _("%(who)s vroeg") % {"who": who}
        lines.insert(0, Happening(subject.asked_at, asked, note=subject.question, tone="info"))
    return lines


def _line(message: ThreadMessage, subject: HelpRequest | Conversation, by: Actor) -> Happening:
    mine = message.author_id is not None and message.author_id == by.pk
    from_desk = (
        message.author_id != subject.asked_by_id
        if isinstance(subject, HelpRequest)
        else subject.helpdesk and message.author_id == subject.asker_id
    )
    if mine:
        sentence = _("U schreef")
    elif from_desk:
        who = (
            service(subject.service).support if isinstance(subject, HelpRequest) else FRONT.support
        )
        sentence = _("%(who)s schreef") % {"who": capfirst(str(who))}
    else:
        sentence = _("%(who)s schreef") % {"who": message.author or _("Het systeem")}
    return Happening(message.at, sentence, note=message.text, tone="ok" if from_desk else "neutral")


def checklist_part(checklist: Checklist, above: Collection[str] = ()) -> Section:
    """The steps of the first use, done ones ticked; no button for what stands ``above``."""
    return Section(
        checklist.title,
        [Template("desk/checklist.html", {"checklist": checklist, "above": above})],
        anchor="eerste-stappen",
    )


def script(organisation: Organisation, managers: list[Manager]) -> str:
    """What the helpdesk reads out to a caller."""
    if not managers:
        return _(
            "Voor %(name)s is niemand als beheerder geregistreerd. Ik vraag na wie er een kan "
            "aanstellen."
        ) % {"name": organisation.name}
    groups: dict[tuple[str, str], list[str]] = {}
    for line in managers:
        domain = "" if line.kind != "toegangsbeheerder" else str(line.domain).lower()
        groups.setdefault((str(line.label).lower(), domain), []).append(line.person.name)
    words = [_named(label, domain, people) for (label, domain), people in groups.items()]
    return _("Voor %(name)s staat geregistreerd: %(who)s.") % {
        "name": organisation.name,
        "who": "; ".join(words),
    }


def _named(label: str, domain: str, people: list[str]) -> str:
    words = {"label": label, "domain": domain, "who": ", ".join(people)}
    if domain:
        return _("%(who)s als %(label)s voor %(domain)s") % words
    return _("%(who)s als %(label)s") % words
