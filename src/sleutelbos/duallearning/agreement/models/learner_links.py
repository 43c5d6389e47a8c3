"""The link by which a learner reads his own agreements (issue 'Werkplek Duaal II')."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models.learners import Learner
from sleutelbos.kernel.privacy import classes


class LearnerLink(models.Model):
    """A link of one learner; only a keyed hash of its secret is kept (``digest``).

    ``ended_at`` is when it was withdrawn or replaced; after ``expires_on`` it leads nowhere either.
    """

    privacy = classes(public="uid sent_at expires_on ended_at", secret="digest")

    uid = models.UUIDField(default=uuid4, editable=False)
    learner = models.ForeignKey(Learner, models.CASCADE, related_name="links")
    digest = models.BinaryField()
    sent_at = models.DateTimeField()
    expires_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link van een leerling")
        verbose_name_plural = _("links van leerlingen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="learnerlink_uid",
                violation_error_message=_("Deze link bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["digest"],
                name="learnerlink_digest",
                violation_error_message=_("Deze link bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=models.Q(ended_at__isnull=True),
                name="learnerlink_one",
                violation_error_message=_("De leerling heeft al een link."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.learner)
