"""The erkenning of a vestiging for an opleiding, and its mentors."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.programmes import Programme
from sleutelbos.duallearning.recognition.models.requests import Request
from sleutelbos.duallearning.recognition.states import (
    HELD_STATES,
    Verdict,
    mentor_flow,
    recognition_flow,
)
from sleutelbos.kernel.privacy import classes


class Recognition(models.Model):
    """A vestiging may train learners of an opleiding in a period; at most ``places`` at once."""

    privacy = classes(public="uid number state valid places warned_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=20)
    request = models.OneToOneField(Request, models.PROTECT, related_name="recognition")
    company = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="recognitions"
    )
    site = models.ForeignKey("register.Site", models.PROTECT, related_name="recognitions")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="recognitions")
    partnership = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="recognitions_given"
    )
    valid = DateRangeField()
    places = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=recognition_flow.choices, default=recognition_flow.start
    )
    warned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("erkenning")
        verbose_name_plural = _("erkenningen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="recognition_uid",
                violation_error_message=_("Deze erkenning bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="recognition_number",
                violation_error_message=_("Er is al een erkenning met dit nummer."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(recognition_flow.states)),
                name="recognition_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            ExclusionConstraint(
                name="recognition_once",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("programme", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=HELD_STATES),
                violation_error_message=_(
                    "Deze vestiging is in een deel van die periode al erkend voor de opleiding."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state"], name="recognition_partnership_state"),
            models.Index(fields=["company", "state"], name="recognition_company_state"),
        ]

    def __str__(self) -> str:
        return self.number


class Mentor(models.Model):
    """A person guides learners at a vestiging, for the opleiding of a request (W09).

    The same person may be mentor elsewhere too: he is one person of the register. ``extract_on`` is
    the day of the uittreksel 596.2; the file is destroyed on time, ``conduct`` is kept. ``renews``:
    he was judged before, for the recognition that is renewed, and keeps that extract (M05).
    """

    privacy = classes(
        public="uid state checked_at conduct",
        personal="experience education extract_on remark",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="mentors")
    recognition = models.ForeignKey(Recognition, models.PROTECT, null=True, related_name="mentors")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="mentorships")
    state = models.CharField(max_length=20, choices=mentor_flow.choices, default=mentor_flow.start)
    experience = models.PositiveIntegerField()
    education = models.TextField(blank=True)
    extract_on = models.DateField()
    extract = models.ForeignKey("tools.StoredFile", models.PROTECT, related_name="+")
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    conduct = models.CharField(max_length=20, choices=Verdict.choices, default=Verdict.OPEN)
    remark = models.TextField(blank=True)
    checked_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mentor")
        verbose_name_plural = _("mentoren")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="mentor_uid",
                violation_error_message=_("Deze mentor bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["request", "person"],
                name="mentor_once",
                violation_error_message=_("Deze persoon is al mentor bij deze aanvraag."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(mentor_flow.states)),
                name="mentor_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
