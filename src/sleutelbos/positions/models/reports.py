"""Reports as somebody looks at them again and again (A16)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.positions.states import ReportKind

LONGEST_QUERY = 500


class SavedView(models.Model):
    """A report with what somebody chose in it, under a name of his own. Without an entity it is of
    all entities. ``query`` is what stands in the address."""

    privacy = classes(public="uid report query made_at", personal="name")

    uid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey("register.Person", models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    report = models.CharField(max_length=20, choices=ReportKind.choices)
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bewaarde weergave van een rapport")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="savedview_uid",
                violation_error_message=_("Deze weergave bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "name"],
                name="savedview_name",
                nulls_distinct=False,
                violation_error_message=_("U hebt al een weergave met deze naam."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="savedview_has_name",
                violation_error_message=_("Geef de weergave een naam."),
            ),
            models.CheckConstraint(
                condition=models.Q(report__in=ReportKind.values),
                name="savedview_report",
                violation_error_message=_("Dit rapport bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
