"""Places for learners that a recognised vestiging offers, for anyone who looks (W12)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.recognitions import Recognition
from sleutelbos.duallearning.recognition.states_offer import free_place_flow
from sleutelbos.kernel.privacy import classes


class FreePlace(models.Model):
    """``places`` learners can begin in the days of ``valid``; ``contact`` is how one reaches the
    company, ``note`` what a learner should know. The company writes both for everybody to read.
    """

    privacy = classes(public="uid places valid note contact state published_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="free_places")
    places = models.PositiveIntegerField()
    valid = DateRangeField()
    note = models.TextField(blank=True)
    contact = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=free_place_flow.choices, default=free_place_flow.start
    )
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vrije plaats")
        verbose_name_plural = _("vrije plaatsen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="freeplace_uid",
                violation_error_message=_("Deze vrije plaats bestaat al."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(free_place_flow.states)),
                name="freeplace_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=1),
                name="freeplace_places",
                violation_error_message=_("Bied minstens één plaats aan."),
            ),
            ExclusionConstraint(
                name="freeplace_once",
                expressions=[
                    ("recognition", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state="open"),
                violation_error_message=_(
                    "In een deel van die periode biedt u al plaatsen aan. Wijzig die, of kies"
                    " andere dagen."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recognition"], condition=models.Q(state="open"), name="freeplace_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.recognition.programme)
