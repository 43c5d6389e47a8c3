"""Functions of persons in organisations, as the KBO feed tells them: two axes of time."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import Privacy


class OrganisationFunction(models.Model):
    """A slice: this person has this function there in ``valid``, as we knew it in ``recorded``.

    ``represents`` says that the function makes its holder a wettelijk vertegenwoordiger; it is
    kept with the fact, so that the past stays when the table of functions changes. The only UPDATE
    that the database allows closes an open ``recorded``, once (trigger in migration 0001).
    """

    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(
        ("function", "represents", "valid", "recorded"), "public"
    )

    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="functions"
    )
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="functions")
    function = models.CharField(max_length=40)
    represents = models.BooleanField()
    valid = DateRangeField()
    recorded = DateTimeRangeField()

    class Meta:
        verbose_name = _("functie in een organisatie")
        constraints = [
            ExclusionConstraint(
                name="organisationfunction_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("function", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(recorded__upper_inf=True),
                violation_error_message=_(
                    "Deze persoon heeft die functie al in een deel van die periode."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isempty=False),
                name="organisationfunction_not_empty",
                violation_error_message=_("De functie eindigt voor ze begint."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.function}"
