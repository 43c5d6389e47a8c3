"""Toewijzingen: a promotor enters, the medewerker and the partner agree, ESF gets it (T14, X6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text, when
from sleutelbos.timereg.events import AllocationMoved
from sleutelbos.timereg.models import Allocation, ProjectMember
from sleutelbos.timereg.queries import limits as queries_limits
from sleutelbos.timereg.rules import limits, roles, staff
from sleutelbos.timereg.states_staff import allocation_flow
from sleutelbos.tools.policies import refuse


@dataclass(frozen=True)
class Share:
    """What a toewijzing says: a percentage over whole months; any day of a month stands for it."""

    percent: Decimal
    first: date
    last: date
    calculation: str
    activity: str


def facts_of_allocation(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Person, project, percentage and months."""
    row = result if isinstance(result, Allocation) else args[0]
    assert isinstance(row, Allocation)
    return {
        "person": row.person,
        "project": row.member.project,
        "percent": limits.plain_percent(row.percent),
        "months": f"{limits.month_text(row.first)} - {limits.month_text(row.last)}",
        "reason": kwargs.get("answer", ""),
    }


def _checked(member: ProjectMember, share: Share, besides: int | None = None) -> dict[str, object]:
    """The values to keep. Invalid with what is wrong, at its field."""
    problems: dict[str, type_of_text] = {}
    if not 0 < share.percent <= limits.FULL_TIME:
        problems["percent"] = _t("Vul een percentage in tussen 0 en 100.")
    first, last = share.first.replace(day=1), share.last.replace(day=1)
    project = member.project
    if last < first:
        problems["last"] = _t("De laatste maand ligt voor de eerste. Pas een van beide aan.")
    elif first < project.starts.replace(day=1) or last > project.ends:
        problems["first"] = _t("In die maanden loopt het project niet.")
    if not share.calculation.strip():
        problems["calculation"] = _t("Schrijf hoe u dit percentage berekende.")
    if not share.activity.strip():
        problems["activity"] = _t("Schrijf wat de medewerker in het project doet.")
    if problems:
        raise Invalid(problems)
    refuse(queries_limits.allocation_findings(member, first, last, share.percent, besides))
    return {
        "percent": share.percent,
        "first": first,
        "last": last,
        "calculation": share.calculation.strip(),
        "activity": share.activity.strip(),
    }


def _announce(row: Allocation, state: str) -> None:
    emit(AllocationMoved(allocation=row.pk, state=state))


def may_enter_allocation(
    by: Actor, member: ProjectMember, *, share: Share, replaces: Allocation | None = None
) -> Decision:
    """A promotor, for somebody who still is on the project; never for himself (X3)."""
    stands = when(member.active and member.merged_into_id is None, staff.STOPPED)
    return staff.enters_allocation(by, member) & stands


@action(
    "timereg.enter-allocation",
    label=_("Toewijzing ingeven"),
    allow=may_enter_allocation,
    locks=("member", "member.person"),
    sentence=_("{by} wees {person} voor {percent} % toe aan {project} ({months})."),
    about=facts_of_allocation,
)
def enter_allocation(
    by: Actor, member: ProjectMember, *, share: Share, replaces: Allocation | None = None
) -> Allocation:
    """Enter a fixed share; the medewerker is asked to agree. ``replaces`` is the one that ESF
    archived so that this one could come (X2).

    Invalid for more than a full time over all projects, in a project of hours, outside its months.
    """
    values = _checked(member, share)
    if replaces is not None and (replaces.state != "archived" or replaces.member_id != member.pk):
        raise Invalid({"replaces": _t("Alleen wat ESF archiveerde, kunt u vervangen.")})
    row = Allocation.objects.create(
        member=member,
        person=member.person,
        replaces=replaces,
        entered_at=clock.now(),
        entered_by_id=roles.somebody(by),
        **values,
    )
    _announce(row, "entered")
    return row


def may_agree_allocation(by: Actor, allocation: Allocation) -> Decision:
    """The medewerker himself."""
    return staff.agrees(by, allocation)


@action(
    "timereg.agree-allocation",
    label=_("Akkoord gaan met een toewijzing"),
    allow=may_agree_allocation,
    move=allocation_flow["agree"],
    sentence=_("{by} ging akkoord met {percent} % voor {project} ({months})."),
    about=facts_of_allocation,
)
def agree_allocation(by: Actor, allocation: Allocation) -> Allocation:
    """The medewerker says that it is so."""
    allocation.agreed_at, allocation.answer = clock.now(), ""
    allocation.save(update_fields=["agreed_at", "answer"])
    _announce(allocation, "agreed")
    return allocation


def may_clear_allocation(by: Actor, allocation: Allocation) -> Decision:
    """The promotor of the partner for whom the medewerker works."""
    return staff.clears(by, allocation)


