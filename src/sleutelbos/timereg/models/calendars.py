"""The secret link by which a calendar reads somebody's own sessions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes


class CalendarLink(models.Model):
    """A link of one person; only a keyed hash of its secret is kept (``digest``).

    ``ended_at`` is when it was withdrawn or replaced: from then on it leads nowhere.
    """

    privacy = classes(public="made_at ended_at", secret="digest")

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="calendar_links")
    digest = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agendalink")
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                name="calendarlink_digest",
                violation_error_message=_("Deze link bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_at__isnull=True),
                name="calendarlink_one",
                violation_error_message=_("U hebt al een agendalink."),
            ),
        ]
