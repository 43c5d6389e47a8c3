"""Knipperlichten: what a Beheerder wants to be warned of, and what lit up (W19)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.signals.models.subjects import OnSubject, one_subject
from sleutelbos.duallearning.signals.states import Level, MetricKind, light_flow, signal_flow
from sleutelbos.kernel.privacy import classes


class Light(models.Model):
    """A rule of a partnership: lit where the value of ``metric`` reaches ``threshold``.

    ``window`` is in months, 0 where the metric has none; below ``minimum`` cases a share says
    nothing. ``cool_down``: so many days after it went out it doesn't light again for the same.
    ``trial`` is what the last try on history found, ``tried_at`` None once the values changed.
    """

    privacy = classes(
        public="uid name metric window threshold minimum level cool_down state made_at tried_at"
        " trial"
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    partnership = models.ForeignKey("register.Organisation", models.PROTECT, related_name="lights")
    name = models.CharField(max_length=120)
    metric = models.CharField(max_length=30, choices=MetricKind.choices)
    window = models.PositiveSmallIntegerField()
    threshold = models.PositiveIntegerField()
    minimum = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=20, choices=Level.choices)
    cool_down = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=light_flow.choices, default=light_flow.start)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    trial = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("knipperlicht")
        verbose_name_plural = _("knipperlichten")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="light_uid",
                violation_error_message=_("Dit knipperlicht bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "name"],
                name="light_name",
                violation_error_message=_(
                    "Uw partnerschap heeft al een knipperlicht met die naam."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(light_flow.states)),
                name="light_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Signal(OnSubject):
    """A knipperlicht that burns somewhere. ``value`` is what was measured last.

    ``ignored_until``: the last day on which nobody wants to hear of it, with the ``reason``.
    """

    privacy = classes(public="uid state value lit_at ignored_until out_at", personal="reason")

    uid = models.UUIDField(default=uuid4, editable=False)
    light = models.ForeignKey(Light, models.PROTECT, related_name="signals")
    state = models.CharField(max_length=20, choices=signal_flow.choices, default=signal_flow.start)
    value = models.IntegerField()
    lit_at = models.DateTimeField()
    ignored_until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    out_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("signaal")
        verbose_name_plural = _("signalen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="signal_uid",
                violation_error_message=_("Dit signaal bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["light", "site", "recognition", "mentor", "agreement"],
                condition=~models.Q(state="out"),
                nulls_distinct=False,
                name="signal_one_burns",
                violation_error_message=_("Dit knipperlicht brandt hier al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(signal_flow.states)),
                name="signal_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            one_subject("signal_subject"),
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="signal_partnership_state")]

    def __str__(self) -> str:
        return f"{self.light}: {self.company}"