@action(
    "timereg.clear-allocation",
    label=_("Toewijzing goedkeuren voor de partner"),
    allow=may_clear_allocation,
    move=allocation_flow["clear"],
    sentence=_("{by} keurde de toewijzing van {person} aan {project} goed voor de partner."),
    about=facts_of_allocation,
)
def clear_allocation(by: Actor, allocation: Allocation) -> Allocation:
    """The partner hands it to the promotor of the project."""
    allocation.cleared_at, allocation.cleared_by_id = clock.now(), by.pk
    allocation.save(update_fields=["cleared_at", "cleared_by"])
    _announce(allocation, "cleared")
    return allocation


def may_submit_allocation(by: Actor, allocation: Allocation) -> Decision:
    """The promotor of the project, when everybody before him agreed."""
    return staff.submits(by, allocation)


@action(
    "timereg.submit-allocation",
    label=_("Toewijzing indienen bij ESF"),
    allow=may_submit_allocation,
    move=allocation_flow["submit"],
    locks=("allocation", "allocation.person"),
    sentence=_("{by} diende de toewijzing van {person} aan {project} in bij ESF."),
    about=facts_of_allocation,
)
def submit_allocation(by: Actor, allocation: Allocation) -> Allocation:
    """Hand it to ESF; nobody can change it any more. The limits are looked at once more."""
    member = allocation.member
    found = queries_limits.allocation_findings(
        member, allocation.first, allocation.last, allocation.percent, allocation.pk
    )
    refuse(found)
    allocation.submitted_at, allocation.submitted_by_id = clock.now(), by.pk
    allocation.save(update_fields=["submitted_at", "submitted_by"])
    return allocation


def may_refuse_allocation(by: Actor, allocation: Allocation, *, answer: str) -> Decision:
    """Whose turn it is."""
    return staff.refuses(by, allocation)


@action(
    "timereg.refuse-allocation",
    label=_("Toewijzing terugsturen"),
    allow=may_refuse_allocation,
    move=allocation_flow["refuse"],
    sentence=_("{by} stuurde de toewijzing van {person} aan {project} terug. {reason}"),
    about=facts_of_allocation,
)
def refuse_allocation(by: Actor, allocation: Allocation, *, answer: str) -> Allocation:
    """Back to who entered it, with a reason; whoever agreed must do so again."""
    allocation.answer = _reason(answer)
    allocation.agreed_at = allocation.cleared_at = allocation.cleared_by = None
    allocation.save(update_fields=["answer", "agreed_at", "cleared_at", "cleared_by"])
    _announce(allocation, "returned")
    return allocation


def _reason(answer: str) -> str:
    if not answer.strip():
        raise Invalid({"answer": _t("Vul een reden in. Wie het ingaf, leest ze.")})
    return answer.strip()


def may_correct_allocation(by: Actor, allocation: Allocation, *, share: Share) -> Decision:
    """A promotor, as for entering it."""
    return staff.enters_allocation(by, allocation.member)


@action(
    "timereg.correct-allocation",
    label=_("Toewijzing verbeteren"),
    allow=may_correct_allocation,
    move=allocation_flow["correct"],
    locks=("allocation", "allocation.person"),
    sentence=_("{by} verbeterde de toewijzing van {person} aan {project}: {percent} % ({months})."),
    about=facts_of_allocation,
)
def correct_allocation(by: Actor, allocation: Allocation, *, share: Share) -> Allocation:
    """Change what was sent back; the medewerker is asked again."""
    values = _checked(allocation.member, share, allocation.pk)
    for name, value in values.items():
        setattr(allocation, name, value)
    allocation.entered_by_id, allocation.entered_at = roles.somebody(by), clock.now()
    allocation.save(update_fields=[*values, "entered_by", "entered_at"])
    _announce(allocation, "entered")
    return allocation


def may_withdraw_allocation(by: Actor, allocation: Allocation) -> Decision:
    """A promotor, as for entering it."""
    return staff.enters_allocation(by, allocation.member)


@action(
    "timereg.withdraw-allocation",
    label=_("Toewijzing intrekken"),
    allow=may_withdraw_allocation,
    move=allocation_flow["withdraw"],
    sentence=_("{by} trok de toewijzing van {person} aan {project} in."),
    about=facts_of_allocation,
)
def withdraw_allocation(by: Actor, allocation: Allocation) -> Allocation:
    """It counts for nothing any more; it stays in the file."""
    return allocation


def may_archive_allocation(by: Actor, allocation: Allocation, *, answer: str) -> Decision:
    """An ESF-dossierbeheerder."""
    return staff.archives(by, allocation)


@action(
    "timereg.archive-allocation",
    label=_("Toewijzing archiveren"),
    allow=may_archive_allocation,
    move=allocation_flow["archive"],
    sentence=_("{by} archiveerde de toewijzing van {person} aan {project}. {reason}"),
    about=facts_of_allocation,
)
def archive_allocation(by: Actor, allocation: Allocation, *, answer: str) -> Allocation:
    """ESF puts a submitted one aside, with a reason, so that a corrected one can be entered."""
    allocation.answer, allocation.archived_at = _reason(answer), clock.now()
    allocation.save(update_fields=["answer", "archived_at"])
    _announce(allocation, "archived")
    return allocation
