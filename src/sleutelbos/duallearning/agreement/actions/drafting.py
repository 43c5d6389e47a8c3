"""A trajectbegeleider draws up an agreement as a Werkversie (S1, W10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import allowance, school_years, timetable
from sleutelbos.duallearning.agreement.models import Agreement, Learner
from sleutelbos.duallearning.agreement.queries.workplaces import mentors_of, workplaces_for
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import PAY, Pay, agreement_flow
from sleutelbos.duallearning.agreement.timetable import Slot
from sleutelbos.duallearning.recognition.actions import texts
from sleutelbos.duallearning.recognition.actions.periods import check_days
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.rules.roles import somebody
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.tools import dates

DRAFT = agreement_flow.at("draft")


@dataclass(frozen=True)
class Term:
    """Who guides the learner, between which days, with which category of leervergoeding."""

    mentor: Mentor
    first: date
    last: date
    category: int | None = None


def facts_of_agreement(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The agreement, whose, where, and why."""
    row = result if isinstance(result, Agreement) else args[0]
    assert isinstance(row, Agreement)
    recognition = row.recognition
    return {
        "agreement": row,
        "number": row.number,
        "person": row.learner.person,
        "company": recognition.company if recognition else "",
        "programme": row.learner.programme,
        "reason": kwargs.get("reason", ""),
    }


def may_start_agreement(by: Actor, learner: Learner) -> Decision:
    """Trajectbegeleider of his school."""
    return roles.guides(by, learner)


@action(
    "duallearning.start-agreement",
    label=_("Overeenkomst opmaken"),
    allow=may_start_agreement,
    sentence=_("{by} begon overeenkomst {number} voor {person}: {programme}."),
    about=facts_of_agreement,
)
def start_agreement(by: Actor, learner: Learner) -> Agreement:
    """Begin a Werkversie; only the school sees it. Its type follows from the opleiding (A05).

    Invalid while another agreement of the learner is being made.
    """
    agreement = Agreement.objects.create(
        learner=learner,
        person=learner.person,
        kind=learner.programme.agreement,
        guide_id=somebody(by),
        started_at=clock.now(),
        number=f"nieuw-{learner.pk}",
    )
    agreement.number = f"O{clock.today().year}-{agreement.pk:06d}"
    agreement.save(update_fields=["number"])
    return agreement


def may_choose(by: Actor, agreement: Agreement, *, recognition: Recognition) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.choose-workplace",
    label=_("Werkplek kiezen"),
    allow=may_choose,
    when=DRAFT,
    sentence=_("{by} koos een werkplek voor overeenkomst {number} van {person}: {company}."),
    about=facts_of_agreement,
)
def choose_workplace(by: Actor, agreement: Agreement, *, recognition: Recognition) -> Agreement:
    """A vestiging that is recognised for the opleiding, with a valid mentor; its only mentor is
    chosen too. Invalid for any other (A12)."""
    if not workplaces_for(agreement).filter(pk=recognition.pk).exists():
        sentence = _t("Deze vestiging is niet erkend voor de opleiding, of heeft geen mentor.")
        raise Invalid(sentence)
    if agreement.recognition_id != recognition.pk:
        agreement.recognition, agreement.mentor = recognition, None
        mentors = list(mentors_of(agreement)[:2])
        agreement.mentor = mentors[0] if len(mentors) == 1 else None
        agreement.save(update_fields=["recognition", "mentor"])
    return agreement


def may_set_term(by: Actor, agreement: Agreement, *, term: Term) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.set-term",
    label=_("Mentor en looptijd kiezen"),
    allow=may_set_term,
    when=DRAFT,
    sentence=_("{by} koos de looptijd van overeenkomst {number} van {person}."),
    about=facts_of_agreement,
)
def set_term(by: Actor, agreement: Agreement, *, term: Term) -> Agreement:
    """What a rule has against it is told, and keeps it from being presented; not from being kept.

    Invalid for a mentor of another workplace, days that can't be, or an unknown category.
    """
    if not mentors_of(agreement).filter(pk=term.mentor.pk).exists():
        raise Invalid({"mentor": _t("Kies een geldige mentor van deze werkplek.")})
    check_days(term.first, term.last)
    year = agreement.learner.school_year
    if school_years.year_of(term.first) != year:
        sentence = _t("Kies een eerste dag in het schooljaar van de leerling, %s.")
        raise Invalid({"first": sentence % school_years.text_of(year)})
    paid = PAY[AgreementKind(agreement.kind)] == Pay.ALLOWANCE
    if paid and term.category not in allowance.CATEGORIES:
        raise Invalid({"category": _t("Kies de categorie van de leervergoeding.")})
    agreement.mentor, agreement.valid = term.mentor, dates.of_days(term.first, term.last)
    agreement.category = term.category if paid else None
    agreement.save(update_fields=["mentor", "valid", "category"])
    return agreement


