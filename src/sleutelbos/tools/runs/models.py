"""Runs, their lines, and the progress that watchers see while a chunk is still open."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes
from sleutelbos.tools import crypto
from sleutelbos.tools.runs.states import LineOutcome, run_flow

PURPOSE = "run-line"
HOUSE = "system:"  # how the reference of a starter begins that is the house itself


class Run(models.Model):
    """One long job. ``about`` is what the kind needs to know, as references and codes;
    ``cursor`` is the number of the next chunk; ``forgotten`` is when its lines were removed."""

    privacy = classes(
        public="kind state starter about name total same faulty done chunk cursor created reason"
        " forgotten",
    )

    kind = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=run_flow.choices, default=run_flow.start)
    starter = models.CharField(max_length=100)
    about = models.JSONField(default=dict)
    name = models.CharField(max_length=300)
    total = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    faulty = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    chunk = models.IntegerField()
    cursor = models.IntegerField(default=0)
    created = models.DateTimeField()
    reason = models.TextField(default="", blank=True)
    forgotten = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("taak")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(run_flow.states)),
                name="run_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            )
        ]
        indexes = [
            models.Index(fields=["starter", "-created"], name="run_starter"),
            models.Index(fields=["created"], name="run_staged", condition=models.Q(state="staged")),
            models.Index(
                fields=["created"], name="run_kept", condition=models.Q(forgotten__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def of_house(self) -> bool:
        """Whether the house itself began it: a feed, the clock."""
        return self.starter.startswith(HOUSE)

    @property
    def left(self) -> int:
        """How many lines are still to be done, or were left when it stopped."""
        return max(self.total - self.cursor * self.chunk, 0)


class RunLine(models.Model):
    """One line: ``number`` as the user knows it, ``position`` among the lines to be done.

    The payload is encrypted: it may hold personal numbers.
    """

    privacy = classes(
        public="number position outcome",
        identifier="sealed",
        personal="label faults",
    )

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    number = models.IntegerField()
    position = models.IntegerField(null=True)
    label = models.TextField(default="", blank=True)
    outcome = models.CharField(max_length=10, choices=LineOutcome.choices)
    sealed = models.BinaryField()
    faults = ArrayField(models.TextField(), default=list)

    class Meta:
        verbose_name = _("regel van een taak")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"],
                name="runline_number",
                violation_error_message=_("Dit regelnummer komt twee keer voor."),
            ),
            models.UniqueConstraint(
                fields=["run", "position"],
                name="runline_position",
                violation_error_message=_("Deze plaats in de taak is al bezet."),
            ),
        ]

    @property
    def payload(self) -> dict[str, Any]:
        """What the kind gave for this line."""
        found: dict[str, Any] = json.loads(crypto.decrypt(bytes(self.sealed), PURPOSE))
        return found


class RunProgress(models.Model):
    """How far a run is, who works on it, whether it is asked to stop, and when its starter last
    looked at it. Real time.

    Written outside the actions, so that watchers see it while a chunk is open.
    """

    privacy = classes(
        public="done stop worker lease started changed watched failures error",
    )

    run = models.OneToOneField(Run, models.CASCADE, primary_key=True, related_name="progress")
    done = models.IntegerField(default=0)
    stop = models.CharField(max_length=100, default="", blank=True)
    worker = models.UUIDField(null=True)
    lease = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    changed = models.DateTimeField(null=True)
    watched = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    error = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("voortgang van een taak")


guard.exempt("tools_runprogress", "progress, stop and lease of a run, seen while a chunk is open")
