"""Agreements between a learner, a company and a school (W10), and what counts of them when."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models.learners import Learner
from sleutelbos.duallearning.agreement.states import (
    HELD_STATES,
    OPEN_STATES,
    EndReason,
    Initiator,
    agreement_flow,
)
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.privacy import classes
from sleutelbos.tools.slices import Slice, slice_constraints

WHOLE = {"recognition__isnull": False, "mentor__isnull": False, "valid__isnull": False}


class Agreement(models.Model):
    """What a trajectbegeleider (``guide``) draws up, the parties sign, and the school registers.

    The row holds what was signed; what counts on a day stands in its :class:`AgreementTerms` once
    it is registered. ``valid`` ends earlier when the agreement does. ``kind`` follows from the
    opleiding; ``category`` is that of the leervergoeding on the first day. ``timetable`` holds
    slots (see ``timetable.py``), ``plan`` lines of the activiteitenlijst. ``document`` is the model
    agreement as it was presented, ``signed_file`` what came back.
    """

    privacy = classes(
        public="uid number kind state valid plan started_at model_version presented_at signed_on"
        " registered_at ended_on ended_at",
        personal="timetable category plan_note end_reason initiator end_note",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=20)
    learner = models.ForeignKey(Learner, models.PROTECT, related_name="agreements")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=AgreementKind.choices)
    state = models.CharField(
        max_length=20, choices=agreement_flow.choices, default=agreement_flow.start
    )
    guide = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    recognition = models.ForeignKey(
        Recognition, models.PROTECT, null=True, related_name="agreements"
    )
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, related_name="agreements")
    valid = DateRangeField(null=True)
    category = models.PositiveIntegerField(null=True)
    timetable = models.JSONField(default=list)
    plan = models.JSONField(default=list)
    plan_note = models.TextField(blank=True)

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
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    initiator = models.CharField(max_length=20, choices=Initiator.choices, blank=True)
    end_note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("overeenkomst")
        verbose_name_plural = _("overeenkomsten")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="agreement_uid",
                violation_error_message=_("Deze overeenkomst bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="agreement_number",
                violation_error_message=_("Er is al een overeenkomst met dit nummer."),
            ),
            models.UniqueConstraint(
                fields=["learner"],
                condition=models.Q(state__in=OPEN_STATES),
                name="agreement_one_open",
                violation_error_message=_(
                    "Voor deze leerling wordt al een overeenkomst opgemaakt. Werk die verder af."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(agreement_flow.states)),
                name="agreement_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=agreement_flow.start) | models.Q(**WHOLE),
                name="agreement_whole",
                violation_error_message=_(
                    "Kies eerst een werkplek en een mentor, en vul de looptijd in."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(valid__isnull=True) | models.Q(valid__isempty=False),
                name="agreement_not_empty",
                violation_error_message=_("De overeenkomst eindigt voor ze begint."),
            ),
            ExclusionConstraint(
                name="agreement_one_at_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=HELD_STATES),
                violation_error_message=_(
                    "De leerling heeft in een deel van die periode al een overeenkomst."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "state"], name="agreement_learner_state"),
            models.Index(fields=["recognition", "state"], name="agreement_recognition_state"),
        ]

    def __str__(self) -> str:
        return self.number


class AgreementTerms(Slice):
    """What counts of a registered agreement in ``valid``, as we knew it in ``recorded``.

    ``address`` is that of the workplace as it was agreed; the KBO may know another by now.
    """

    privacy = classes(public="valid recorded plan address", personal="timetable category plan_note")
    keys = ("agreement",)
    facts = ("recognition", "mentor", "timetable", "category", "plan", "plan_note", "address")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="terms")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="agreement_terms")
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="agreement_terms")
    timetable = models.JSONField()
    category = models.PositiveIntegerField(null=True)
    plan = models.JSONField(default=list)
    plan_note = models.TextField(blank=True)
    address = models.TextField(blank=True)

    class Meta(Slice.Meta):
        verbose_name = _("bepalingen van een overeenkomst")
        constraints = slice_constraints(
            "agreementterms",
            ("agreement",),
            overlap=_("Voor die dagen geldt in deze overeenkomst al iets anders."),
            empty=_("De overeenkomst eindigt voor ze begint."),
        )
        indexes = [
            models.Index(fields=["recognition"], name="agreementterms_recognition"),
            models.Index(fields=["mentor"], name="agreementterms_mentor"),
        ]
