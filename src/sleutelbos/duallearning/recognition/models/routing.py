"""Who is competent for a request: the sector agreements, and what a partnership may do (W04)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.programmes import Programme
from sleutelbos.duallearning.recognition.states import DelegatedPower
from sleutelbos.kernel.privacy import classes


class JointCommittee(models.Model):
    """A paritair (sub)comité, as the RSZ codes it."""

    privacy = classes(public="code name")

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("paritair comité")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="jointcommittee_code",
                violation_error_message=_("Dit paritair comité bestaat al."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Delegation(models.Model):
    """A power that a samenwerkingsakkoord leaves to a sectoral partnership, for a period."""

    privacy = classes(public="power valid source")

    partnership = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="delegated_powers"
    )
    power = models.CharField(max_length=20, choices=DelegatedPower.choices)
    valid = DateRangeField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("overgedragen bevoegdheid")
        constraints = [
            ExclusionConstraint(
                name="delegation_once",
                expressions=[
                    ("partnership", RangeOperators.EQUAL),
                    ("power", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Het partnerschap heeft deze bevoegdheid al in een deel van die periode."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="delegation_not_empty",
                violation_error_message=_("De bevoegdheid eindigt voor ze begint."),
            ),
        ]


class RoutingRule(models.Model):
    """A sector agreement: requests of this paritair comité, or for this opleiding, or both, go to
    this partnership. The lowest ``priority`` wins; then the rule that names most.
    """

    privacy = classes(public="uid priority valid source")

    uid = models.UUIDField(default=uuid4, editable=False)
    committee = models.ForeignKey(JointCommittee, models.PROTECT, null=True, related_name="rules")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="rules")
    partnership = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="routing_rules"
    )
    priority = models.PositiveIntegerField(default=100)
    valid = DateRangeField()
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("sectorafspraak")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="routingrule_uid",
                violation_error_message=_("Deze afspraak bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(committee__isnull=False) | models.Q(programme__isnull=False),
                name="routingrule_says_something",
                violation_error_message=_("Kies een paritair comité, een opleiding of beide."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="routingrule_not_empty",
                violation_error_message=_("De afspraak eindigt voor ze begint."),
            ),
            ExclusionConstraint(
                name="routingrule_one_answer",
                expressions=[
                    (Coalesce("committee", 0), RangeOperators.EQUAL),
                    (Coalesce("programme", 0), RangeOperators.EQUAL),
                    ("priority", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "Er is al een afspraak met deze voorrang voor hetzelfde. Kies een andere"
                    " voorrang of beëindig de eerste."
                ),
            ),
        ]
