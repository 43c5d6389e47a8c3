"""A CVO that asks to be added to the portal; what Onderwijs approved for others (S1, G17)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states_offer import programming_flow, school_request_flow
from sleutelbos.kernel.privacy import classes


class SchoolRequest(models.Model):
    """Somebody asks that an onderwijs- of vormingsinstelling of adult education is added, by its
    instellingsnummer. ``school`` is what it became, once the department approved."""

    privacy = classes(
        public="uid number name street house_number postcode municipality state asked_at"
        " decided_at",
        personal="position reason",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=6)
    name = models.CharField(max_length=320)
    street = models.CharField(max_length=300, blank=True)
    house_number = models.CharField(max_length=30, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    municipality = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=school_request_flow.choices, default=school_request_flow.start
    )
    asked_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    school = models.ForeignKey("register.Organisation", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("aanvraag van een school")
        verbose_name_plural = _("aanvragen van scholen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="schoolrequest_uid",
                violation_error_message=_("Deze aanvraag bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(state="open"),
                name="schoolrequest_one_open",
                violation_error_message=_(
                    "Voor dit instellingsnummer loopt al een aanvraag. Het departement beslist nog."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(school_request_flow.states)),
                name="schoolrequest_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammingDelivery(models.Model):
    """A file of approved programmatieaanvragen that came by the feed. ``digest`` is of the file,
    ``lines`` what it would change; ``same`` counts what was so already.

    ``reasons`` say why a human must look first, ``faults`` which lines can't be done.
    """

    privacy = classes(
        public="uid state source digest at loaded_at lines count same reasons faults",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    state = models.CharField(
        max_length=20, choices=programming_flow.choices, default=programming_flow.start
    )
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True)
    lines = models.JSONField(default=list)
    count = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    reasons = ArrayField(models.TextField(), default=list, blank=True)
    faults = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        verbose_name = _("levering van programmatieaanvragen")
        verbose_name_plural = _("leveringen van programmatieaanvragen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="programmingdelivery_uid",
                violation_error_message=_("Deze levering bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state="staged"),
                name="programmingdelivery_one_staged",
                violation_error_message=_("Er wacht al een levering. Kijk die eerst na."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(programming_flow.states)),
                name="programmingdelivery_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def run_id(self) -> int | None:
        """None: it is loaded at once, without a task."""
        return None
