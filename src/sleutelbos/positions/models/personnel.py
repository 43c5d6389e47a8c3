"""Who works where, as Vlimpers hands it over (A24): people, arbeidsrelaties, loads."""

from __future__ import annotations

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.positions.states import EmploymentKind, EmploymentStatus, Statute
from sleutelbos.tools.slices import Slice, slice_constraints


class Employee(models.Model):
    """Somebody in Vlimpers: six digits that are his for good, whatever he does there.

    ``person`` is who he is in the register, when the file gave a number that the register knows.
    """

    privacy = classes(public="uid", personal="number given_name family_name")

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=6)
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    person = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="employees"
    )

    class Meta:
        verbose_name = _("personeelslid")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="employee_uid",
                violation_error_message=_("Dit personeelslid bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="employee_number",
                violation_error_message=_("Er is al een personeelslid met dit Vlimpersnummer."),
            ),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9]{6}$"),
                name="employee_six_digits",
                violation_error_message=_("Een Vlimpersnummer telt zes cijfers."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()


class Employment(models.Model):
    """An arbeidsrelatie: the contract of somebody with a company of Vlimpers. He may have several;
    ``number`` tells them apart (at most three digits there)."""

    privacy = classes(public="uid", personal="number")

    uid = models.UUIDField(default=uuid4, editable=False)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="employments")
    number = models.IntegerField(validators=[MinValueValidator(0), MaxValueValidator(999)])

    class Meta:
        verbose_name = _("arbeidsrelatie")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="employment_uid",
                violation_error_message=_("Deze arbeidsrelatie bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["employee", "number"],
                name="employment_number",
                violation_error_message=_("Dit personeelslid heeft die arbeidsrelatie al."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee.number}/{self.number}"


class EmploymentSlice(Slice):
    """What Vlimpers says of an arbeidsrelatie in ``valid`` (a functierij).

    ``company`` is the numeric code of the legal entity there; ``fte`` the share of full time in the
    contract. The organisation is the entity for which somebody works.
    """

    privacy = classes(public="valid recorded", personal="company status kind statute fte")
    keys = ("employment",)
    facts = (
        "organisation", "unit", "company", "status", "kind", "statute", "function", "grade", "fte",
    )  # fmt: skip

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="slices")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="employment_slices"
    )
    unit = models.ForeignKey(
        "positions.OrgUnit", models.PROTECT, null=True, related_name="employment_slices"
    )
    company = models.CharField(max_length=10)
    status = models.CharField(max_length=10, choices=EmploymentStatus.choices)
    kind = models.CharField(max_length=20, choices=EmploymentKind.choices)
    statute = models.CharField(max_length=20, choices=Statute.choices)
    function = models.ForeignKey(
        "positions.JobFunction", models.PROTECT, null=True, related_name="employment_slices"
    )
    grade = models.ForeignKey(
        "positions.Grade", models.PROTECT, null=True, related_name="employment_slices"
    )
    fte = models.DecimalField(max_digits=4, decimal_places=3)

    class Meta(Slice.Meta):
        verbose_name = _("functierij")
        constraints = [
            *slice_constraints(
                "employmentslice",
                ("employment",),
                overlap=_("Over deze arbeidsrelatie is in die periode al iets anders gekend."),
                empty=_("De functierij eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=models.Q(fte__gte=0, fte__lte=1),
                name="employmentslice_fte",
                violation_error_message=_("Het regime ligt tussen 0 en 100 %."),
            ),
        ]
        indexes = [models.Index(fields=["organisation"], name="employmentslice_organisation")]


class PersonnelLoad(models.Model):
    """One file of Vlimpers that was loaded; the numbers count arbeidsrelaties."""

    privacy = classes(public="source loaded_at done same faulty")

    run = models.OneToOneField("tools.Run", models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField()
    done = models.IntegerField()
    same = models.IntegerField()
    faulty = models.IntegerField()

    class Meta:
        verbose_name = _("lading uit Vlimpers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__gte=0, same__gte=0, faulty__gte=0),
                name="personnelload_counts",
                violation_error_message=_("Een aantal is nooit kleiner dan nul."),
            )
        ]

    def __str__(self) -> str:
        return self.source
