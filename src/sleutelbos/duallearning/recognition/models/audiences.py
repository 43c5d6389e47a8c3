"""The access page of each audience, as the department keeps it (W13)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states_offer import Audience
from sleutelbos.kernel.privacy import classes


class AudienceText(models.Model):
    """What the page of an audience says from a moment on; never changed, the highest ``number``
    counts. ``manual`` is its handleiding as a file, of the version ``manual_on``."""

    privacy = classes(public="audience number at access plans contact manual_on reason")

    audience = models.CharField(max_length=30, choices=Audience.choices)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    access = models.TextField()
    plans = models.TextField(blank=True)
    contact = models.TextField()
    manual = models.ForeignKey("tools.StoredFile", models.PROTECT, null=True, related_name="+")
    manual_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("versie van een toegangspagina")
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "number"],
                name="audiencetext_number",
                violation_error_message=_(
                    "Iemand anders wijzigde deze pagina intussen. Lees ze eerst opnieuw."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(manual__isnull=True) | models.Q(manual_on__isnull=False),
                name="audiencetext_manual_on",
                violation_error_message=_("Een handleiding heeft een versiedatum."),
            ),
        ]

    def __str__(self) -> str:
        return str(Audience(self.audience).label)
