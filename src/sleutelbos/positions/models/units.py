"""Departments and teams of an entity: a tree whose shape depends on the day."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.tools.slices import Slice, slice_constraints


class OrgUnit(models.Model):
    """A department or team; ``code`` is that of Vlimpers (at most fifteen characters)."""

    privacy = classes(public="uid code")

    uid = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey("register.Organisation", models.PROTECT, related_name="units")
    code = models.CharField(max_length=15)

    class Meta:
        verbose_name = _("organisatie-eenheid")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="orgunit_uid",
                violation_error_message=_("Deze eenheid bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="orgunit_code",
                violation_error_message=_("Deze entiteit heeft al een eenheid met deze code."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class UnitSlice(Slice):
    """What a unit is called and where it hangs, in ``valid``; without a parent it is on top."""

    privacy = classes(public="name valid recorded")
    keys, facts = ("unit",), ("name", "parent")

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="slices")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="child_slices")

    class Meta(Slice.Meta):
        verbose_name = _("gegevens van een eenheid")
        constraints = [
            *slice_constraints(
                "unitslice",
                ("unit",),
                overlap=_("Over deze eenheid is in die periode al iets anders gekend."),
                empty=_("De eenheid eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("unit")),
                name="unitslice_not_its_own_parent",
                violation_error_message=_("Een eenheid hangt niet onder zichzelf."),
            ),
        ]
        indexes = [models.Index(fields=["parent"], name="unitslice_parent")]

    def __str__(self) -> str:
        return self.name
