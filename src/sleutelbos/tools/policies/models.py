"""Values of policies: dated, for everybody or for one scope."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.tools.policies.findings import Severity


class Source(models.TextChoices):
    """Where a value comes from."""

    SEED = "seed", _("Bron")
    LAW = "law", _("Regelgeving")
    INFERENCE = "inference", _("Onze veronderstelling")


class PolicyValue(models.Model):
    """One value of one policy, for one scope (empty: everybody), for a period of civil days.

    ``severity`` is what breaking it means; ``deviators`` names the roles that may deviate.
    """

    privacy = classes(
        public="name value scope_kind scope_key valid source severity note deviators",
    )

    name = models.CharField(max_length=100)
    value = models.JSONField()
    scope_kind = models.CharField(max_length=50, default="", blank=True)
    scope_key = models.CharField(max_length=100, default="", blank=True)
    valid = DateRangeField()
    source = models.CharField(max_length=10, choices=Source.choices)
    severity = models.CharField(max_length=10, choices=Severity.choices, default=Severity.BLOCKING)
    note = models.TextField(default="", blank=True)
    deviators = ArrayField(models.CharField(max_length=100), default=list, blank=True)

    class Meta:
        verbose_name = _("waarde van een regel")
        constraints = [
            ExclusionConstraint(
                name="policyvalue_no_overlap",
                expressions=[
                    ("name", RangeOperators.EQUAL),
                    ("scope_kind", RangeOperators.EQUAL),
                    ("scope_key", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Voor die dagen is er al een waarde."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="policyvalue_not_empty",
                violation_error_message=_("De periode eindigt voor ze begint."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
