"""The medewerker enters his prestaties, changes and presents them (T13, S17, X8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision
from sleutelbos.kernel.periods import Period
from sleutelbos.timereg.models import ProjectMember, WorkEntry, WorkEntryVersion
from sleutelbos.timereg.queries import limits as queries_limits
from sleutelbos.timereg.rules import limits, staff
from sleutelbos.timereg.states_staff import EntryKind, entry_flow
from sleutelbos.tools.policies import refuse

MOST = 500  # lines in one go
CHANGED = ("day", "minutes", "span", "kind", "activity")


@dataclass(frozen=True)
class Work:
    """What somebody says that he did on a civil day: so many minutes, or from when to when.

    ``start`` and ``end`` are clock times in minutes after midnight; 1440 is the end of the day.
    """

    day: date
    activity: str
    minutes: int | None = None
    start: int | None = None
    end: int | None = None
    kind: str = EntryKind.WORK

    def span(self) -> tuple[datetime, datetime] | None:
        """The instants, when he said from when to when. Invalid when they fit no day."""
        if self.start is None and self.end is None:
            return None
        if self.start is None or self.end is None:
            raise Invalid({"start": _t("Vul zowel het begin- als het einduur in, of geen.")})
        if not 0 <= self.start < self.end <= limits.HOUR * 24:
            raise Invalid({"end": _t("Het einduur ligt voor het beginuur. Pas een van beide aan.")})
        return limits.span_of(self.day, self.start, self.end)


def facts_of_entry(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Day, project and person of the prestatie."""
    entry = result if isinstance(result, WorkEntry) else args[0]
    assert isinstance(entry, WorkEntry)
    return {
        "day": entry.day,
        "person": entry.person,
        "project": entry.member.project,
        "reason": kwargs.get("answer", ""),
    }


