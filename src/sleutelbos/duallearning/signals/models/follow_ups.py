"""Acties: what somebody of a partnership will do about a workplace (W19)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.signals.models.lights import Signal
from sleutelbos.duallearning.signals.models.subjects import OnSubject, one_subject
from sleutelbos.duallearning.signals.states import (
    FollowUpKind,
    FollowUpOutcome,
    follow_up_flow,
)
from sleutelbos.kernel.privacy import classes


class FollowUp(OnSubject):
    """``owner`` does it, ``due`` is the last day; ``outcome`` and ``report`` say what came of it.

    ``signal``: the knipperlicht that led to it. ``report`` is the reason of one that is cancelled.
    """

    privacy = classes(
        public="uid kind due state outcome planned_at concluded_at", personal="text report"
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    signal = models.ForeignKey(Signal, models.PROTECT, null=True, related_name="follow_ups")
    kind = models.CharField(max_length=20, choices=FollowUpKind.choices)
    text = models.TextField()
    owner = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(
        max_length=20, choices=follow_up_flow.choices, default=follow_up_flow.start
    )
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=FollowUpOutcome.choices, blank=True)
    report = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("actie")
        verbose_name_plural = _("acties")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="followup_uid",
                violation_error_message=_("Deze actie bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(follow_up_flow.states)),
                name="followup_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            one_subject("followup_subject"),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "due"], name="followup_partnership_due"),
            models.Index(fields=["owner", "state", "due"], name="followup_owner_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.company}"
