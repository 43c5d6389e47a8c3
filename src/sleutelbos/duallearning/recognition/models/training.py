"""The mentoropleiding of a mentor, to be followed within the term of the partnership (W09, M06)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.recognitions import Mentor
from sleutelbos.duallearning.recognition.states_follow_up import training_flow
from sleutelbos.kernel.privacy import classes


class MentorTraining(models.Model):
    """What a mentor has to follow, and until when (``due``, the last day).

    ``remark`` is why an attest came back, or why he is exempt. ``warned_at``: the company was told
    that the term nears, ``overdue_at`` that it is over.
    """

    privacy = classes(
        public="uid state due followed_on judged_at warned_at overdue_at",
        personal="course remark",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    mentor = models.OneToOneField(Mentor, models.PROTECT, related_name="training")
    state = models.CharField(
        max_length=20, choices=training_flow.choices, default=training_flow.start
    )
    due = models.DateField()
    course = models.CharField(max_length=200, blank=True)
    followed_on = models.DateField(null=True)
    paper = models.ForeignKey("tools.StoredFile", models.PROTECT, null=True, related_name="+")
    remark = models.TextField(blank=True)
    judged_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mentoropleiding")
        verbose_name_plural = _("mentoropleidingen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="mentortraining_uid",
                violation_error_message=_("Deze opvolging bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(training_flow.states)),
                name="mentortraining_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="mentortraining_state_due")]

    def __str__(self) -> str:
        return _("mentoropleiding van %s") % self.mentor
