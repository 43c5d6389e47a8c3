"""Loads of KBO Open Data, the numbers that somebody follows, and what happened to those."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.register.states import KboChange, kbo_flow


class KboLoad(models.Model):
    """One file of the KBO and what came of it: its report.

    ``stored`` is the name under which the ZIP waits in the house, empty once it is gone.
    ``first``: nothing was here before. ``counts`` holds per file the rows read, new and gone.
    ``entities`` are the numbers whose rows may change, of which ``followed`` are followed.
    ``reasons`` say why a human must look, or why it was not loaded.
    """

    privacy = classes(
        public="uid state source stored number type snapshot_on made_at version first at"
        " loaded_at counts entities enterprises_gone establishments_gone followed reasons",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    state = models.CharField(max_length=20, choices=kbo_flow.choices, default=kbo_flow.start)
    run = models.ForeignKey("tools.Run", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200)
    stored = models.CharField(max_length=100, blank=True)
    number = models.IntegerField(null=True)
    type = models.CharField(max_length=6, blank=True)
    snapshot_on = models.DateField(null=True)
    made_at = models.CharField(max_length=30, blank=True)
    version = models.CharField(max_length=20, blank=True)
    first = models.BooleanField(default=False)
    at = models.DateTimeField()
    loaded_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    entities = models.IntegerField(default=0)
    enterprises_gone = models.IntegerField(default=0)
    establishments_gone = models.IntegerField(default=0)
    followed = models.IntegerField(default=0)
    reasons = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        verbose_name = _("levering van de KBO")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="kboload_uid",
                violation_error_message=_("Deze levering bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(kbo_flow.states)),
                name="kboload_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="kboload_at")]

    def __str__(self) -> str:
        return self.source


class KboFollow(models.Model):
    """A number that rooms want to hear about, and what we last told them about it.

    ``snapshot`` is plain: see :mod:`sleutelbos.register.kbo.snapshots`.
    """

    privacy = classes(public="number rooms since", personal="snapshot")

    number = models.CharField(max_length=10)
    rooms = ArrayField(models.CharField(max_length=30), default=list)
    since = models.DateTimeField()
    snapshot = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("gevolgd nummer")
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="kbofollow_number",
                violation_error_message=_("Dit nummer wordt al gevolgd."),
            )
        ]

    def __str__(self) -> str:
        return self.number


class KboEvent(models.Model):
    """What happened to a followed number since we last told, net: once per kind.

    ``before`` and ``after`` are snapshots, plain. ``reason`` is a code of StopzettingType and
    ``stopped_on`` its day, when VKBO knows them. ``extract`` is the last one that was applied.
    """

    privacy = classes(
        public="uid number kind extract at reason stopped_on", personal="before after"
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, choices=KboChange.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    stopped_on = models.DateField(null=True)
    extract = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("wijziging in de KBO")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="kboevent_uid",
                violation_error_message=_("Deze wijziging bestaat al."),
            ),
        ]
        indexes = [models.Index(fields=["number", "-at"], name="kboevent_number")]

    def __str__(self) -> str:
        return f"{self.number} {KboChange(self.kind).label}"

    @property
    def is_site(self) -> bool:
        """Whether the number is that of a vestiging."""
        return self.number[0] not in "01"
