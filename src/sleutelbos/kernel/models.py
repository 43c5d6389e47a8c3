"""Tables of the kernel. None of them has a foreign key: they outlive what they speak of."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sleutelbos.kernel.privacy import classes


class AuditEntry(models.Model):
    """One action, done or refused. Monthly partitions; INSERT only (see migration 0001)."""

    privacy = classes(
        public="at action outcome actor capacity on_behalf_of subject concerns correlation line"
        " payload",
        secret="salt",
    )

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    action = models.TextField()
    outcome = models.TextField()
    actor = models.TextField()
    capacity = models.BigIntegerField(null=True)
    on_behalf_of = models.TextField(default="")
    subject = models.TextField(default="")
    concerns = ArrayField(models.TextField(), default=list)
    correlation = models.UUIDField()
    line = models.IntegerField(default=0)
    payload = models.JSONField(default=dict)
    salt = models.BinaryField()

    class Meta:
        managed = False
        db_table = "kernel_auditentry"


class AuditView(models.Model):
    """Who looked at whose data, on which page, why. INSERT only."""

    privacy = classes(public="at page actor capacity purpose persons")

    at = models.DateTimeField()
    page = models.TextField()
    actor = models.TextField()
    capacity = models.BigIntegerField(null=True)
    purpose = models.TextField()
    persons = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [GinIndex(fields=["persons"], name="auditview_persons")]


class AuditLeaf(models.Model):
    """The place of a committed entry in the Merkle tree, and its hash. INSERT only."""

    privacy = classes(public="number entry hash")

    number = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                name="auditleaf_entry",
                violation_error_message="Dit logboekitem is al verzegeld.",
            )
        ]


class AuditCheckpoint(models.Model):
    """A signed root over the first ``size`` leaves. INSERT only."""

    privacy = classes(public="size root peaks at key_id signature")

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    peaks = models.BinaryField()
    at = models.DateTimeField()
    key_id = models.TextField()
    signature = models.BinaryField()


class Outbox(models.Model):
    """An event on its way to one subscriber."""

    privacy = classes(public="type handler payload correlation at attempts due error")

    type = models.TextField()
    handler = models.TextField()
    payload = models.JSONField()
    correlation = models.UUIDField()
    at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    due = models.DateTimeField()
    error = models.TextField(default="")

    class Meta:
        db_table = "kernel_outbox"
        indexes = [models.Index(fields=["due", "id"], name="outbox_due")]


class ActionKey(models.Model):
    """The earlier result of an action that a caller repeats with the same key."""

    privacy = classes(public="action caller key digest result at")

    action = models.TextField()
    caller = models.TextField()
    key = models.TextField()
    digest = models.TextField()
    result = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_actionkey"
        constraints = [
            models.UniqueConstraint(
                fields=["action", "caller", "key"],
                name="actionkey_once",
                violation_error_message="Dit formulier is al verstuurd.",
            )
        ]


class Refusals(models.Model):
    """How often visitors who did not sign in were refused, per day and action; and how often
    anybody was at the door of a page."""

    privacy = classes(public="day action count")

    day = models.DateField()
    action = models.TextField()
    count = models.BigIntegerField(default=1)

    class Meta:
        db_table = "kernel_refusals"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "action"],
                name="refusals_once",
                violation_error_message="Deze telling bestaat al.",
            )
        ]


class Clock(models.Model):
    """The demo's clock: one row, seconds ahead of the machine, never less than zero."""

    privacy = classes(public="seconds")

    seconds = models.BigIntegerField(default=0)

    class Meta:
        db_table = "kernel_clock"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seconds__gte=0),
                name="clock_forward",
                violation_error_message="De klok kan alleen vooruit.",
            )
        ]
