"""What happens beside the way to a decision: hand-over, visit, and tasks on a recognition (W05)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.recognitions import Recognition
from sleutelbos.duallearning.recognition.models.requests import Request
from sleutelbos.duallearning.recognition.states import (
    TaskKind,
    VisitKind,
    hand_over_flow,
    task_flow,
    visit_flow,
)
from sleutelbos.kernel.privacy import classes


class HandOver(models.Model):
    """Who handles a request wants another to do so; it moves when that one agrees.

    ``giver`` and ``receiver`` None: the department.
    """

    privacy = classes(public="uid state proposed_at answered_at", personal="reason answer")

    uid = models.UUIDField(default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey("register.Organisation", models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=20, choices=hand_over_flow.choices, default=hand_over_flow.start
    )
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("overdracht van een aanvraag")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="handover_uid",
                violation_error_message=_("Deze overdracht bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(state="proposed"),
                name="handover_one_open",
                violation_error_message=_("Voor deze aanvraag is al een overdracht voorgesteld."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(hand_over_flow.states)),
                name="handover_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return _("overdracht van %s") % self.request


class Visit(models.Model):
    """A handler looks at the workplace of a request. ``activities``: lines of the activiteitenlijst
    that a learner can do there, as they read on that day."""

    privacy = classes(public="uid kind on state activities done_at", personal="note report")

    uid = models.UUIDField(default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=20, choices=VisitKind.choices)
    on = models.DateField()
    note = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=visit_flow.choices, default=visit_flow.start)
    planned_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    activities = models.JSONField(default=list)
    report = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bezoek")
        verbose_name_plural = _("bezoeken")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="visit_uid",
                violation_error_message=_("Dit bezoek bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(visit_flow.states)),
                name="visit_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return _("bezoek voor %s") % self.request


class RecognitionTask(models.Model):
    """Something changed: does the recognition still hold? ``before`` and ``after`` say what.

    ``event`` is the key of the last KboEvent that is in it, 0 when none is.
    """

    privacy = classes(
        public="uid kind state opened_at event settled_at visited_on",
        personal="before after remark",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=20, choices=TaskKind.choices)
    state = models.CharField(max_length=20, choices=task_flow.choices, default=task_flow.start)
    opened_at = models.DateTimeField()
    event = models.BigIntegerField(default=0)
    before = models.CharField(max_length=500, blank=True)
    after = models.CharField(max_length=500, blank=True)
    remark = models.TextField(blank=True)
    visited_on = models.DateField(null=True)
    settled_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("taak bij een erkenning")
        verbose_name_plural = _("taken bij een erkenning")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="recognitiontask_uid",
                violation_error_message=_("Deze taak bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["recognition", "kind"],
                condition=models.Q(state="open"),
                name="recognitiontask_one_open",
                violation_error_message=_("Deze taak staat al open."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(task_flow.states)),
                name="recognitiontask_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="recognitiontask_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recognition}"
