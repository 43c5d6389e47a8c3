"""The leidinggevende approves or sends back; the promotor of the project delivers to ESF (T13)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.actions.staff_entries import check_some, each, facts_of_entry
from sleutelbos.timereg.events import EntriesDelivered, EntriesReturned
from sleutelbos.timereg.models import WorkEntry
from sleutelbos.timereg.queries import limits as queries_limits
from sleutelbos.timereg.rules import roles, staff
from sleutelbos.timereg.states_staff import entry_flow
from sleutelbos.tools.policies import refuse
from sleutelbos.web.words import day_text


def may_approve_entry(by: Actor, entry: WorkEntry) -> Decision:
    """The leidinggevende of the medewerker, another person (X7)."""
    return staff.leads(by, entry.member)


@action(
    "timereg.approve-entry",
    label=_("Prestatie goedkeuren"),
    allow=may_approve_entry,
    move=entry_flow["approve"],
    sentence=_("{by} keurde een prestatie van {person} op {day} voor {project} goed."),
    about=facts_of_entry,
)
def approve_entry(by: Actor, entry: WorkEntry) -> WorkEntry:
    """Say that it is so."""
    entry.approved_at, entry.approved_by_id, entry.answer = clock.now(), by.pk, ""
    entry.save(update_fields=["approved_at", "approved_by", "answer"])
    return entry


def may_approve_entries(by: Actor, entries: Sequence[WorkEntry]) -> Decision:
    """The leidinggevende of each."""
    return each(entries, lambda entry: staff.leads(by, entry.member))


@action(
    "timereg.approve-entries",
    label=_("Prestaties goedkeuren"),
    allow=may_approve_entries,
    locks=("entries",),
    sentence=_("{by} keurde prestaties goed: {count}."),
    about=lambda result, entries: {"count": len(result)},
)
def approve_entries(by: Actor, entries: Sequence[WorkEntry]) -> list[WorkEntry]:
    """Several in one go: all, or none."""
    check_some(entries)
    return [approve_entry(by, entry) for entry in entries]


def may_return_entry(by: Actor, entry: WorkEntry, *, answer: str) -> Decision:
    """The leidinggevende, or the promotor of the project who would deliver it."""
    return staff.returns_entry(by, entry)


@action(
    "timereg.return-entry",
    label=_("Prestatie terugsturen"),
    allow=may_return_entry,
    move=entry_flow["return"],
    sentence=_("{by} stuurde een prestatie van {person} op {day} terug. {reason}"),
    about=facts_of_entry,
)
def return_entry(by: Actor, entry: WorkEntry, *, answer: str) -> WorkEntry:
    """Back to the medewerker, with a reason that he reads; an approval lapses."""
    if not answer.strip():
        raise Invalid({"answer": _t("Vul een reden in. De medewerker leest ze.")})
    entry.answer, entry.approved_at, entry.approved_by = answer.strip(), None, None
    entry.save(update_fields=["answer", "approved_at", "approved_by"])
    return entry


def may_return_entries(by: Actor, entries: Sequence[WorkEntry], *, answer: str) -> Decision:
    """As for one, for each of them."""
    return each(entries, lambda entry: staff.returns_entry(by, entry))


@action(
    "timereg.return-entries",
    label=_("Prestaties terugsturen"),
    allow=may_return_entries,
    locks=("entries",),
    sentence=_("{by} stuurde prestaties terug: {count}. {reason}"),
    about=lambda result, entries, answer: {"count": len(result), "reason": answer},
)
def return_entries(by: Actor, entries: Sequence[WorkEntry], *, answer: str) -> list[WorkEntry]:
    """Several with one reason; each medewerker gets one mail."""
    check_some(entries)
    done = [return_entry(by, entry, answer=answer) for entry in entries]
    by_person = sorted(done, key=lambda entry: (entry.person_id, entry.pk))
    for person, rows in groupby(by_person, key=lambda entry: entry.person_id):
        emit(EntriesReturned(person=person, entries=[row.pk for row in rows]))
    return done


def may_deliver_entry(by: Actor, entry: WorkEntry) -> Decision:
    """The promotor of the project; never what he entered himself."""
    other = roles.other_person(by, entry.person_id)
    return other & staff.promotes(by, entry.member.project)


@action(
    "timereg.deliver-entry",
    label=_("Prestatie indienen bij ESF"),
    allow=may_deliver_entry,
    move=entry_flow["deliver"],
    locks=("entry", "entry.person"),
    sentence=_("{by} diende een prestatie van {person} op {day} in bij ESF."),
    about=facts_of_entry,
)
def deliver_entry(by: Actor, entry: WorkEntry) -> WorkEntry:
    """Hand it to ESF; nobody can change it any more. The limits are looked at once more."""
    span = (entry.span.lower, entry.span.upper) if entry.span is not None else None
    refuse(queries_limits.entry_findings(entry.member, entry.day, entry.minutes, entry.pk, span))
    entry.delivered_at, entry.delivered_by_id = clock.now(), by.pk
    entry.save(update_fields=["delivered_at", "delivered_by"])
    return entry


def may_deliver_entries(by: Actor, entries: Sequence[WorkEntry]) -> Decision:
    """As for one, for each of them."""
    return each(entries, lambda entry: may_deliver_entry(by, entry))


@action(
    "timereg.deliver-entries",
    label=_("Prestaties indienen bij ESF"),
    allow=may_deliver_entries,
    locks=("entries",),
    sentence=_("{by} diende prestaties in bij ESF: {count}."),
    about=lambda result, entries: {"count": len(result)},
)
def deliver_entries(by: Actor, entries: Sequence[WorkEntry]) -> list[WorkEntry]:
    """Several in one go: all, or none. Invalid names the line that stands in the way."""
    check_some(entries)
    done = [_delivered(by, entry) for entry in entries]
    rows = sorted(done, key=lambda entry: (entry.member.project_id, entry.pk))
    for project, group in groupby(rows, key=lambda entry: entry.member.project_id):
        emit(EntriesDelivered(project=project, entries=[entry.pk for entry in group]))
    return done


def _delivered(by: Actor, entry: WorkEntry) -> WorkEntry:
    try:
        return deliver_entry(by, entry)
    except Invalid as problem:
        sentence = " ".join(str(one) for one in problem.problems.values())
        raise Invalid(f"{entry.person}, {day_text(entry.day)}: {sentence}") from problem
