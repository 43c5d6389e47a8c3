"""Positions (arbeidsplaatsen), what is decided about them, and who holds them."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.positions.states import DecisionKind, LinkKind, Statute, position_flow
from sleutelbos.tools.slices import Slice, slice_constraints

LONGEST_REASON = 500


class Position(models.Model):
    """A position of an entity. Its number is never used twice (a sequence gives it); what it is
    depends on the day and stands in its slices (A01)."""

    privacy = classes(public="uid number state made_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=8)
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="positions"
    )
    state = models.CharField(
        max_length=10, choices=position_flow.choices, default=position_flow.start
    )
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("arbeidsplaats")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="position_uid",
                violation_error_message=_("Deze arbeidsplaats bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="position_number",
                violation_error_message=_("Er is al een arbeidsplaats met dit nummer."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(position_flow.states)),
                name="position_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PositionSlice(Slice):
    """What a position is in ``valid``. The days of a position leave no hole (trigger).

    ``other_grades`` are codes of grades that may fill it too. ``fte`` is the need, ``seats`` how
    many people may share it. A position outside the PEP (personeelsplan) says why.
    """

    privacy = classes(
        public="valid recorded other_grades fte seats statute workplace in_plan outside_reason"
        " critical remark"
    )
    keys = ("position",)
    facts = (
        "unit", "function", "grade", "other_grades", "fte", "seats", "statute", "reports_to",
        "workplace", "in_plan", "outside_reason", "critical", "remark",
    )  # fmt: skip

    position = models.ForeignKey(Position, models.PROTECT, related_name="slices")
    unit = models.ForeignKey("positions.OrgUnit", models.PROTECT, related_name="position_slices")
    function = models.ForeignKey(
        "positions.JobFunction", models.PROTECT, related_name="position_slices"
    )
    grade = models.ForeignKey("positions.Grade", models.PROTECT, related_name="position_slices")
    other_grades = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    fte = models.DecimalField(max_digits=5, decimal_places=2)
    seats = models.IntegerField()
    statute = models.CharField(max_length=20, choices=Statute.choices)
    reports_to = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="report_slices"
    )
    workplace = models.CharField(max_length=200, blank=True)
    in_plan = models.BooleanField(default=True)
    outside_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    critical = models.BooleanField(default=False)
    remark = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta(Slice.Meta):
        verbose_name = _("gegevens van een arbeidsplaats")
        constraints = [
            *slice_constraints(
                "positionslice",
                ("position",),
                overlap=_("Over deze arbeidsplaats is in die periode al iets anders gekend."),
                empty=_("De arbeidsplaats eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1),
                name="positionslice_seats",
                violation_error_message=_("Minstens één persoon kan de arbeidsplaats bezetten."),
            ),
            models.CheckConstraint(
                condition=models.Q(fte__gt=0, fte__lte=models.F("seats")),
                name="positionslice_fte",
                violation_error_message=_(
                    "De VTE is meer dan nul en hoogstens het aantal personen op de arbeidsplaats."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(reports_to=models.F("position")),
                name="positionslice_reports_to_another",
                violation_error_message=_("Een arbeidsplaats rapporteert niet aan zichzelf."),
            ),
            models.CheckConstraint(
                condition=models.Q(in_plan=True) | ~models.Q(outside_reason=""),
                name="positionslice_outside_reason",
                violation_error_message=_("Zeg waarom deze functie buiten het PEP valt."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit"], name="positionslice_unit"),
            models.Index(fields=["reports_to"], name="positionslice_reports_to"),
        ]


class PositionDecision(models.Model):
    """Why a position was approved, frozen, thawed or closed: from which day, on what ground, and
    the document that decided it (A20). Only ever added to."""

    privacy = classes(public="kind on reason document at")

    position = models.ForeignKey(Position, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    on = models.DateField()
    reason = models.CharField(max_length=LONGEST_REASON)
    document = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("beslissing over een arbeidsplaats")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="positiondecision_reason",
                violation_error_message=_("Zeg waarom dit zo beslist werd."),
            )
        ]
        indexes = [models.Index(fields=["position", "-at"], name="positiondecision_last")]


class Occupation(Slice):
    """Somebody holds a position in ``valid``, through one of his arbeidsrelaties (A19).

    ``share`` is how much of full time he gives to it; a fallback gives nothing now.
    """

    privacy = classes(public="valid recorded", personal="share kind")
    keys, facts = ("position", "employment"), ("share", "kind")

    position = models.ForeignKey(Position, models.PROTECT, related_name="occupations")
    employment = models.ForeignKey(
        "positions.Employment", models.PROTECT, related_name="occupations"
    )
    share = models.DecimalField(max_digits=4, decimal_places=3)
    kind = models.CharField(max_length=20, choices=LinkKind.choices)

    class Meta(Slice.Meta):
        verbose_name = _("bezetting")
        constraints = [
            *slice_constraints(
                "occupation",
                ("position", "employment"),
                overlap=_(
                    "Deze arbeidsrelatie is in die periode al aan de arbeidsplaats gekoppeld."
                ),
                empty=_("De koppeling eindigt voor ze begint."),
            ),
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=1),
                name="occupation_share",
                violation_error_message=_("Het aandeel ligt tussen 0 en 1 VTE."),
            ),
        ]
        indexes = [models.Index(fields=["employment"], name="occupation_employment")]
