"""The monthly report of a project, as it was made and sent (T16)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.models.projects import Project


class MonthlyReport(models.Model):
    """All registrations of a project in one month, frozen: never changed or removed (a trigger
    holds that). ``month`` is the first day of the month.

    ``content`` is the facts (keys of persons, minutes), ``digest`` sha256 over its canonical JSON.
    What was sent, and what came of it, is in the log of mails.
    """

    privacy = classes(public="uid month content digest made_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="monthly_reports")
    month = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("maandrapport")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="monthlyreport_uid",
                violation_error_message=_("Dit rapport bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["project", "month"],
                name="monthlyreport_once",
                violation_error_message=_("Dit project heeft al een rapport van deze maand."),
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1),
                name="monthlyreport_first_day",
                violation_error_message=_("Een maandrapport begint op de eerste van de maand."),
            ),
        ]
        indexes = [models.Index(fields=["-month", "project"], name="monthlyreport_month")]

    def __str__(self) -> str:
        return f"{self.project.number} {self.month:%m/%Y}"
