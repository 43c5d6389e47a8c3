"""Days on which an agreement stands still (A17)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models.agreements import Agreement
from sleutelbos.duallearning.agreement.states import SuspensionCause
from sleutelbos.kernel.privacy import classes


class Suspension(models.Model):
    """The agreement stands still in ``valid``; without an end nobody knows how long yet."""

    privacy = classes(public="uid valid noted_at", personal="cause note")

    uid = models.UUIDField(default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="suspensions")
    cause = models.CharField(max_length=20, choices=SuspensionCause.choices)
    valid = DateRangeField()
    note = models.TextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("schorsing van een overeenkomst")
        verbose_name_plural = _("schorsingen van overeenkomsten")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="suspension_uid",
                violation_error_message=_("Deze schorsing bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="suspension_not_empty",
                violation_error_message=_("De schorsing eindigt voor ze begint."),
            ),
            ExclusionConstraint(
                name="suspension_once",
                expressions=[
                    ("agreement", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "In een deel van die dagen is de overeenkomst al geschorst."
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("schorsing van %s") % self.agreement
