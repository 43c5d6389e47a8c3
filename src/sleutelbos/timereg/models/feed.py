"""What ESF handed over, load after load (T02)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.states import feed_flow


class FeedLoad(models.Model):
    """One file of ESF and what came of it. ``digest`` is of its content, whatever its order or
    form; ``run`` holds the lines until their term is over. The numbers count projects (and calls
    under ``created`` and ``changed``); ``faulty`` counts lines.

    ``reasons`` say why a human must look, or why the file was not loaded.
    """

    privacy = classes(
        public="uid state source sequence complete digest made_at at loaded_at created changed"
        " gone kept same faulty reasons",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    state = models.CharField(max_length=20, choices=feed_flow.choices, default=feed_flow.start)
    run = models.OneToOneField("tools.Run", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200)
    sequence = models.BigIntegerField(null=True)
    complete = models.BooleanField(default=True)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True)
    created = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    gone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    faulty = models.IntegerField(default=0)
    reasons = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        verbose_name = _("levering van ESF")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="feedload_uid",
                violation_error_message=_("Deze levering bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(feed_flow.states)),
                name="feedload_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            models.UniqueConstraint(
                models.F("state"),
                condition=models.Q(state="loading"),
                name="feedload_one_at_a_time",
                violation_error_message=_(
                    "Er wordt al een levering geladen. Wacht tot ze klaar is."
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "-sequence"], name="feedload_last")]

    def __str__(self) -> str:
        return self.source
