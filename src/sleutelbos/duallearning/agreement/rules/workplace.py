"""The workplace of an agreement: recognition, mentor, capacity (A12, E03, E10, E11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sleutelbos.duallearning.agreement.rules.weights import Weights, found
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools import dates
from sleutelbos.tools.policies import Finding
from sleutelbos.web.words import day_text


@dataclass(frozen=True)
class WorkplaceFacts:
    """A recognition and how many other learners are there at once in the days of the agreement:
    for its opleiding (``here``), at the whole vestiging, with the mentor."""

    state: str
    valid: DateRange
    places: int
    workers: int
    mentor: str = ""
    mentor_valid: bool = False
    here: int = 0
    at_site: int = 0
    with_mentor: int = 0
    stopped: bool = False


def most_at_once(spans: Iterable[DateRange], within: DateRange) -> int:
    """The greatest number of these that overlap on some day of ``within``."""
    steps: list[tuple[date, int]] = []
    for span in spans:
        if not dates.overlap(span, within):
            continue
        lowers = [day for day in (span.lower, within.lower) if day is not None]
        steps.append((max(lowers, default=date.min), 1))
        if span.upper is not None:
            steps.append((span.upper, -1))
    most = now = 0
    for _day, change in sorted(steps):
        now += change
        most = max(most, now)
    return most


def of_workplace(
    facts: WorkplaceFacts | None, valid: DateRange | None, weights: Weights
) -> Iterator[Finding]:
    """What is wrong with the chosen workplace; ``valid`` None: the days are not chosen yet."""
    if facts is None:
        yield found(weights, "A12", _t("Kies een werkplek."))
        return
    yield from _of_recognition(facts, valid, weights)
    if not facts.mentor:
        yield found(weights, "M10", _t("Kies een mentor."))
    elif not facts.mentor_valid:
        sentence = _t("%s is geen geldige mentor meer bij deze erkenning. Kies een andere.")
        yield found(weights, "M10", sentence % facts.mentor)
    if valid is not None:
        yield from _of_capacity(facts, weights)


def _of_recognition(
    facts: WorkplaceFacts, valid: DateRange | None, weights: Weights
) -> Iterator[Finding]:
    if facts.stopped:
        yield found(weights, "A12", _t("Deze vestiging is stopgezet. Kies een andere werkplek."))
    if facts.state != "active":
        sentence = {
            "suspended": _t("De erkenning is geschorst. Er kan geen nieuwe leerling beginnen."),
            "lifted": _t("De erkenning is opgeheven. Kies een andere werkplek."),
        }.get(facts.state, _t("De erkenning is verlopen. Kies een andere werkplek."))
        yield found(weights, "A12", sentence)
    if valid is None or valid.lower is None:
        return
    if not dates.holds_on(facts.valid, valid.lower):
        sentence = _t("De erkenning geldt niet op de eerste dag, %s.") % day_text(valid.lower)
        yield found(weights, "A12", sentence)
    after = facts.valid.upper
    rule = weights.get("E03")
    if rule and rule.value and after is not None and valid.upper is not None:
        if after < valid.upper:
            sentence = _t(
                "De erkenning eindigt op %s, voor de overeenkomst. Vraag de onderneming om ze op"
                " tijd te vernieuwen."
            )
            yield found(weights, "E03", sentence % day_text(dates.last_day(facts.valid)))


def _of_capacity(facts: WorkplaceFacts, weights: Weights) -> Iterator[Finding]:
    if facts.here >= facts.places:
        sentence = ngettext(
            "De erkenning laat %s leerling tegelijk toe, en die plaats is in die periode bezet.",
            "De erkenning laat %s leerlingen tegelijk toe, en die plaatsen zijn in die periode"
            " bezet.",
            facts.places,
        )
        yield found(weights, "E10", sentence % facts.places)
    per_worker = weights.get("E10b")
    if per_worker:
        most = max(facts.workers * per_worker.value, 1)
        if facts.at_site >= most:
            sentence = ngettext(
                "Op deze vestiging kan hoogstens %s leerling tegelijk leren, van alle opleidingen"
                " samen: nooit meer dan er werknemers zijn.",
                "Op deze vestiging kunnen hoogstens %s leerlingen tegelijk leren, van alle"
                " opleidingen samen: nooit meer dan er werknemers zijn.",
                most,
            )
            yield found(weights, "E10b", sentence % most)
    per_mentor = weights.get("E11")
    if per_mentor and facts.mentor and facts.with_mentor >= per_mentor.value:
        sentence = ngettext(
            "%(name)s begeleidt in die periode al %(most)s leerling, het hoogste aantal.",
            "%(name)s begeleidt in die periode al %(most)s leerlingen, het hoogste aantal.",
            per_mentor.value,
        )
        words = {"name": facts.mentor, "most": per_mentor.value}
        yield found(weights, "E11", sentence % words)
