"""How an entity joins: where it stands in the six steps, and the lines of its report (A06–A11)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.positions.models.positions import LONGEST_REASON
from sleutelbos.positions.states import Statute
from sleutelbos.positions.states_onboarding import (
    GREEN_REASONS,
    GreenChoice,
    LineColour,
    onboarding_flow,
)


class Onboarding(models.Model):
    """The way of one entity through the six steps; ``since`` is when this step began."""

    privacy = classes(public="uid state since begun_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    organisation = models.OneToOneField(
        "register.Organisation", models.PROTECT, related_name="onboarding"
    )
    state = models.CharField(
        max_length=10, choices=onboarding_flow.choices, default=onboarding_flow.start
    )
    since = models.DateTimeField()
    begun_at = models.DateTimeField()

    class Meta:
        verbose_name = _("aansluiting")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="onboarding_uid",
                violation_error_message=_("Deze aansluiting bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(onboarding_flow.states)),
                name="onboarding_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class OnboardingLine(models.Model):
    """One arbeidsrelatie in the report. A blue line has its position from the first step, a green
    one from the fourth, when it was asked.

    ``checked_at``: the entity looked at the position and found it right. ``holder`` is who may be
    linked to a position of the fourth step (the two orange columns); with ``assigned`` and without
    a holder it stays vacant.
    """

    privacy = classes(public="uid colour checked_at choice assigned", personal="reason note")

    uid = models.UUIDField(default=uuid4, editable=False)
    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="lines")
    employment = models.ForeignKey(
        "positions.Employment", models.PROTECT, related_name="onboarding_lines"
    )
    colour = models.CharField(max_length=5, choices=LineColour.choices)
    reason = models.CharField(max_length=20, choices=GREEN_REASONS, blank=True)
    position = models.OneToOneField(
        "positions.Position", models.PROTECT, null=True, related_name="onboarding_line"
    )
    checked_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=10, choices=GreenChoice.choices, blank=True)
    note = models.CharField(max_length=LONGEST_REASON, blank=True)
    assigned = models.BooleanField(default=False)
    holder = models.ForeignKey("positions.Employment", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("lijn van een aansluiting")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="onboardingline_uid",
                violation_error_message=_("Deze lijn bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["onboarding", "employment"],
                name="onboardingline_once",
                violation_error_message=_("Deze arbeidsrelatie staat al in het rapport."),
            ),
            models.UniqueConstraint(
                fields=["onboarding", "holder"],
                name="onboardingline_holder_once",
                violation_error_message=_("Deze arbeidsrelatie is al aan een plaats toegewezen."),
            ),
            models.CheckConstraint(
                condition=models.Q(colour=LineColour.GREEN, position=None)
                | models.Q(colour=LineColour.GREEN, choice=GreenChoice.WANTED)
                | models.Q(colour=LineColour.BLUE, position__isnull=False, reason="", choice=""),
                name="onboardingline_colour",
                violation_error_message=_("Een blauwe lijn heeft een arbeidsplaats."),
            ),
            models.CheckConstraint(
                condition=models.Q(holder=None) | models.Q(assigned=True, position__isnull=False),
                name="onboardingline_holder",
                violation_error_message=_("Wie toegewezen is, heeft een arbeidsplaats."),
            ),
            models.CheckConstraint(
                condition=~models.Q(choice=GreenChoice.UNNEEDED) | ~models.Q(note=""),
                name="onboardingline_note",
                violation_error_message=_("Zeg waarom er geen arbeidsplaats nodig is."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.employment)


class PositionRequest(models.Model):
    """The position that the entity asks for a green line, from a day on; the fields are those of a
    position."""

    privacy = classes(
        public="first other_grades fte seats statute workplace in_plan outside_reason critical"
        " remark"
    )

    line = models.OneToOneField(OnboardingLine, models.CASCADE, related_name="request")
    first = models.DateField()
    unit = models.ForeignKey("positions.OrgUnit", models.PROTECT, related_name="+")
    function = models.ForeignKey("positions.JobFunction", models.PROTECT, related_name="+")
    grade = models.ForeignKey("positions.Grade", models.PROTECT, related_name="+")
    other_grades = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    fte = models.DecimalField(max_digits=5, decimal_places=2)
    seats = models.IntegerField()
    statute = models.CharField(max_length=20, choices=Statute.choices)
    reports_to = models.ForeignKey(
        "positions.Position", models.PROTECT, null=True, related_name="+"
    )
    workplace = models.CharField(max_length=200, blank=True)
    in_plan = models.BooleanField(default=True)
    outside_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    critical = models.BooleanField(default=False)
    remark = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("aangevraagde arbeidsplaats")


class LineQuestion(models.Model):
    """A question of the entity about a line, and what the expert team answered on it."""

    privacy = classes(public="uid asked_at answered_at", personal="text answer")

    uid = models.UUIDField(default=uuid4, editable=False)
    line = models.ForeignKey(OnboardingLine, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=LONGEST_REASON)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    answer = models.CharField(max_length=LONGEST_REASON, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("vraag bij een lijn")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="linequestion_uid",
                violation_error_message=_("Deze vraag bestaat al."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="linequestion_text",
                violation_error_message=_("Schrijf wat u wilt weten."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="linequestion_answer",
                violation_error_message=_("Een antwoord heeft een moment."),
            ),
        ]


class HandedIn(models.Model):
    """A file that the entity handed in for a step: the template of step 3, or the controlerapport
    of step 5. Its rows and faults are encrypted, and go when the entity has joined."""

    privacy = classes(public="uid step at rows faulty taken_at", personal="name", secret="sealed")

    uid = models.UUIDField(default=uuid4, editable=False)
    onboarding = models.ForeignKey(Onboarding, models.CASCADE, related_name="files")
    step = models.CharField(max_length=10)
    name = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    rows = models.IntegerField()
    faulty = models.IntegerField()
    sealed = models.BinaryField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("ingediend bestand")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="handedin_uid",
                violation_error_message=_("Dit bestand bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(step__in=["asking", "assigning"]),
                name="handedin_step",
                violation_error_message=_("Bij deze stap hoort geen bestand."),
            ),
            models.CheckConstraint(
                condition=models.Q(rows__gte=0, faulty__gte=0)
                & (models.Q(taken_at=None) | models.Q(faulty=0)),
                name="handedin_faulty",
                violation_error_message=_("Een bestand met fouten wordt niet overgenomen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
