"""Werkrelaties, grants, posts, mandates: one axis of time, the past is kept (architecture).

``cut``: somebody ended it before its time, and that was announced then; what only runs out is
announced when the clock passes its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.ranges import Lower, Upper
from sleutelbos.access.states import Domain, PostKind, RelationKind, Source
from sleutelbos.kernel.privacy import classes

if TYPE_CHECKING:
    from sleutelbos.register.public import Site


class WorkRelation(models.Model):
    """A werkrelatie ties a person to an organisation, or one vestiging, for a period (G07)."""

    privacy = classes(public="uid kind valid cut source", personal="reason")
    keeps_past = True

    uid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="relations")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="relations"
    )
    site = models.ForeignKey("register.Site", models.PROTECT, null=True, related_name="relations")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    valid = DateTimeRangeField()
    cut = models.BooleanField(default=False, db_default=False)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.MANUAL)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("werkrelatie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="relation_uid",
                violation_error_message=_("Deze werkrelatie bestaat al."),
            ),
            ExclusionConstraint(
                name="relation_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (Coalesce("site", 0), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Deze persoon heeft in die periode al een werkrelatie met de organisatie."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="relation_not_empty",
                violation_error_message=_("De werkrelatie eindigt voor ze begint."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "person"], name="relation_org_person"),
            models.Index(Upper("valid"), name="relation_end"),
        ]


class Grant(models.Model):
    """One role of one right, granted on a werkrelatie, for a period (G08)."""

    privacy = classes(public="uid valid cut source", personal="reason")
    keeps_past = True

    uid = models.UUIDField(default=uuid4, editable=False)
    relation = models.ForeignKey(WorkRelation, models.PROTECT, related_name="grants")
    role = models.ForeignKey("access.Role", models.PROTECT, related_name="grants")
    site = models.ForeignKey("register.Site", models.PROTECT, null=True, related_name="grants")
    valid = DateTimeRangeField()
    cut = models.BooleanField(default=False, db_default=False)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.MANUAL)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("toegekend recht")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="grant_uid",
                violation_error_message=_("Dit toegekende recht bestaat al."),
            ),
            ExclusionConstraint(
                name="grant_no_overlap",
                expressions=[
                    ("relation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce("site", 0), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Deze persoon heeft dit recht met deze rol al in een deel van die periode."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="grant_not_empty",
                violation_error_message=_("Het recht eindigt voor het begint."),
            ),
        ]
        indexes = [
            models.Index(fields=["role"], name="grant_role"),
            models.Index(Lower("valid"), name="grant_start"),
            models.Index(Upper("valid"), name="grant_end"),
        ]

    @property
    def limited_to(self) -> Site | None:
        """The vestiging for which it counts, as ``access_power`` says; None: all of them."""
        return self.site or self.relation.site


class Post(models.Model):
    """A post of beheerder of an organisation (G01, G02, G34)."""

    privacy = classes(public="uid kind domain valid cut source", personal="reason")
    keeps_past = True

    uid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="posts")
    organisation = models.ForeignKey("register.Organisation", models.PROTECT, related_name="posts")
    site = models.ForeignKey("register.Site", models.PROTECT, null=True, related_name="posts")
    relation = models.ForeignKey(WorkRelation, models.PROTECT, null=True, related_name="posts")
    kind = models.CharField(max_length=30, choices=PostKind.choices)
    domain = models.CharField(max_length=30, choices=Domain.choices, blank=True)
    valid = DateTimeRangeField()
    cut = models.BooleanField(default=False, db_default=False)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.MANUAL)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("aanstelling als beheerder")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="post_uid",
                violation_error_message=_("Deze aanstelling bestaat al."),
            ),
            ExclusionConstraint(
                name="post_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (Coalesce("site", 0), RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("domain", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Deze persoon is in die periode al aangesteld in deze functie."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="post_not_empty",
                violation_error_message=_("De aanstelling eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=PostKind.ACCESS_MANAGER) | models.Q(domain=""),
                name="post_domain_of_access_manager",
                violation_error_message=_("Alleen een toegangsbeheerder heeft een domein."),
            ),
            models.CheckConstraint(
                condition=models.Q(relation__isnull=False)
                | models.Q(kind__in=[PostKind.HEAD_ACCESS_MANAGER, PostKind.ACCESS_MANAGER]),
                name="post_needs_relation",
                violation_error_message=_(
                    "Een lokale beheerder heeft eerst een werkrelatie nodig."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind"], name="post_org_kind"),
            models.Index(Upper("valid"), name="post_end"),
        ]


class Mandate(models.Model):
    """A machtiging: a company lets a person, or an organisation, act for it (W03, SSM)."""

    privacy = classes(public="uid valid cut document", personal="reason")
    keeps_past = True

    uid = models.UUIDField(default=uuid4, editable=False)
    giver = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="mandates_given"
    )
    site = models.ForeignKey("register.Site", models.PROTECT, null=True, related_name="mandates")
    person = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="mandates"
    )
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="mandates_held"
    )
    role = models.ForeignKey("access.Role", models.PROTECT, related_name="mandates")
    valid = DateTimeRangeField()
    cut = models.BooleanField(default=False, db_default=False)
    document = models.CharField(max_length=200)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("machtiging")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="mandate_uid",
                violation_error_message=_("Deze machtiging bestaat al."),
            ),
            ExclusionConstraint(
                name="mandate_no_overlap",
                expressions=[
                    ("giver", RangeOperators.EQUAL),
                    (Coalesce("site", 0), RangeOperators.EQUAL),
                    (Coalesce("person", 0), RangeOperators.EQUAL),
                    (Coalesce("organisation", 0), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Deze machtiging bestaat al in een deel van die periode."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, organisation__isnull=True)
                | models.Q(person__isnull=True, organisation__isnull=False),
                name="mandate_one_holder",
                violation_error_message=_(
                    "Een machtiging gaat naar een persoon of een organisatie."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="mandate_not_empty",
                violation_error_message=_("De machtiging eindigt voor ze begint."),
            ),
        ]
        indexes = [models.Index(Upper("valid"), name="mandate_end")]


class Announced(models.Model):
    """Up to which instant starts and ends of what is held were announced; one row."""

    privacy = classes(public="until")

    until = models.DateTimeField()

    class Meta:
        verbose_name = _("gemelde grens")
