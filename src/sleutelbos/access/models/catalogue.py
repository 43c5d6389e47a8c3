"""Applications with their rights and roles: data of the application owner, not code (G11)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes


class Application(models.Model):
    """An e-service that trusts Sleutelbos. Written by its manifest (``application.toml``).

    ``knows_sites``: it understands a role for one vestiging (claims.py).
    """

    privacy = classes(
        public="code name description owner domain scope claim claim_form knows_sites url"
    )

    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    owner = models.CharField(max_length=200)
    domain = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=60)
    claim = models.CharField(max_length=80)
    claim_form = models.CharField(max_length=2, default="3d")
    knows_sites = models.BooleanField(default=False)
    url = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("toepassing")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="application_code",
                violation_error_message=_("Er is al een toepassing met deze code."),
            ),
            models.CheckConstraint(
                condition=models.Q(claim_form__in=["2d", "3d"]),
                name="application_claim_form",
                violation_error_message=_("De vorm van de claim is 2d of 3d."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Right(models.Model):
    """A gebruikersrecht of an application; ``only_at`` are numbers of the organisations to which it
    belongs, none: it exists wherever its doelgroepen do."""

    privacy = classes(
        public="code name description target_groups kinds only_at granted_by max_days"
        " sign_in_level active",
    )

    application = models.ForeignKey(Application, models.PROTECT, related_name="rights")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    target_groups = ArrayField(models.CharField(max_length=3))
    kinds = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    only_at = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    granted_by = ArrayField(models.CharField(max_length=40))
    max_days = models.PositiveIntegerField(null=True)
    sign_in_level = models.PositiveIntegerField(default=400)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("gebruikersrecht")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="right_code",
                violation_error_message=_("Er is al een gebruikersrecht met deze code."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A contextwaarde of a right: what the user calls his role."""

    privacy = classes(public="code name description target_groups kinds only_at order active")

    right = models.ForeignKey(Right, models.PROTECT, related_name="roles")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    target_groups = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    only_at = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    order = models.PositiveIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("rol")
        ordering = ["right", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["right", "code"],
                name="role_code",
                violation_error_message=_("Dit recht heeft al een rol met deze code."),
            )
        ]

    def __str__(self) -> str:
        return self.name
