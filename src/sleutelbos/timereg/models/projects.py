"""What ESF knows and hands over every Friday: calls, projects, who takes part, trainings (T02)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.states import Fund, Method, Part


class Call(models.Model):
    """A call for projects (oproep); dated settings may have it as their scope."""

    privacy = classes(public="code name fund")

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    fund = models.CharField(max_length=10, choices=Fund.choices, default=Fund.ESF)

    class Meta:
        verbose_name = _("oproep")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="call_code",
                violation_error_message=_("Deze oproep bestaat al."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Project(models.Model):
    """A project as ESF handed it over. ``missing_since`` is set when a load left it out while it
    had registrations: then nothing of it is removed (quarantine). ``load`` brought it last, at
    ``loaded_at``. ``settled_at`` is when support decided that a missing one stays, and why.

    ``contact_name`` and ``contact_email`` are the projectverantwoordelijke in the ESF application,
    who needs no right here (S0: the two kinds of rights are separate).
    """

    privacy = classes(
        public="uid number title method starts ends active missing_since loaded_at settled_at",
        personal="contact_name contact_email settled_reason",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    call = models.ForeignKey(Call, models.PROTECT, related_name="projects")
    method = models.CharField(max_length=20, choices=Method.choices, default=Method.HOURS)
    starts = models.DateField()
    ends = models.DateField()
    contact_name = models.CharField(max_length=300, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    active = models.BooleanField(default=True)
    missing_since = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField()
    load = models.ForeignKey("timereg.FeedLoad", models.PROTECT, null=True, related_name="projects")

    settled_at = models.DateTimeField(null=True)
    settled_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("project")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="project_uid",
                violation_error_message=_("Dit project bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="project_number",
                violation_error_message=_("Er is al een project met dit nummer."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="project_ends_after_start",
                violation_error_message=_("Het project eindigt voor het begint."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ProjectPlace(models.Model):
    """An organisation, or one vestiging of it, takes part in a project as promotor or partner.

    Who is registered at a vestiging sees only the projects of that vestiging (S0, T11).
    """

    privacy = classes(public="part active")

    project = models.ForeignKey(Project, models.PROTECT, related_name="places")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="esf_projects"
    )
    site = models.ForeignKey(
        "register.Site", models.PROTECT, null=True, related_name="esf_projects"
    )
    part = models.CharField(max_length=10, choices=Part.choices)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("deelname aan een project")
        constraints = [
            models.UniqueConstraint(
                models.F("project"),
                models.F("organisation"),
                Coalesce("site", 0),
                name="projectplace_once",
                violation_error_message=_("Deze organisatie neemt al deel aan het project."),
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(part=Part.PROMOTER, active=True),
                name="projectplace_one_promoter",
                violation_error_message=_("Dit project heeft al een promotor."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "project"], name="projectplace_org")]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_part_display()})"


class Training(models.Model):
    """A training (opleiding) of a project, with its opleidingscode (S0)."""

    privacy = classes(public="uid code name active")

    uid = models.UUIDField(default=uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="trainings")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("opleiding")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="training_uid",
                violation_error_message=_("Deze opleiding bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["project", "code"],
                name="training_code",
                violation_error_message=_("Dit project heeft al een opleiding met deze code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