def may_set_timetable(by: Actor, agreement: Agreement, *, slots: Sequence[Slot]) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.set-timetable",
    label=_("Uurrooster invullen"),
    allow=may_set_timetable,
    when=DRAFT,
    sentence=_("{by} vulde het uurrooster van overeenkomst {number} van {person} in."),
    about=facts_of_agreement,
)
def set_timetable(by: Actor, agreement: Agreement, *, slots: Sequence[Slot]) -> Agreement:
    """The week as it returns. Invalid, each at its day, for hours that can't be: an end before the
    begin, a break longer than the slot, or two places at once."""
    check_slots(slots)
    agreement.timetable = timetable.kept(slots)
    agreement.save(update_fields=["timetable"])
    return agreement


def check_slots(slots: Sequence[Slot]) -> None:
    """Raises Invalid, each at its day, for hours that can't be."""
    problems: dict[str, type_of_text] = {}
    for day in timetable.DAYS:
        problem = _problem_of(timetable.on_day(slots, day))
        if problem:
            problems[f"day_{day}"] = problem
    if problems:
        raise Invalid(problems)


def _problem_of(slots: Sequence[Slot]) -> str:
    if any(one.ends <= one.starts for one in slots):
        return _t("Het einde ligt niet na het begin.")
    if any(one.rest < 0 or one.minutes <= 0 for one in slots):
        return _t("De pauze duurt langer dan de uren.")
    if any(then.starts < first.ends for first, then in pairwise(slots)):
        return _t("De leerling kan niet tegelijk op de werkplek en op school zijn.")
    return ""


def may_set_plan(
    by: Actor, agreement: Agreement, *, activities: Sequence[str], note: str
) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


@action(
    "duallearning.set-plan",
    label=_("Opleidingsplan invullen"),
    allow=may_set_plan,
    when=DRAFT,
    sentence=_("{by} vulde het opleidingsplan van overeenkomst {number} van {person} in."),
    about=facts_of_agreement,
)
def set_plan(by: Actor, agreement: Agreement, *, activities: Sequence[str], note: str) -> Agreement:
    """Lines of the activiteitenlijst that the learner learns at the workplace, as they read now,
    and how he is guided. Invalid for a line that the opleiding doesn't have."""
    known = set(agreement.learner.programme.activities.values_list("text", flat=True))
    if not set(activities) <= known:
        raise Invalid({"activities": _t("Kies activiteiten van deze opleiding.")})
    agreement.plan, agreement.plan_note = list(activities), texts.block(note, "note")
    agreement.save(update_fields=["plan", "plan_note"])
    return agreement


def may_discard_agreement(by: Actor, agreement: Agreement) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


def facts_of_discarded(result: None, agreement: Agreement) -> dict[str, object]:
    """For whom it was; the row is gone."""
    return {"number": agreement.number, "person": agreement.learner.person}


@action(
    "duallearning.discard-agreement",
    label=_("Werkversie van een overeenkomst verwijderen"),
    allow=may_discard_agreement,
    when=DRAFT,
    sentence=_("{by} verwijderde werkversie {number} van een overeenkomst voor {person}."),
    about=facts_of_discarded,
)
def discard_agreement(by: Actor, agreement: Agreement) -> None:
    """Remove a Werkversie."""
    agreement.delete()


def may_copy(by: Actor, agreement: Agreement, *, learner: Learner) -> Decision:
    """Trajectbegeleider of both schools; it is one school as a rule."""
    return roles.keeps(by, agreement) & roles.guides(by, learner)


@action(
    "duallearning.copy-agreement",
    label=_("Overeenkomst kopiëren"),
    allow=may_copy,
    locks=("agreement", "learner"),
    sentence=_("{by} maakte overeenkomst {number} voor {person} op naar een eerdere."),
    about=facts_of_agreement,
)
def copy_agreement(by: Actor, agreement: Agreement, *, learner: Learner) -> Agreement:
    """A Werkversie for another learner, or another school year: workplace, timetable and plan are
    taken over, the days are not. Invalid for another opleiding."""
    if learner.programme_id != agreement.learner.programme_id:
        raise Invalid({"learner": _t("Kies een leerling van dezelfde opleiding.")})
    made = start_agreement(by, learner)
    recognition = agreement.recognition
    if recognition is not None and workplaces_for(made).filter(pk=recognition.pk).exists():
        choose_workplace(by, made, recognition=recognition)
    made.timetable, made.plan, made.plan_note = (
        agreement.timetable, agreement.plan, agreement.plan_note,
    )  # fmt: skip
    made.save(update_fields=["timetable", "plan", "plan_note"])
    return made
