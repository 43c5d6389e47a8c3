"""How far each scheduled job has come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes


class JobTick(models.Model):
    """The last instant (by the clock that the instance follows) for which a job was run.

    After a failure ``failures`` counts the tries of the next tick and ``not_before`` (real time)
    says from when it is tried again.
    """

    privacy = classes(
        public="name last failures not_before error",
    )

    name = models.CharField(max_length=100, primary_key=True)
    last = models.DateTimeField()
    failures = models.IntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("geplande taak")


guard.exempt("tools_jobtick", "the scheduler's own bookkeeping")
