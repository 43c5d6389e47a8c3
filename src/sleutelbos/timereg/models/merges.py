"""Doubles of one person that were put together, so that it can be undone (T15)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes


class MergeRecord(models.Model):
    """Two persons turned out to be one (S22): what was moved from ``gone`` to ``kept``, within one
    organisation, so that it can be put back exactly.

    ``moved`` maps "members", "entries" and "allocations" to the rows as they were.
    """

    privacy = classes(public="uid moved merged_at undone_at", personal="reason")

    uid = models.UUIDField(default=uuid4, editable=False)
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="esf_merges"
    )
    kept = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    gone = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    moved = models.JSONField()
    reason = models.TextField()
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("samenvoeging")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="mergerecord_uid",
                violation_error_message=_("Deze samenvoeging bestaat al."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("gone")),
                name="mergerecord_two_persons",
                violation_error_message=_("Kies twee verschillende personen."),
            ),
        ]
