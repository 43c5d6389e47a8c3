"""The signed paper by which a company lets a school or partnership act for it (W03)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes


class MandatePaper(models.Model):
    """The paper behind a machtiging; the machtiging itself stands with Gebruikersbeheer."""

    privacy = classes(public="uid registered_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    mandate = models.OneToOneField("access.Mandate", models.PROTECT, related_name="+")
    file = models.OneToOneField("tools.StoredFile", models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("machtigingsdocument")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="mandatepaper_uid",
                violation_error_message=_("Dit document bestaat al."),
            )
        ]
