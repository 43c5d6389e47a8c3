"""The conditions of recognition, as pure functions of facts and the values of the day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.states import Condition, DocumentKind
from sleutelbos.tools.policies import Finding, Severity

YEAR = 12
SITE = "vlaanderen.be, erkenning van een onderneming als leerwerkplek"
MENTORS = "erkenningsvoorwaarden duale werkplek (Vlaams Partnerschap Duaal Leren)"


@dataclass(frozen=True)
class Limits:
    """The values that count for the competent partnership."""

    mentor_age: int
    mentor_experience: int
    learners_per_mentor: int
    extract_months: int
    documents: Sequence[str] = ()


@dataclass(frozen=True)
class MentorFacts:
    """What counts of a mentor; ``educated`` is proof of an education that makes up for years,
    ``known``: he was judged before, for the recognition that is renewed, and ``destroyed``: nobody
    can read his extract any more."""

    name: str
    birth: date | None
    experience: int
    educated: bool
    extract_on: date
    known: bool = False
    destroyed: bool = False


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(birth: date, day: date) -> int:
    """Full years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def of_company(answers: Iterable[tuple[str, bool]]) -> Iterator[Finding]:
    """Each condition was answered, with yes (E04–E06)."""
    given = dict(answers)
    for condition in Condition:
        if given.get(condition) is None:
            yield Finding(
                f"E-{condition}", Severity.BLOCKING,
                _t("Nog niet beantwoord: %s.") % condition.label, SITE, condition,
            )  # fmt: skip
        elif not given[condition]:
            sentence = _t("De onderneming voldoet niet aan deze voorwaarde: %s.") % condition.label
            yield Finding(f"E-{condition}", Severity.BLOCKING, sentence, SITE, condition)


def of_places(workers: int, places: int, mentors: int, limits: Limits) -> Iterator[Finding]:
    """Learners never more than employees, nor than the mentors can guide (E10, E11)."""
    most = max(workers, 1)
    if places > most:
        sentence = ngettext(
            "Er kan hoogstens %(most)s leerling zijn: nooit meer dan er werknemers zijn.",
            "Er kunnen hoogstens %(most)s leerlingen zijn: nooit meer dan er werknemers zijn.",
            most,
        ) % {"most": most}
        yield Finding("E10", Severity.BLOCKING, sentence, SITE, "places")
    guided = mentors * limits.learners_per_mentor
    if mentors and places > guided:
        sentence = _t(
            "Voor %(places)s leerlingen zijn er te weinig mentoren: een mentor begeleidt er"
            " hoogstens %(each)s."
        ) % {"places": places, "each": limits.learners_per_mentor}
        yield Finding("E11", Severity.BLOCKING, sentence, MENTORS, "places")


def of_mentors(mentors: Sequence[MentorFacts], day: date, limits: Limits) -> Iterator[Finding]:
    """At least one mentor, each of whom meets the conditions (M01–M04)."""
    if not mentors:
        yield Finding(
            "M00", Severity.BLOCKING, _t("Voeg minstens één mentor toe."), MENTORS, "mentors"
        )
    for one in mentors:
        yield from of_mentor(one, day, limits)


def of_mentor(one: MentorFacts, day: date, limits: Limits) -> Iterator[Finding]:
    """Age, experience or education, and the age of the extract on the day of submission."""
    words = {"name": one.name, "age": limits.mentor_age, "years": limits.mentor_experience}
    if one.birth is None:
        sentence = _t(
            "De leeftijd van %(name)s volgt niet uit het nummer: het partnerschap kijkt ze na."
        )
        yield Finding("M01", Severity.WARNING, sentence % words, MENTORS, "mentors")
    elif age_on(one.birth, day) < limits.mentor_age:
        sentence = _t("%(name)s is jonger dan %(age)s jaar en kan nog geen mentor zijn.") % words
        yield Finding("M01", Severity.BLOCKING, sentence, MENTORS, "mentors")
    if one.experience < limits.mentor_experience:
        if one.educated:
            sentence = _t(
                "%(name)s heeft minder dan %(years)s jaar ervaring. Het partnerschap beslist of de"
                " opleiding volstaat."
            )
            yield Finding("M02", Severity.WARNING, sentence % words, MENTORS, "mentors")
        else:
            sentence = _t(
                "%(name)s heeft minder dan %(years)s jaar ervaring. Beschrijf dan de opleiding die"
                " dat goedmaakt."
            )
            yield Finding("M02", Severity.BLOCKING, sentence % words, MENTORS, "mentors")
    yield from of_extract(one, day, limits)


def of_extract(one: MentorFacts, day: date, limits: Limits) -> Iterator[Finding]:
    """At most so many months old: on the very day it still counts, the day after not (M04). Who is
    known keeps the earlier one (M05)."""
    if one.known:
        return
    words = {"name": one.name, "months": limits.extract_months}
    if one.destroyed:
        sentence = _t(
            "Het uittreksel 596.2 van %(name)s is vernietigd, want het lag te lang. Haal de mentor"
            " weg en voeg hem opnieuw toe met een nieuw uittreksel."
        )
        yield Finding("M04", Severity.BLOCKING, sentence % words, MENTORS, "mentors")
        return
    if one.extract_on > day:
        sentence = _t("Het uittreksel van %(name)s heeft een datum in de toekomst.") % words
        yield Finding("M04", Severity.BLOCKING, sentence, MENTORS, "extract_on")
    elif months_after(one.extract_on, limits.extract_months) < day:
        sentence = _t(
            "Het uittreksel 596.2 van %(name)s is ouder dan %(months)s maanden. Vraag bij uw"
            " gemeente een nieuw."
        )
        yield Finding("M04", Severity.BLOCKING, sentence % words, MENTORS, "extract_on")


def of_documents(given: Iterable[str], limits: Limits) -> Iterator[Finding]:
    """The documents that the partnership asks for (E09)."""
    for kind in limits.documents:
        if kind not in set(given):
            sentence = (
                _t("Het partnerschap vraagt nog dit document: %s.") % DocumentKind(kind).label
            )
            yield Finding(f"E09-{kind}", Severity.BLOCKING, sentence, "E09", "documents")
