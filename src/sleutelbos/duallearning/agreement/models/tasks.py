"""What a school does when the workplace of an agreement changed or lost its recognition (W11)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models.agreements import Agreement
from sleutelbos.duallearning.agreement.states_changes import (
    AgreementTaskKind,
    agreement_task_flow,
)
from sleutelbos.kernel.privacy import classes


class AgreementTask(models.Model):
    """Opened and closed by the house only. ``before`` and ``after`` are the addresses of a move."""

    privacy = classes(public="uid kind state before after opened_at closed_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=20, choices=AgreementTaskKind.choices)
    state = models.CharField(
        max_length=20, choices=agreement_task_flow.choices, default=agreement_task_flow.start
    )
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("taak bij een overeenkomst")
        verbose_name_plural = _("taken bij een overeenkomst")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="agreementtask_uid",
                violation_error_message=_("Deze taak bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                condition=models.Q(state="open"),
                name="agreementtask_one_open",
                violation_error_message=_("Deze taak staat al open."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(agreement_task_flow.states)),
                name="agreementtask_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
