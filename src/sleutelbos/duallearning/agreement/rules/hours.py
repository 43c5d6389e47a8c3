"""The timetable of an agreement: hours by type, and the working time of minors (A02–A09, §3.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement import timetable
from sleutelbos.duallearning.agreement.rules.weights import Weights, found
from sleutelbos.duallearning.agreement.states import ADULT, LONG_HOURS, Place
from sleutelbos.duallearning.agreement.timetable import DAY_MINUTES, DAYS, HOUR, Slot, hours_text
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.tools.policies import Finding

PERCENT = 100
SUNDAY, SATURDAY, MONDAY = 7, 6, 1


def of_hours(
    kind: AgreementKind, slots: Sequence[Slot], weights: Weights, *, minor: bool
) -> Iterator[Finding]:
    """What is wrong with a weekly timetable; ``minor``: the learner is under age."""
    worked = timetable.minutes(slots, Place.WORK)
    if not worked:
        yield found(weights, "A02", _t("Vul in wanneer de leerling op de werkplek is."))
        return
    yield from _of_kind(kind, worked, weights)
    yield from _of_week(kind, slots, worked, weights)
    if minor:
        yield from of_minor(slots, weights)


def _of_kind(kind: AgreementKind, worked: int, weights: Weights) -> Iterator[Finding]:
    least = weights.get("A02")
    if least is None:
        return
    words = {"hours": least.value, "now": hours_text(worked), "kind": kind.label}
    if kind in LONG_HOURS and worked < least.value * HOUR:
        sentence = _t(
            "Bij deze opleiding hoort het type “%(kind)s”: minstens %(hours)s uur per week op de"
            " werkplek. Nu zijn het er %(now)s."
        )
        yield found(weights, "A02", sentence % words)
    if kind not in LONG_HOURS and worked >= least.value * HOUR:
        sentence = _t(
            "Bij deze opleiding hoort het type “%(kind)s”: minder dan %(hours)s uur per week op de"
            " werkplek. Nu zijn het er %(now)s."
        )
        yield found(weights, "A02", sentence % words)


def _of_week(
    kind: AgreementKind, slots: Sequence[Slot], worked: int, weights: Weights
) -> Iterator[Finding]:
    total, full, share = timetable.minutes(slots), weights.get("A09"), weights.get("A06")
    if full and total > full.value * HOUR:
        sentence = _t(
            "School en werkplek samen zijn %(now)s uur per week. In deze sector is dat hoogstens"
            " %(most)s uur."
        )
        yield found(weights, "A09", sentence % {"now": hours_text(total), "most": full.value})
    if kind in ADULT and share and worked * PERCENT < share.value * total:
        sentence = _t("Een volwassene is minstens %s procent van de uren op de werkplek.")
        yield found(weights, "A06", sentence % share.value)


def of_minor(slots: Sequence[Slot], weights: Weights) -> Iterator[Finding]:
    """Working time of minors; hours at school count too."""
    for day in DAYS:
        mine = timetable.on_day(slots, day)
        if mine:
            yield from _of_day(day, mine, weights)
    week, total = weights.get("J02"), timetable.minutes(slots)
    if week and total > week.value * HOUR:
        sentence = _t(
            "Een minderjarige werkt en volgt les hoogstens %(most)s uur per week. Nu zijn het er"
            " %(now)s."
        )
        yield found(weights, "J02", sentence % {"most": week.value, "now": hours_text(total)})
    yield from _of_rest(slots, weights)
    yield from _of_sunday(slots, weights)


def _of_day(day: int, mine: Sequence[Slot], weights: Weights) -> Iterator[Finding]:
    total, words = timetable.minutes(mine), {"day": timetable.day_name(day)}
    longest = weights.get("J01")
    if longest and total > longest.value * HOUR:
        sentence = _t(
            "Op %(day)s werkt en leert de leerling %(now)s uur. Een minderjarige mag hoogstens"
            " %(most)s uur per dag."
        )
        more = {"now": hours_text(total), "most": longest.value}
        yield found(weights, "J01", sentence % {**words, **more})
    work, needed = timetable.at_work(mine), _break_for(total, weights)
    if work and timetable.free_between(mine) < needed:
        sentence = _t("Op %(day)s heeft een minderjarige minstens %(break)s minuten pauze nodig.")
        yield found(weights, "J03", sentence % {**words, "break": needed})
    night = weights.get("J06")
    if night:
        from_hour, to_hour = night.value
        if any(one.ends > from_hour * HOUR or one.starts < to_hour * HOUR for one in work):
            sentence = _t(
                "Op %(day)s werkt de leerling ’s nachts. Een minderjarige werkt niet tussen"
                " %(from)s en %(to)s uur."
            )
            yield found(weights, "J06", sentence % {**words, "from": from_hour, "to": to_hour})


def _break_for(total: int, weights: Weights) -> int:
    """Minutes of break that so many minutes of work ask for: pairs of (more than, break)."""
    rule = weights.get("J03")
    if rule is None:
        return 0
    pairs = zip(rule.value[::2], rule.value[1::2], strict=True)
    return max((rest for after, rest in pairs if total > after), default=0)


def _of_rest(slots: Sequence[Slot], weights: Weights) -> Iterator[Finding]:
    """Enough hours from the last of a day to the first of the next, Sunday to Monday too."""
    rest = weights.get("J04")
    if rest is None:
        return
    week = [timetable.on_day(slots, day) for day in (*DAYS, MONDAY)]
    for number, (today, then) in enumerate(pairwise(week), start=1):
        if not today or not then:
            continue
        free = DAY_MINUTES - max(one.ends for one in today) + min(one.starts for one in then)
        if free < rest.value * HOUR:
            sentence = _t(
                "Na %(day)s begint de leerling te vroeg: een minderjarige heeft %(rest)s uur rust"
                " tussen twee dagen."
            )
            words = {"day": timetable.day_name(number), "rest": rest.value}
            yield found(weights, "J04", sentence % words)


def _of_sunday(slots: Sequence[Slot], weights: Weights) -> Iterator[Finding]:
    rule = weights.get("J05")
    if not rule or not rule.value:
        return
    days = {slot.day for slot in timetable.at_work(slots)}
    if SUNDAY in days:
        yield found(weights, "J05", _t("Een minderjarige werkt niet op zondag."))
    elif {SATURDAY, MONDAY} <= days:
        sentence = _t("Een minderjarige heeft naast de zondag ook de zaterdag of de maandag vrij.")
        yield found(weights, "J05", sentence)
