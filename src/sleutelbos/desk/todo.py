"""Work that waits: lines with their term and one button, on the home page and elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from django.utils.translation import gettext as _

from sleutelbos.desk.waiting import WaitingLine
from sleutelbos.kernel import clock
from sleutelbos.web.parts import Link, Todo, TodoList
from sleutelbos.web.words import day_text

TONES = {"late": "stop", "now": "warn", "soon": "warn"}


def todo_list(lines: Sequence[WaitingLine]) -> TodoList:
    """Lines in their order; only the first has the loud button."""
    return TodoList([_todo(line, first=line is lines[0]) for line in lines])


def _todo(line: WaitingLine, *, first: bool) -> Todo:
    look: Literal["primary", "secondary"] = "primary" if first else "secondary"
    return Todo(
        line.sentence,
        Link(line.button, line.url, look=look, about=line.sentence),
        term=_term(line),
        tone=TONES.get(line.urgency, "neutral"),
        application=line.room,
    )


def _term(line: WaitingLine) -> str:
    if line.due is None:
        return ""
    days = (line.due - clock.today()).days
    if days < 0:
        return _("sinds %(day)s") % {"day": day_text(line.due)}
    near = {0: _("vandaag"), 1: _("morgen")}
    return near.get(days) or _("voor %(day)s") % {"day": day_text(line.due)}
