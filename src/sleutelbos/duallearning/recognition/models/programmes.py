"""Opleidingen: what is learned, by which type of agreement, which school offers it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.periods import DateRange
from sleutelbos.kernel.privacy import classes


class Programme(models.Model):
    """A duale opleiding. ``successor`` takes its place after ``valid``."""

    privacy = classes(public="uid code name domain agreement valid")

    uid = models.UUIDField(default=uuid4, editable=False)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=100, blank=True)
    agreement = models.CharField(max_length=3, choices=AgreementKind.choices)
    valid = DateRangeField(default=DateRange)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        verbose_name = _("duale opleiding")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="programme_uid",
                violation_error_message=_("Deze opleiding bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                name="programme_code",
                violation_error_message=_("Er is al een opleiding met deze code."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="programme_not_empty",
                violation_error_message=_("De opleiding eindigt voor ze begint."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: date) -> bool:
        """Whether it can be chosen on a civil day."""
        first, after = self.valid.lower, self.valid.upper
        return (first is None or first <= day) and (after is None or day < after)


class ProgrammeActivity(models.Model):
    """A line of the activiteitenlijst of an opleiding."""

    privacy = classes(public="order text")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="activities")
    order = models.PositiveIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("activiteit van een opleiding")
        ordering = ["programme", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "order"],
                name="programmeactivity_order",
                violation_error_message=_("Deze plaats in de lijst is al ingenomen."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class ProgrammeOffer(models.Model):
    """A school offers an opleiding in a period (programmatie)."""

    privacy = classes(public="valid")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="offers")
    school = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="programme_offers"
    )
    valid = DateRangeField()

    class Meta:
        verbose_name = _("aanbod van een school")
        constraints = [
            ExclusionConstraint(
                name="programmeoffer_once",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("school", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "De school biedt deze opleiding al aan in een deel van die periode."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="programmeoffer_not_empty",
                violation_error_message=_("Het aanbod eindigt voor het begint."),
            ),
        ]
