"""A session of a training, and who takes part in it (T03, T04)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.models.projects import Training
from sleutelbos.timereg.states import Seating, session_flow


class Session(models.Model):
    """One gathering: half-open ``plan`` in UTC, ``breaks`` inside it, ``day`` the civil day in
    Brussels on which it starts (a session past midnight belongs to its first day).

    ``version`` counts what was handed to ESF; ``reopened_once`` stays true for the archive's
    filter. ``open_until`` is when a reopened session closes by itself.
    """

    privacy = classes(
        public="uid plan day breaks place online link state version reopened_once open_until"
        " planned_at",
        personal="note",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    training = models.ForeignKey(Training, models.PROTECT, related_name="sessions")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="esf_sessions"
    )
    site = models.ForeignKey(
        "register.Site", models.PROTECT, null=True, related_name="esf_sessions"
    )
    plan = DateTimeRangeField()
    day = models.DateField()
    breaks = ArrayField(DateTimeRangeField(), default=list, blank=True)
    place = models.CharField(max_length=200, blank=True)
    online = models.BooleanField(default=False)
    link = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    state = models.CharField(
        max_length=20, choices=session_flow.choices, default=session_flow.start
    )
    version = models.IntegerField(default=0)
    reopened_once = models.BooleanField(default=False)
    open_until = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("opleidingssessie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="trainingsession_uid",
                violation_error_message=_("Deze sessie bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(plan__isempty=False, plan__lower_inf=False)
                & models.Q(plan__upper_inf=False),
                name="trainingsession_plan",
                violation_error_message=_("De sessie eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(session_flow.states)),
                name="trainingsession_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "day"], name="trainingsession_org_day"),
            models.Index(fields=["organisation", "state", "day"], name="trainingsession_org_state"),
            models.Index(fields=["training", "day"], name="trainingsession_training"),
            models.Index(fields=["day", "state"], name="trainingsession_day_state"),
        ]

    def __str__(self) -> str:
        return f"{self.training.name}, {self.day.isoformat()}"


class Seat(models.Model):
    """A trainer or participant of a session. ``plan`` repeats the session's, so that the database
    refuses the same person twice at one moment, in whatever role or organisation (T04).

    ``active`` is false for who was taken off after something was registered, and in an annulled
    session. ``substitute`` marks a trainer who came in on the day itself.
    """

    privacy = classes(public="uid part plan active substitute added_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="esf_seats")
    part = models.CharField(max_length=20, choices=Seating.choices)
    plan = DateTimeRangeField()
    active = models.BooleanField(default=True)
    substitute = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("plaats in een sessie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="seat_uid",
                violation_error_message=_("Deze plaats bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["session", "person"],
                name="seat_once",
                violation_error_message=_("Deze persoon staat al op de sessie."),
            ),
            ExclusionConstraint(
                name="seat_one_place_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("plan", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(active=True),
                violation_error_message=_(
                    "Deze persoon staat op dat moment al op een andere sessie."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
