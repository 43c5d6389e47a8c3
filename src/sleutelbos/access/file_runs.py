"""What runs of a file share: where the starter acted, what he may there now, faults by line.

The run keeps for which organisation the starter acted. The house then acts for him with what he
may there at that moment, so that nothing is done for who lost the right in between.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sleutelbos.access import queries, rules
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor, Scope
from sleutelbos.tools.runs.models import Run

NAMED = 10  # lines that the sentence about a failure names


def about_file(by: Actor) -> dict[str, str]:
    """What the run of a file is about: the organisation for which the actor works now."""
    if by.capacity is None:
        return {}
    return {"organisation": f"register.organisation:{by.capacity.organisation}"}


def organisation_of(run: Run) -> int | None:
    """Key of the organisation for which the starter acted; None when there was none."""
    where = str(run.about.get("organisation", "")).rpartition(":")[2]
    return int(where) if where else None


def for_starter(by: Actor, run: Run) -> Actor:
    """The house, with what the starter may now where he acted when he began."""
    person, where = rules.person_behind(by), organisation_of(run)
    if person is None or where is None:
        return by
    return replace(by, capacity=Scope(where), powers=queries.powers_of(person, where))


def by_line(problem: Invalid) -> str:
    """The problems of the action in one text, the first of them with their line in front."""
    told = [_told(name, str(sentence)) for name, sentence in problem.problems.items()]
    more = len(told) - NAMED
    if more > 0:
        rest = ngettext("En nog %s regel.", "En nog %s regels.", more) % more
        told = [*told[:NAMED], rest]
    return " ".join(told)


def _told(line: str, sentence: str) -> str:
    words = {"line": line, "sentence": sentence}
    return _t("Regel %(line)s: %(sentence)s") % words if line else sentence
