"""What an agreement still lacks or breaks, by the rules and values of its first day (W23)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from sleutelbos.duallearning.agreement import timetable
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.queries.capacity import learners_at, learners_with
from sleutelbos.duallearning.agreement.queries.scope import programmes_of
from sleutelbos.duallearning.agreement.rules.hours import of_hours
from sleutelbos.duallearning.agreement.rules.term import TermFacts, is_minor, of_term, of_working
from sleutelbos.duallearning.agreement.rules.weights import RULES, Rule, Weight, Weights
from sleutelbos.duallearning.agreement.rules.workplace import WorkplaceFacts, of_workplace
from sleutelbos.duallearning.agreement.states import HELD_STATES
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.queries.settings import scope_of
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.periods import DateRange
from sleutelbos.register.public import Organisation, Status
from sleutelbos.tools.policies import Finding, Severity
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.policies.registry import NoValue, row_of


def rows_on(day: date, partnership: Organisation | None = None) -> list[tuple[Rule, PolicyValue]]:
    """The rules that exist on a day, each with the row that counts for a partnership."""
    scope = scope_of(partnership)
    found = []
    for rule in RULES:
        try:
            found.append((rule, row_of(rule.policy, day, scope)))
        except NoValue:  # the rule did not exist yet
            continue
    return found


def weights_on(day: date, partnership: Organisation | None = None) -> Weights:
    """What each rule says on a day, for a partnership."""
    return {
        rule.code: Weight(row.value, Severity(row.severity), row.note)
        for rule, row in rows_on(day, partnership)
    }


def first_day(agreement: Agreement) -> date:
    """The day whose rules judge an agreement: its first, today while that isn't chosen."""
    chosen = agreement.valid and agreement.valid.lower
    return chosen or clock.today()


def findings_of(agreement: Agreement) -> list[Finding]:
    """Everything that keeps an agreement from being presented or registered, and what to mind."""
    recognition = agreement.recognition
    weights = weights_on(
        first_day(agreement), None if recognition is None else recognition.partnership
    )
    term = term_facts(agreement)
    minor = is_minor(term.birth, term.first or clock.today())
    slots = timetable.read(agreement.timetable)
    return [
        *of_workplace(workplace_facts(agreement), agreement.valid, weights),
        *of_term(term, clock.today(), weights),
        *of_hours(term.kind, slots, weights, minor=minor),
        *of_working(term.kind, weights),
    ]


def workplace_facts(agreement: Agreement) -> WorkplaceFacts | None:
    """The facts of the chosen recognition and mentor, with who else is there in those days."""
    recognition, mentor, valid = agreement.recognition, agreement.mentor, agreement.valid
    if recognition is None:
        return None
    here = at_site = with_mentor = 0
    if valid is not None:
        here, at_site = learners_at(recognition, valid, but=agreement)
        with_mentor = learners_with(mentor, valid, but=agreement) if mentor else 0
    return WorkplaceFacts(
        state=recognition.state,
        valid=recognition.valid,
        places=recognition.places,
        workers=workers_of(recognition),
        mentor=mentor.person.name if mentor else "",
        mentor_valid=bool(
            mentor and mentor.state == "valid" and mentor.recognition_id == recognition.pk
        ),
        here=here,
        at_site=at_site,
        with_mentor=with_mentor,
        stopped=Status.STOPPED in (recognition.site.status, recognition.company.status),
    )


def workers_of(recognition: Recognition) -> int:
    """The employees of the vestiging, as its request told."""
    return recognition.request.workers or 0


def term_facts(agreement: Agreement) -> TermFacts:
    """The facts of the learner, the days and the plan."""
    learner = agreement.learner
    day = first_day(agreement)
    offered = programmes_of(learner.school, day, day)
    return TermFacts(
        kind=AgreementKind(agreement.kind),
        birth=learner.person.birth_date,
        guardian=bool(learner.guardian),
        valid=agreement.valid,
        category=agreement.category,
        plan=len(agreement.plan),
        offered=offered.filter(pk=learner.programme_id).exists(),
        overlaps=_overlap(agreement),
    )


def _overlap(agreement: Agreement) -> DateRange | None:
    """The days of another agreement of the learner, at whatever school, in the same period."""
    if agreement.valid is None:
        return None
    same = Q(person=agreement.person_id, state__in=HELD_STATES, valid__overlap=agreement.valid)
    others = Agreement.objects.filter(same).exclude(pk=agreement.pk)
    return others.values_list("valid", flat=True).first()
