"""The parties, the term and the plan of an agreement (A01, A07, A08, A19–A22)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement.rules.weights import Weights, found
from sleutelbos.duallearning.agreement.states import ADULT, PAY, Pay
from sleutelbos.duallearning.recognition.rules.conditions import YEAR, age_on, months_after
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools.policies import Finding
from sleutelbos.web.words import day_text

GROWN_UP = 18


@dataclass(frozen=True)
class TermFacts:
    """What counts of the learner and of the days; ``overlaps``: the days of another agreement of
    his in the same period, ``plan``: how many activities he learns at the workplace."""

    kind: AgreementKind
    birth: date | None
    guardian: bool
    valid: DateRange | None
    category: int | None
    plan: int
    offered: bool
    overlaps: DateRange | None = None

    @property
    def first(self) -> date | None:
        """The first day."""
        return None if self.valid is None else self.valid.lower


def is_minor(birth: date | None, day: date | None) -> bool:
    """Whether somebody is under age on a day; who has no known birth date counts as grown up."""
    return birth is not None and day is not None and age_on(birth, day) < GROWN_UP


def of_term(facts: TermFacts, today: date, weights: Weights) -> Iterator[Finding]:
    """What is wrong with the days, the learner or the plan."""
    if facts.valid is None or facts.first is None or facts.valid.upper is None:
        yield found(weights, "A08", _t("Vul de eerste en de laatste dag in."))
    else:
        yield from _of_days(facts, facts.first, facts.valid.upper, today, weights)
        yield from _of_age(facts, facts.first, weights)
    if PAY[facts.kind] == Pay.ALLOWANCE and facts.category is None:
        yield found(weights, "A05", _t("Kies de categorie van de leervergoeding."))
    if not facts.plan:
        sentence = _t("Kies minstens één activiteit die de leerling op de werkplek leert.")
        yield found(weights, "A07", sentence)
    if is_minor(facts.birth, facts.first or today) and not facts.guardian:
        sentence = _t("De leerling is minderjarig. Vul in wie hem vertegenwoordigt en mee tekent.")
        yield found(weights, "A01", sentence)


def of_working(kind: AgreementKind, weights: Weights) -> Iterator[Finding]:
    """What the parties should know, whatever was filled in."""
    holidays = weights.get("A18")
    if kind == AgreementKind.OAO and holidays and holidays.value:
        sentence = _t("In de schoolvakanties werkt de leerling niet: de overeenkomst staat stil.")
        yield found(weights, "A18", sentence)
    job = weights.get("A19")
    if job and job.value:
        sentence = _t(
            "De leerling heeft tijdens de overeenkomst geen studentenjob bij deze onderneming,"
            " behalve in de zomer."
        )
        yield found(weights, "A19", sentence)


def of_length(first: date, after: date, weights: Weights) -> Iterator[Finding]:
    """Whether it lasts too long, from its first day up to ``after``."""
    longest = weights.get("A08")
    if longest and after > months_after(first, longest.value * YEAR):
        sentence = _t("Een overeenkomst duurt hoogstens %s jaar. Kies een vroegere laatste dag.")
        yield found(weights, "A08", sentence % longest.value)


def _of_days(
    facts: TermFacts, first: date, after: date, today: date, weights: Weights
) -> Iterator[Finding]:
    if not facts.offered:
        sentence = _t("De school biedt deze opleiding niet aan op de eerste dag.")
        yield found(weights, "A05", sentence)
    yield from of_length(first, after, weights)
    if facts.overlaps is not None:
        sentence = _t("De leerling heeft in een deel van die periode al een overeenkomst.")
        yield found(weights, "A22", sentence)
    before = weights.get("A07b")
    if before and before.value and first < today:
        sentence = _t("De overeenkomst begon al op %s. Ze wordt ten laatste dan opgemaakt.")
        yield found(weights, "A07b", sentence % day_text(first))
    premium = weights.get("A20")
    if premium and today > months_after(first, premium.value):
        sentence = _t(
            "De eerste dag is meer dan %s maanden geleden: er is geen recht op een premie."
        )
        yield found(weights, "A20", sentence % premium.value)


def _of_age(facts: TermFacts, first: date, weights: Weights) -> Iterator[Finding]:
    if facts.birth is None or facts.kind in ADULT:
        return
    age, youngest, oldest = age_on(facts.birth, first), weights.get("A21"), weights.get("A21b")
    if youngest and age < youngest.value:
        sentence = _t("De leerling is op de eerste dag nog geen %s jaar.") % youngest.value
        yield found(weights, "A21", sentence)
    if oldest and age > oldest.value:
        sentence = _t("De leerling is op de eerste dag ouder dan %s jaar.") % oldest.value
        yield found(weights, "A21b", sentence)
