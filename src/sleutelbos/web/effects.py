"""How the effects of a decision read before it is taken: what would happen, to what, who hears."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.telling import label_of
from sleutelbos.tools.rehearsal import Effects, rehearse
from sleutelbos.web import words
from sleutelbos.web.parts import Listing, Note, Part, Section

HEADINGS = [_("Wat gebeurt er?"), _("Aantal"), _("Waarover")]
NAMED = 20  # numbers that a line names


def foreseen(title: type_of_text, do: Callable[[], object]) -> Section:
    """What ``do`` would bring about, or why it can't be done; nothing is done (W25)."""
    try:
        return Section(title, _parts(rehearse(do)))
    except Invalid as problem:
        return Section(title, [Note(sentence, "warning") for sentence in problem.problems.values()])


def _parts(effects: Effects) -> list[Part]:
    """A line for each kind of action, and who is told."""
    lines: dict[str, list[str]] = {}
    for one_of in effects.done:
        number = str(one_of.facts.get("number", ""))
        lines.setdefault(label_of(one_of.action), []).append(number)
    rows = [[label, words.number_text(len(about)), _about(about)] for label, about in lines.items()]
    people = len({person for person, _kind in effects.mails})
    told = Note(_mails(len(effects.mails), people) if people else _t("Niemand krijgt een mail."))
    return [Listing(HEADINGS, rows, numbers=(1,)), told]


def _mails(mails: int, people: int) -> str:
    whom = ngettext("%s persoon", "%s personen", people) % words.number_text(people)
    sentence = ngettext("%(mails)s mail gaat naar %(people)s.",
                        "%(mails)s mails gaan naar %(people)s.", mails)  # fmt: skip
    return sentence % {"mails": words.number_text(mails), "people": whom}


def _about(numbers: list[str]) -> str:
    named = list(dict.fromkeys(filter(None, numbers)))
    more = _t(" en nog %s") % words.number_text(len(named) - NAMED) if len(named) > NAMED else ""
    return ", ".join(named[:NAMED]) + more
