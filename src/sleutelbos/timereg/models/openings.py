"""What is asked about a session, what ESF opens, and what was handed in (T07, T08, T09)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.models.sessions import Session
from sleutelbos.timereg.states import Window, late_flow, reopen_flow


class Opening(models.Model):
    """A period in which a session may be registered after its own day."""

    privacy = classes(public="uid window valid given_at", personal="reason")

    uid = models.UUIDField(default=uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="openings")
    window = models.CharField(max_length=20, choices=Window.choices)
    valid = DateTimeRangeField()
    reason = models.TextField()
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("opening van een sessie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="opening_uid",
                violation_error_message=_("Deze opening bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="opening_not_empty",
                violation_error_message=_("De opening eindigt voor ze begint."),
            ),
        ]


class Asked(models.Model):
    """What somebody asks about a session, and what was answered."""

    uid = models.UUIDField(default=uuid4, editable=False)
    reason = models.TextField()
    asked_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        abstract = True


class LateRequest(Asked):
    """Registering did not work on the day; asked on the day itself or the day after before the
    hour of the policy, always with the project number (S0, T07). Support may decide later.
    """

    privacy = classes(
        public="uid state project_number asked_at decided_at", personal="reason answer"
    )

    session = models.ForeignKey(Session, models.PROTECT, related_name="late_requests")
    project_number = models.CharField(max_length=30)
    state = models.CharField(max_length=20, choices=late_flow.choices, default=late_flow.start)

    class Meta:
        verbose_name = _("aanvraag om later te registreren")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="laterequest_uid",
                violation_error_message=_("Deze aanvraag bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(state="asked"),
                name="laterequest_one_open",
                violation_error_message=_("Voor deze sessie wacht al een aanvraag op support."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(late_flow.states)),
                name="laterequest_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="laterequest_state_asked")]


class ReopenRequest(Asked):
    """A promotor asks ESF to let a submitted session be changed (S0, T09)."""

    privacy = classes(public="uid state asked_at decided_at", personal="reason answer")

    session = models.ForeignKey(Session, models.PROTECT, related_name="reopen_requests")
    state = models.CharField(max_length=20, choices=reopen_flow.choices, default=reopen_flow.start)

    class Meta:
        verbose_name = _("vraag om heropening")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="reopenrequest_uid",
                violation_error_message=_("Deze vraag bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(state="asked"),
                name="reopenrequest_one_open",
                violation_error_message=_("Voor deze sessie wacht al een vraag op ESF."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(reopen_flow.states)),
                name="reopenrequest_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="reopenrequest_state_asked")]


class SessionVersion(models.Model):
    """What was handed to ESF, frozen: never changed or removed (a trigger holds that).

    ``content`` is the session as facts (keys of persons, minutes with their explanation);
    ``digest`` is sha256 over its canonical JSON.
    """

    privacy = classes(public="number content digest submitted_at", personal="note")

    session = models.ForeignKey(Session, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("ingediende versie")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                name="sessionversion_number",
                violation_error_message=_("Deze versie is al ingediend."),
            )
        ]
