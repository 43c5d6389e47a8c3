"""What the demo does in the background, and how far it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes


class Errand(models.Model):
    """A new start of the demo that somebody asked for; times are real."""

    privacy = classes(public="asked_at finished_at done total failure")

    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    failure = models.TextField(blank=True)

    class Meta:
        verbose_name = _("nieuwe start van de demo")


guard.exempt("demo_errand", "progress of a new start, written beside its transaction")
