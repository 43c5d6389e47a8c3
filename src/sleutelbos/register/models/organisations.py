"""Organisations, their dated numbers, doelgroepen and vestigingen."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.periods import DateRange
from sleutelbos.kernel.privacy import Privacy
from sleutelbos.register.models.search import names_search, search_indexes
from sleutelbos.register.states import KeyKind, OrganisationKind, Source, Status, TargetGroup

ADDRESS = ("street", "house_number", "box", "postcode", "municipality", "country")


class Addressed(models.Model):
    """An address as the KBO writes it; an empty country is Belgium."""

    street = models.CharField(max_length=300, blank=True)
    house_number = models.CharField(max_length=30, blank=True)
    box = models.CharField(max_length=30, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    municipality = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """The address on one line, e.g. "Stropstraat 1 bus 2, 9000 Gent"; empty when unknown."""
        box = _("bus %(box)s") % {"box": self.box} if self.box else ""
        lines = (
            " ".join(part for part in (self.street, self.house_number, str(box)) if part),
            " ".join(part for part in (self.postcode, self.municipality) if part),
            self.country,
        )
        return ", ".join(line for line in lines if line)


class Organisation(Addressed):
    """An organisation that somebody here works with; the KBO mirror holds the others."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("uid", "name", "short_name", "names_search", "legal_form", "legal_situation", "status",
         "started_on", "stopped_on", "kind", "source", "email", *ADDRESS), "public")  # fmt: skip

    uid = models.UUIDField(default=uuid4, editable=False)
    name = models.CharField(max_length=320)
    short_name = models.CharField(max_length=320, blank=True)
    names_search = names_search("name", "short_name")
    legal_form = models.CharField(max_length=10, blank=True)
    legal_situation = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    started_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    kind = models.CharField(
        max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.COMPANY
    )
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.MANUAL)
    email = models.EmailField(max_length=254, blank=True)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="organisation_uid",
                violation_error_message=_("Deze organisatie bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.ACTIVE, stopped_on__isnull=True)
                | models.Q(status=Status.STOPPED),
                name="organisation_stopped_on",
                violation_error_message=_("Een actieve organisatie heeft geen einddatum."),
            ),
        ]
        indexes = search_indexes("organisation")

    def __str__(self) -> str:
        return self.name


class OrganisationIdentifier(models.Model):
    """A typed number of an organisation, with the period in which it is that organisation's."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("kind", "value", "valid"), "public")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=3, choices=KeyKind.choices)
    value = models.CharField(max_length=30)
    valid = DateRangeField(default=DateRange)

    class Meta:
        verbose_name = _("nummer van een organisatie")
        constraints = [
            ExclusionConstraint(
                name="organisationidentifier_once",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("value", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Dit nummer is in die periode van een organisatie."),
            ),
        ]
        indexes = [models.Index(fields=["value"], name="organisationidentifier_value")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class TargetGroupMembership(models.Model):
    """An organisation is known in a doelgroep, under the number that counts there (G12)."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("target_group", "valid"), "public")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="target_groups")
    target_group = models.CharField(max_length=3, choices=TargetGroup.choices)
    identifier = models.ForeignKey(
        OrganisationIdentifier, models.PROTECT, null=True, related_name="memberships"
    )
    valid = DateRangeField(default=DateRange)

    class Meta:
        verbose_name = _("doelgroep van een organisatie")
        constraints = [
            ExclusionConstraint(
                name="targetgroup_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("target_group", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "De organisatie is in die periode al gekend in deze doelgroep."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_group}:{self.identifier.value if self.identifier else ''}"


class Site(Addressed):
    """A vestiging; ``number`` is its vestigingsnummer, empty when it has none."""

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("uid", "number", "name", "status", "started_on", "stopped_on", *ADDRESS), "public"
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="sites")
    number = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=320, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    started_on = models.DateField(null=True)
    stopped_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("vestiging")
        verbose_name_plural = _("vestigingen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="site_uid",
                violation_error_message=_("Deze vestiging bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~models.Q(number=""),
                name="site_number",
                violation_error_message=_("Er is al een vestiging met dit nummer."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address or self.number
