"""Guidance and sanctions on a recognition (W22)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.recognitions import Mentor, Recognition
from sleutelbos.duallearning.recognition.states_follow_up import (
    LetterKind,
    SanctionKind,
    sanction_flow,
)
from sleutelbos.kernel.privacy import classes


class Sanction(models.Model):
    """A step of the ladder, from the proposal over the hearing to the decision.

    ``whole_company``: an exclusion of the company, not of the vestiging only. ``urgent`` is why it
    did not wait for guidance. ``statement`` is what the company answers in writing, ``report`` what
    was said at the hearing, or came of the guidance. ``until``: the last day of what is temporary.
    """

    privacy = classes(
        public="uid kind state whole_company proposed_at hearing_on statement_at decided_at until",
        personal="grounds urgent hearing_place statement report motivation",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="sanctions")
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, related_name="sanctions")
    kind = models.CharField(max_length=20, choices=SanctionKind.choices)
    state = models.CharField(
        max_length=20, choices=sanction_flow.choices, default=sanction_flow.start
    )
    whole_company = models.BooleanField(default=False)
    grounds = models.TextField()
    urgent = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    hearing_on = models.DateField(null=True)
    hearing_place = models.CharField(max_length=200, blank=True)
    statement = models.TextField(blank=True)
    statement_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    motivation = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    until = models.DateField(null=True)

    class Meta:
        verbose_name = _("sanctie")
        verbose_name_plural = _("sancties")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="sanction_uid",
                violation_error_message=_("Deze sanctie bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["recognition"],
                condition=models.Q(state__in=("proposed", "hearing")),
                name="sanction_one_open",
                violation_error_message=_(
                    "Bij deze erkenning loopt al een begeleiding of sanctie. Sluit die eerst af."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(sanction_flow.states)),
                name="sanction_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["state", "until"], name="sanction_state_until")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recognition}"


class SanctionLetter(models.Model):
    """A letter to the company about a step of the ladder, kept as it was written."""

    privacy = classes(public="uid kind made_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    file = models.ForeignKey("tools.StoredFile", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("brief over een sanctie")
        verbose_name_plural = _("brieven over sancties")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="sanctionletter_uid",
                violation_error_message=_("Deze brief bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["sanction", "kind"],
                name="sanctionletter_once",
                violation_error_message=_("Deze brief is al gemaakt."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sanction}"
