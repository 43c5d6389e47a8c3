"""What a merge of two persons would do in one organisation: counts, clashes, what stands in the
way (T15, S22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation, Person
from sleutelbos.timereg.models import Allocation, ProjectMember, WorkEntry
from sleutelbos.timereg.policies import month_percent
from sleutelbos.timereg.queries.limits import counted_allocations, counted_entries
from sleutelbos.timereg.rules import merging
from sleutelbos.timereg.rules.merging import Clash, Hours, Share


@dataclass
class Preview:
    """Two persons in one organisation, before they are merged."""

    organisation: Organisation
    kept: Person
    gone: Person

    @cached_property
    def members(self) -> list[ProjectMember]:
        """The rows of who disappears."""
        rows = ProjectMember.objects.filter(
            organisation=self.organisation, person=self.gone, merged_into=None
        )
        return list(rows.select_related("project", "site", "supervisor").order_by("pk"))

    @property
    def entries(self) -> int:
        """How many prestaties would move."""
        return WorkEntry.objects.filter(member__in=self.members).count()

    @property
    def allocations(self) -> int:
        """How many toewijzingen would move."""
        return Allocation.objects.filter(member__in=self.members).count()

    @cached_property
    def counted(self) -> tuple[list[WorkEntry], list[Allocation]]:
        """What would count for the one person: all of who stays, what moves of who disappears."""
        mine = Q(person=self.kept) | Q(member__in=self.members)
        entries = counted_entries(self.kept.pk) | counted_entries(self.gone.pk)
        allocations = counted_allocations(self.kept.pk) | counted_allocations(self.gone.pk)
        return (
            list(
                entries.filter(mine)
                .select_related("member__project", "person")
                .order_by("day", "pk")
            ),
            list(
                allocations.filter(mine)
                .select_related("member__project", "person")
                .order_by("first", "pk")
            ),
        )

    def clashes(self, aside: Iterable[str] = ()) -> list[Clash]:
        """What can't all count, once some rows are set aside."""
        away = set(aside)
        entries, allocations = self.counted
        return merging.clashes(
            [hours_of(row) for row in entries if str(row.uid) not in away],
            [share_of(row) for row in allocations if str(row.uid) not in away],
            month_percent.on(clock.today()),
        )

    def twice(self) -> set[str]:
        """Prestaties of who disappears that who stays has too, probably entered twice."""
        entries, _allocations = self.counted
        kept = [hours_of(row) for row in entries if row.person_id == self.kept.pk]
        gone = [hours_of(row) for row in entries if row.person_id == self.gone.pk]
        return merging.same_twice(kept, gone)

    def obstacle(self) -> str:
        """Why it can't be done at all; empty when it can."""
        if not self.members:
            return _("%s heeft bij deze organisatie geen prestaties of toewijzingen.") % self.gone
        both = (self.kept.pk, self.gone.pk)
        elsewhere = ProjectMember.objects.filter(
            person=self.kept, project__in=[row.project_id for row in self.members]
        ).exclude(organisation=self.organisation)
        if elsewhere.exists():
            return _("%s werkt op hetzelfde project voor een andere organisatie.") % self.kept
        rows = ProjectMember.objects.filter(person__in=both, supervisor__in=both, merged_into=None)
        if rows.exists():
            return _("De ene persoon is leidinggevende van de andere. Kies eerst een ander.")
        if WorkEntry.objects.filter(person__in=both, approved_by__in=both).exists():
            return _(
                "De ene persoon keurde prestaties van de andere goed. Laat die eerst terugsturen."
            )
        return ""


def hours_of(row: WorkEntry) -> Hours:
    """A prestatie as the rules of merging see it."""
    span = (row.span.lower, row.span.upper) if row.span is not None else None
    return Hours(str(row.uid), row.day, row.minutes, span, row.member.project_id)


def share_of(row: Allocation) -> Share:
    """A toewijzing as the rules of merging see it."""
    return Share(str(row.uid), row.percent, row.first, row.last)