def _checked(member: ProjectMember, work: Work, besides: int | None = None) -> tuple[int, object]:
    """The minutes and the span to keep. Invalid with what is wrong, at its field."""
    if not work.activity.strip():
        raise Invalid({"activity": _t("Schrijf kort wat u deed.")})
    if work.kind not in EntryKind.values:
        raise Invalid({"kind": _t("Kies werk voor het project of e-learning.")})
    _check_day(member, work.day)
    span = work.span()
    minutes = work.minutes
    if span is not None:
        minutes = int((span[1] - span[0]).total_seconds() // 60)
    if not minutes or minutes <= 0:
        raise Invalid({"minutes": _t("Vul in hoeveel uur u werkte, of van wanneer tot wanneer.")})
    refuse(queries_limits.entry_findings(member, work.day, minutes, besides, span))
    if span is None:
        return minutes, None
    if queries_limits.other_at(member.person_id, span, besides):
        raise Invalid({"start": _t("In die uren staat al een andere prestatie van u.")})
    return minutes, Period(*span)


def _check_day(member: ProjectMember, day: date) -> None:
    project = member.project
    if day > clock.today():
        raise Invalid({"day": _t("Deze dag moet nog komen. Geef uren in vanaf de dag zelf.")})
    if not project.starts <= day <= project.ends:
        raise Invalid({"day": _t("Op die dag liep het project niet.")})


def may_enter_entry(by: Actor, member: ProjectMember, *, work: Work) -> Decision:
    """The medewerker himself, with his role there at this moment."""
    return staff.works(by, member)


@action(
    "timereg.enter-entry",
    label=_("Prestatie ingeven"),
    allow=may_enter_entry,
    locks=("member", "member.person"),
    sentence=_("{by} gaf een prestatie in op {day} voor {project}."),
    about=facts_of_entry,
)
def enter_entry(by: Actor, member: ProjectMember, *, work: Work) -> WorkEntry:
    """Keep hours of a day as a draft. The row of the person is locked, so that two at once can't
    pass a limit together.

    Invalid beyond a limit (T17), over another prestatie, outside the project or in the future.
    """
    minutes, span = _checked(member, work)
    return WorkEntry.objects.create(
        member=member,
        person=member.person,
        day=work.day,
        minutes=minutes,
        span=span,
        kind=work.kind,
        activity=work.activity.strip(),
        entered_at=clock.now(),
    )


def may_change_entry(by: Actor, entry: WorkEntry, *, work: Work) -> Decision:
    """The medewerker himself, until it is handed to ESF."""
    return staff.works(by, entry.member)


@action(
    "timereg.change-entry",
    label=_("Prestatie wijzigen"),
    allow=may_change_entry,
    locks=("entry", "entry.person"),
    when=entry_flow.at("draft", "presented", "returned"),
    sentence=_("{by} wijzigde een prestatie voor {project}, nu op {day}."),
    about=facts_of_entry,
)
def change_entry(by: Actor, entry: WorkEntry, *, work: Work) -> WorkEntry:
    """Change day, hours or text of what is not approved yet; the earlier version is kept."""
    return _change(by, entry, work)


def may_change_approved(by: Actor, entry: WorkEntry, *, work: Work) -> Decision:
    """The medewerker himself, until it is handed to ESF."""
    return staff.works(by, entry.member)


@action(
    "timereg.change-approved",
    label=_("Goedgekeurde prestatie wijzigen"),
    allow=may_change_approved,
    locks=("entry", "entry.person"),
    move=entry_flow["reset"],
    sentence=_("{by} wijzigde een goedgekeurde prestatie voor {project}, nu op {day}."),
    about=facts_of_entry,
)
def change_approved(by: Actor, entry: WorkEntry, *, work: Work) -> WorkEntry:
    """As change-entry; the approval lapses and it waits for the leidinggevende again (S17)."""
    found = _change(by, entry, work)
    found.approved_at, found.approved_by, found.presented_at = None, None, clock.now()
    found.save(update_fields=["approved_at", "approved_by", "presented_at"])
    return found


def _change(by: Actor, entry: WorkEntry, work: Work) -> WorkEntry:
    minutes, span = _checked(entry.member, work, entry.pk)
    new = (work.day, minutes, span, work.kind, work.activity.strip())
    old = tuple(getattr(entry, name) for name in CHANGED)
    if new == old:
        raise Invalid(_t("U veranderde niets aan deze prestatie."))
    WorkEntryVersion.objects.create(
        entry=entry,
        number=entry.version,
        state=entry.state,
        changed_at=clock.now(),
        changed_by_id=by.pk,
        **dict(zip(CHANGED, old, strict=True)),
    )
    for name, value in zip(CHANGED, new, strict=True):
        setattr(entry, name, value)
    entry.version += 1
    entry.save(update_fields=[*CHANGED, "version"])
    return entry


def may_withdraw_entry(by: Actor, entry: WorkEntry) -> Decision:
    """The medewerker himself."""
    return staff.works(by, entry.member)


@action(
    "timereg.withdraw-entry",
    label=_("Prestatie schrappen"),
    allow=may_withdraw_entry,
    move=entry_flow["withdraw"],
    sentence=_("{by} schrapte een prestatie op {day} voor {project}."),
    about=facts_of_entry,
)
def withdraw_entry(by: Actor, entry: WorkEntry) -> WorkEntry:
    """Take back what was not presented; it stays in the file and counts for nothing."""
    return entry


def may_present_entry(by: Actor, entry: WorkEntry) -> Decision:
    """The medewerker himself."""
    return staff.works(by, entry.member)


@action(
    "timereg.present-entry",
    label=_("Prestatie voorleggen"),
    allow=may_present_entry,
    move=entry_flow["present"],
    sentence=_("{by} legde een prestatie van {day} voor {project} voor."),
    about=facts_of_entry,
)
def present_entry(by: Actor, entry: WorkEntry) -> WorkEntry:
    """Give it to the leidinggevende; he gets at most one mail a day."""
    entry.presented_at = clock.now()
    entry.save(update_fields=["presented_at"])
    return entry


def may_present_entries(by: Actor, entries: Sequence[WorkEntry]) -> Decision:
    """Each of them one's own."""
    return each(entries, lambda entry: staff.works(by, entry.member))


@action(
    "timereg.present-entries",
    label=_("Prestaties voorleggen"),
    allow=may_present_entries,
    locks=("entries",),
    sentence=_("{by} legde prestaties voor: {count}."),
    about=lambda result, entries: {"count": len(result)},
)
def present_entries(by: Actor, entries: Sequence[WorkEntry]) -> list[WorkEntry]:
    """Give a whole week to the leidinggevende: all, or none."""
    check_some(entries)
    return [present_entry(by, entry) for entry in entries]


def may_copy_entries(by: Actor, entries: Sequence[WorkEntry], *, day: date) -> Decision:
    """Each of them one's own."""
    return each(entries, lambda entry: staff.works(by, entry.member))


@action(
    "timereg.copy-entries",
    label=_("Prestaties overnemen op een andere dag"),
    allow=may_copy_entries,
    locks=("entries",),
    sentence=_("{by} nam prestaties over op {day}: {count}."),
    about=lambda result, entries, day: {"count": len(result), "day": day},
)
def copy_entries(by: Actor, entries: Sequence[WorkEntry], *, day: date) -> list[WorkEntry]:
    """The same hours and text on another day, as drafts: all, or none."""
    check_some(entries)
    return [enter_entry(by, entry.member, work=work_of(entry, day)) for entry in entries]


def work_of(entry: WorkEntry, day: date | None = None) -> Work:
    """What a prestatie says, on its own day or another one."""
    start = end = None
    if entry.span is not None:
        start = minute_of(entry.span.lower, entry.day)
        end = minute_of(entry.span.upper, entry.day)
    return Work(day or entry.day, entry.activity, entry.minutes, start, end, entry.kind)


def minute_of(at: datetime, day: date) -> int:
    """The clock time of an instant in minutes after midnight of a civil day; 1440 is its end."""
    local = at.astimezone(clock.BRUSSELS)
    if local.date() > day:
        return limits.HOUR * 24
    return local.hour * limits.HOUR + local.minute


def each(entries: Sequence[WorkEntry], rule: Callable[[WorkEntry], Decision]) -> Decision:
    """Yes when the rule says yes to every line; else the first no."""
    decision = YES
    for entry in entries:
        decision = decision & rule(entry)
    return decision


def check_some(entries: Sequence[WorkEntry]) -> None:
    """Invalid for no line at all, or more than :data:`MOST`."""
    if not entries:
        raise Invalid(_t("Vink minstens één prestatie aan."))
    if len(entries) > MOST:
        raise Invalid(_t("Kies hoogstens %s prestaties tegelijk.") % MOST)
