"""The expert team keeps the project page: its chapters and milestones (A14, A25)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.positions.models import Milestone, ProjectText
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_rollout import Chapter


def may_write(by: Actor, *, chapter: str, text: str) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_chapter(result: ProjectText, *, chapter: str, text: str) -> Mapping[str, object]:
    """Which chapter."""
    return {"chapter": Chapter(chapter).label}


@action(
    "positions.write-chapter",
    label=_("Hoofdstuk schrijven"),
    allow=may_write,
    locks=(),
    sentence=_("{by} schreef het hoofdstuk “{chapter}” van de projectpagina."),
    about=facts_of_chapter,
)
def write_chapter(by: Actor, *, chapter: str, text: str) -> ProjectText:
    """Write a chapter of the project page anew; without a text it isn't shown."""
    found, _made = ProjectText.objects.update_or_create(
        chapter=Chapter(chapter).value, defaults={"text": text, "changed_at": clock.now()}
    )
    return found


def may_set(by: Actor, *, on: date, text: str) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_milestone(result: Milestone, *, on: date, text: str) -> Mapping[str, object]:
    """The day and what happens."""
    return {"on": on, "milestone": result}


@action(
    "positions.set-milestone",
    label=_("Mijlpaal toevoegen"),
    allow=may_set,
    locks=(),
    sentence=_("{by} voegde op {on} een mijlpaal toe: {milestone}"),
    about=facts_of_milestone,
)
def set_milestone(by: Actor, *, on: date, text: str) -> Milestone:
    """Let everybody read what happens on a day. Invalid without a text, or twice the same."""
    if not text.strip():
        raise Invalid({"text": _t("Schrijf wat er gebeurt.")})
    if Milestone.objects.filter(on=on, text=text).exists():
        raise Invalid({"text": _t("Deze mijlpaal staat er al.")})
    return Milestone.objects.create(on=on, text=text)


def may_remove(by: Actor, milestone: Milestone) -> Decision:
    """The expert team."""
    return roles.is_expert(by)


def facts_of_removed(result: None, milestone: Milestone) -> Mapping[str, object]:
    """The day and what it said."""
    return {"on": milestone.on, "text": milestone.text}


@action(
    "positions.remove-milestone",
    label=_("Mijlpaal verwijderen"),
    allow=may_remove,
    sentence=_("{by} verwijderde de mijlpaal van {on}: {text}"),
    about=facts_of_removed,
)
def remove_milestone(by: Actor, milestone: Milestone) -> None:
    """It is no longer to be read; the log keeps it."""
    milestone.delete()
