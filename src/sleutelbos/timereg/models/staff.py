"""Staff of a project: who works on it, his prestaties and his toewijzingen (T12, T13, T14)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.models.projects import Project
from sleutelbos.timereg.states_staff import (
    ALLOCATION_GONE,
    ENTRY_GONE,
    EntryKind,
    allocation_flow,
    entry_flow,
)


class ProjectMember(models.Model):
    """Somebody works on a project for one of its organisations; once only (S19).

    ``fte`` is his share of a full time there, in percent: the most hours of a year follow from it.
    Nobody is ever removed (S21): ``active`` is false for who stopped, ``merged_into`` is set when
    the row turned out to be somebody else's double.
    """

    privacy = classes(public="uid fte active added_at stopped_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="esf_members"
    )
    site = models.ForeignKey("register.Site", models.PROTECT, null=True, related_name="esf_members")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="esf_memberships")
    supervisor = models.ForeignKey("register.Person", models.PROTECT, related_name="esf_supervised")
    fte = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="doubles")

    class Meta:
        verbose_name = _("projectmedewerker")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="projectmember_uid",
                violation_error_message=_("Deze projectmedewerker bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["project", "person"],
                name="projectmember_once",
                violation_error_message=_("Deze persoon staat al op het project."),
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("supervisor")),
                name="projectmember_other_supervisor",
                violation_error_message=_(
                    "Iemand kan niet zijn eigen leidinggevende zijn. Kies een andere persoon."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(fte__gt=0, fte__lte=100),
                name="projectmember_fte",
                violation_error_message=_("Een tewerkstelling ligt tussen 0 en 100 procent."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "project"], name="projectmember_org"),
            models.Index(fields=["supervisor"], name="projectmember_supervisor"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class WorkEntry(models.Model):
    """A prestatie: minutes that somebody worked for a project on one civil day.

    ``span`` is set when he said from when to when; then the database refuses two at one moment.
    ``person`` repeats the member's, for that rule. ``aside`` marks what a merge of doubles left
    out of the count: it is kept, and comes back when the merge is undone.
    """

    privacy = classes(
        public="uid day minutes span kind state version aside entered_at presented_at"
        " approved_at delivered_at",
        personal="activity answer",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    member = models.ForeignKey(ProjectMember, models.PROTECT, related_name="entries")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="esf_entries")
    day = models.DateField()
    minutes = models.IntegerField()
    span = DateTimeRangeField(null=True)
    kind = models.CharField(max_length=20, choices=EntryKind.choices, default=EntryKind.WORK)
    activity = models.TextField()
    state = models.CharField(max_length=20, choices=entry_flow.choices, default=entry_flow.start)
    version = models.IntegerField(default=1)
    aside = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    presented_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    delivered_at = models.DateTimeField(null=True)
    delivered_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("prestatie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="workentry_uid",
                violation_error_message=_("Deze prestatie bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gt=0, minutes__lte=1500),
                name="workentry_minutes",
                violation_error_message=_("Een prestatie duurt minstens 1 minuut en geen 25 uur."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(entry_flow.states)),
                name="workentry_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("person")),
                name="workentry_four_eyes",
                violation_error_message=_("Niemand keurt zijn eigen prestatie goed."),
            ),
            ExclusionConstraint(
                name="workentry_one_place_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(aside=False) & ~models.Q(state__in=ENTRY_GONE),
                violation_error_message=_("In die uren staat al een andere prestatie."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "day"], name="workentry_person_day"),
            models.Index(fields=["member", "day"], name="workentry_member_day"),
            models.Index(fields=["state", "day"], name="workentry_state_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.day.isoformat()}"


class WorkEntryVersion(models.Model):
    """What a prestatie said before it was changed; never changed or removed (a trigger holds it).

    ``span`` is the text of the bounds, empty when only minutes were given.
    """

    privacy = classes(public="number day minutes span kind state changed_at", personal="activity")

    entry = models.ForeignKey(WorkEntry, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    day = models.DateField()
    minutes = models.IntegerField()
    span = DateTimeRangeField(null=True)
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    activity = models.TextField()
    state = models.CharField(max_length=20)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("vroegere versie van een prestatie")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="workentryversion_number",
                violation_error_message=_("Deze versie is al bewaard."),
            )
        ]


class Allocation(models.Model):
    """A toewijzing: a fixed share of somebody's time goes to a project, month after month
    (Reg. (EU) 2021/1060 art. 55(5)).

    ``first`` and ``last`` are the first days of the first and the last month. ``replaces`` is the
    one that ESF archived so that this one could be entered.
    """

    privacy = classes(
        public="uid percent first last state aside entered_at agreed_at cleared_at submitted_at"
        " archived_at",
        personal="calculation activity answer",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    member = models.ForeignKey(ProjectMember, models.PROTECT, related_name="allocations")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="esf_allocations")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    first = models.DateField()
    last = models.DateField()
    calculation = models.TextField()
    activity = models.TextField()
    state = models.CharField(
        max_length=20, choices=allocation_flow.choices, default=allocation_flow.start
    )
    aside = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("toewijzing")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="allocation_uid",
                violation_error_message=_("Deze toewijzing bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gt=0, percent__lte=100),
                name="allocation_percent",
                violation_error_message=_("Een toewijzing ligt tussen 0 en 100 procent."),
            ),
            models.CheckConstraint(
                condition=models.Q(first__day=1, last__day=1, last__gte=models.F("first")),
                name="allocation_months",
                violation_error_message=_("Een toewijzing loopt over hele maanden."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(allocation_flow.states)),
                name="allocation_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            models.CheckConstraint(
                condition=~models.Q(entered_by=models.F("person")),
                name="allocation_four_eyes",
                violation_error_message=_("Niemand geeft zijn eigen toewijzing in."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=~models.Q(state__in=ALLOCATION_GONE),
                name="allocation_replaced_once",
                violation_error_message=_("Deze toewijzing is al door een andere vervangen."),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "first"], name="allocation_person_first"),
            models.Index(fields=["state"], name="allocation_state_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.percent} %"
