"""Rules of agreements as dated data: each with its value, weight and source on a day (W23)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies
from sleutelbos.duallearning.recognition import policies as of_recognition
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.policies import Finding, Policy, Severity

WORKPLACE, TERM, TIMETABLE, PLAN, PARTIES = (
    "workplace", "term", "timetable", "plan", "parties",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A rule of the catalogue (werkplekduaal.md §3); ``policy`` holds its value and weight."""

    code: str
    step: str
    policy: Policy[Any]


# What always holds, whatever the settings say: code, step and sentence.
ALWAYS: tuple[tuple[str, str, type_of_text], ...] = (
    ("A01", PARTIES, _("Wie een minderjarige vertegenwoordigt, tekent mee")),
    ("A05", TERM, _("Het type van de overeenkomst volgt uit de opleiding")),
    ("A07", PLAN, _("Het opleidingsplan hoort bij de overeenkomst")),
    ("A12", WORKPLACE, _("De vestiging heeft een geldige erkenning voor de opleiding")),
    ("E10", WORKPLACE, _("De erkenning heeft een vrije plaats")),
    ("M10", WORKPLACE, _("De mentor is geldig bij die erkenning")),
    ("A22", TERM, _("Een leerling heeft één overeenkomst tegelijk")),
)
RULES = (
    Rule("E10b", WORKPLACE, policies.learners_per_worker),
    Rule("E11", WORKPLACE, of_recognition.learners_per_mentor),
    Rule("E03", WORKPLACE, policies.within_recognition),
    Rule("A02", TIMETABLE, policies.workplace_hours),
    Rule("A06", TIMETABLE, policies.adult_share),
    Rule("A07b", TERM, policies.written_before),
    Rule("A08", TERM, policies.longest_years),
    Rule("A09", TIMETABLE, policies.full_time_hours),
    Rule("A16", PARTIES, policies.suspension_days),
    Rule("A18", TIMETABLE, policies.holidays),
    Rule("A19", TERM, policies.student_job),
    Rule("A20", TERM, policies.premium_months),
    Rule("A21", TERM, policies.youngest),
    Rule("A21b", TERM, policies.oldest),
    Rule("J01", TIMETABLE, policies.minor_day_hours),
    Rule("J02", TIMETABLE, policies.minor_week_hours),
    Rule("J03", TIMETABLE, policies.minor_breaks),
    Rule("J04", TIMETABLE, policies.minor_rest_hours),
    Rule("J05", TIMETABLE, policies.minor_sunday),
    Rule("J06", TIMETABLE, policies.minor_night),
)
STEP_OF = {rule.code: rule.step for rule in RULES} | {code: step for code, step, _s in ALWAYS}


@dataclass(frozen=True)
class Weight:
    """What a rule says on a day: its value, what breaking it means, and where it comes from."""

    value: Any
    severity: Severity = Severity.BLOCKING
    source: str = ""


Weights = Mapping[str, Weight]  # by code; a rule without a row on that day did not exist then
FIXED = Weight(None)


def found(weights: Weights, code: str, sentence: type_of_text) -> Finding:
    """A finding of a rule, as heavy as the rule is on that day, at its step."""
    weight = weights.get(code, FIXED)
    return Finding(code, weight.severity, sentence, weight.source, STEP_OF[code])


def refuse_all(findings: Iterable[Finding]) -> None:
    """Raise Invalid with every blocking finding, not the first only; else do nothing."""
    blocking = [one for one in findings if one.severity == Severity.BLOCKING]
    if blocking:
        raise Invalid({f"{n} {one.code}": one.sentence for n, one in enumerate(blocking)})
