"""What the feed of directeursopdrachten told, delivery after delivery (G18)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.states_heads import heads_flow
from sleutelbos.kernel.privacy import classes


class HeadsDelivery(models.Model):
    """One reading of the feed and what came of it. ``digest`` is of its content, in any order; no
    number of a person is kept. The numbers count posts: to be filled, to end, as they were;
    ``unknown`` counts schools that nobody here knows.

    ``reasons`` say why a human must look first; ``problems`` what could not be done.
    """

    privacy = classes(
        public="uid state source digest at loaded_at appointed ended same unknown reasons",
        personal="problems",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    state = models.CharField(max_length=20, choices=heads_flow.choices, default=heads_flow.start)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True)
    appointed = models.IntegerField(default=0)
    ended = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    unknown = models.IntegerField(default=0)
    reasons = ArrayField(models.TextField(), default=list, blank=True)
    problems = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        verbose_name = _("levering van directeursopdrachten")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="headsdelivery_uid",
                violation_error_message=_("Deze levering bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state="staged"),
                name="headsdelivery_one_staged",
                violation_error_message=_("Er wacht al een levering. Kijk die eerst na."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(heads_flow.states)),
                name="headsdelivery_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def run_id(self) -> None:
        """No task is busy with it: it is small."""
        return None
