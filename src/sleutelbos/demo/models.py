"""What the demo does in the background, and how far it is."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock, guard
from sleutelbos.kernel.privacy import classes

AT_MOST = timedelta(minutes=3)  # without news: then nobody waits for an errand any more


class Errand(models.Model):
    """Something long that a visitor asked of the demo and the worker does; times are real.

    With a ``goal`` the clock goes to that instant, without one the demo starts again. ``standing``
    is how far the clock was (seconds) when it was asked; ``told`` is what happened on the way.
    """

    privacy = classes(public="asked_at finished_at changed done total failure goal standing told")

    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    changed = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    failure = models.TextField(blank=True)
    goal = models.DateTimeField(null=True)
    standing = models.IntegerField(default=0)
    told = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("werk van de demo")


def busy() -> Errand | None:
    """The errand that visitors wait for now."""
    fresh = Errand.objects.filter(finished_at=None).annotate(news=Greatest("asked_at", "changed"))
    return fresh.filter(news__gt=clock.real_now() - AT_MOST).order_by("pk").first()


guard.exempt("demo_errand", "what a visitor asked of the demo, and its progress")
