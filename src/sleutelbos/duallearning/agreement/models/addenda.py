"""Addenda: what changes in a registered agreement and the parties confirm (A14, W10)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models.agreements import Agreement
from sleutelbos.duallearning.agreement.states_changes import (
    UNFINISHED,
    ChangedField,
    addendum_flow,
)
from sleutelbos.kernel.privacy import classes


class Addendum(models.Model):
    """Changes that count once all parties signed and the school registered it.

    While one is unfinished, further changes of its agreement go into the same one. ``reason`` says
    why it lapsed.
    """

    privacy = classes(
        public="uid number state started_at model_version presented_at signed_on registered_at"
        " cancelled_at",
        personal="reason",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=30)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="addenda")
    state = models.CharField(
        max_length=20, choices=addendum_flow.choices, default=addendum_flow.start
    )
    started_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    model_version = models.CharField(max_length=20, blank=True)
    presented_at = models.DateTimeField(null=True)
    document = models.OneToOneField("tools.StoredFile", models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    signed_file = models.OneToOneField(
        "tools.StoredFile", models.PROTECT, null=True, related_name="+"
    )
    registered_by = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="+"
    )
    registered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="addendum_uid",
                violation_error_message=_("Dit addendum bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="addendum_number",
                violation_error_message=_("Er is al een addendum met dit nummer."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(state__in=UNFINISHED),
                name="addendum_one_open",
                violation_error_message=_(
                    "Er is al een addendum bij deze overeenkomst. Werk dat eerst af."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(addendum_flow.states)),
                name="addendum_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AddendumChange(models.Model):
    """One field that changes from ``first``: ``before`` as it was agreed, ``value`` the new one.

    Both are JSON: text, number, slots of a timetable, lines of a plan, or the key of a row.
    """

    privacy = classes(public="uid field first", personal="before value")

    uid = models.UUIDField(default=uuid4, editable=False)
    addendum = models.ForeignKey(Addendum, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20, choices=ChangedField.choices)
    first = models.DateField()
    before = models.JSONField(null=True)
    value = models.JSONField(null=True)

    class Meta:
        verbose_name = _("wijziging in een addendum")
        verbose_name_plural = _("wijzigingen in een addendum")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="addendumchange_uid",
                violation_error_message=_("Deze wijziging bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["addendum", "field"],
                name="addendumchange_once",
                violation_error_message=_("Dit staat al in het addendum."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_field_display())
