"""Code lists of others: legal forms and situations, NIS, postcodes and the like."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.periods import DateRange
from sleutelbos.kernel.privacy import Privacy

POSTCODES = "postcode"  # the one list in which a code has several labels: the towns


class CodeListEntry(models.Model):
    """A code of a list, with its labels and the period in which it exists.

    In the list of postcodes ``parent`` is the NIS code of the municipality and the label a town.
    """

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("list", "code", "label_nl", "label_fr", "parent", "valid"), "public"
    )

    list = models.CharField(max_length=30)
    code = models.CharField(max_length=20)
    label_nl = models.CharField(max_length=300)
    label_fr = models.CharField(max_length=300, blank=True)
    parent = models.CharField(max_length=20, blank=True)
    valid = DateRangeField(default=DateRange)

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        constraints = [
            ExclusionConstraint(
                name="codelistentry_once",
                expressions=[
                    ("list", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=~models.Q(list=POSTCODES),
                violation_error_message=_("Deze code bestaat al in die periode."),
            ),
            models.UniqueConstraint(
                fields=["list", "code", "label_nl", "label_fr", "valid"],
                name="codelistentry_same",
                violation_error_message=_("Deze code bestaat al in die periode."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label_nl}"
