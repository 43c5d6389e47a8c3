"""Tables of prospectie: which sectors go with an opleiding, leads, and who spoke when (W20)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.prospection.states import HELD, ContactKind, DropReason, lead_flow
from sleutelbos.duallearning.recognition.models import Programme, Recognition, Request
from sleutelbos.kernel.privacy import classes


class ProgrammeSector(models.Model):
    """Vestigingen whose NACE code begins with ``nace`` may train learners of an opleiding."""

    privacy = classes(public="uid nace valid source")

    uid = models.UUIDField(default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="sectors")
    nace = models.CharField(max_length=7)
    valid = DateRangeField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("sector van een opleiding")
        verbose_name_plural = _("sectoren van opleidingen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="programmesector_uid",
                violation_error_message=_("Deze sector bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="programmesector_not_empty",
                violation_error_message=_("De sector eindigt voor hij begint."),
            ),
            ExclusionConstraint(
                name="programmesector_once",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("nace", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Deze NACE-code hoort in een deel van die periode al bij de opleiding."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.nace


class Lead(models.Model):
    """A partnership talks with a vestiging about an opleiding; ``owner`` does it.

    The numbers are those of the KBO (ten digits), ``name`` and ``address`` as it gave them then:
    the company needn't be known here. ``touched_on`` is the day of the last contact, or of the
    beginning: from it the reservation counts. ``next_on``: when the owner does something again.
    """

    privacy = classes(
        public="uid site_number company_number name address state made_at touched_on next_on reason"
        " ended_at",
        personal="note",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    partnership = models.ForeignKey("register.Organisation", models.PROTECT, related_name="leads")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="leads")
    site_number = models.CharField(max_length=10)
    company_number = models.CharField(max_length=10)
    name = models.CharField(max_length=320)
    address = models.CharField(max_length=320, blank=True)
    owner = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=lead_flow.choices, default=lead_flow.start)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    touched_on = models.DateField()
    next_on = models.DateField()
    reason = models.CharField(max_length=20, choices=DropReason.choices, blank=True)
    note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    request = models.ForeignKey(Request, models.PROTECT, null=True, related_name="leads")
    recognition = models.ForeignKey(Recognition, models.PROTECT, null=True, related_name="leads")

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="lead_uid",
                violation_error_message=_("Deze lead bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(lead_flow.states)),
                name="lead_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            models.UniqueConstraint(
                fields=["site_number"],
                condition=models.Q(state__in=HELD),
                name="lead_once",
                violation_error_message=_("Voor deze vestiging loopt al een lead."),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "next_on"], name="lead_partnership_next"),
            models.Index(fields=["owner", "state", "next_on"], name="lead_owner_next"),
        ]

    def __str__(self) -> str:
        return self.name


class LeadContact(models.Model):
    """Somebody of the partnership spoke with the company on a day."""

    privacy = classes(public="on kind made_at", personal="note")

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="contacts")
    on = models.DateField()
    kind = models.CharField(max_length=20, choices=ContactKind.choices)
    note = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacten")

    def __str__(self) -> str:
        return self.get_kind_display()
