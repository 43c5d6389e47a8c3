"""The erkenningsaanvraag: per opleiding and vestiging (E01), from Werkversie to Behandeld."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.models.programmes import Programme
from sleutelbos.duallearning.recognition.models.routing import JointCommittee, RoutingRule
from sleutelbos.duallearning.recognition.states import (
    OPEN_STATES,
    Condition,
    DocumentKind,
    Outcome,
    RoutedBy,
    Side,
    Verdict,
    request_flow,
)
from sleutelbos.kernel.privacy import classes


class Request(models.Model):
    """A company asks that a vestiging is recognised for an opleiding (W02).

    ``filed_by`` is the organisation that files it: the company itself, or who holds its machtiging.
    ``school``: for whose learner the company wants to be recognised (W06). ``partnership`` None
    after submission: the department handles it. ``due`` is the last day of the term while its clock
    runs; ``days_left`` what is left of it while the clock stands still. ``declaration_file``: the
    verklaring op eer that the company signed, when another files for it. ``awaits``: who is asked
    to answer the last message. ``renews`` is the recognition that it goes on with.
    """

    privacy = classes(
        public="uid number state started_at submitted_at complete_at workers places routed_by due"
        " days_left outcome decided_at declaration_version declared_at"
        " awaits",
        personal="remark motivation conditions_text parked_reason",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    number = models.CharField(max_length=20)
    company = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="recognition_requests"
    )
    site = models.ForeignKey("register.Site", models.PROTECT, related_name="recognition_requests")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="requests")
    school = models.ForeignKey("register.Organisation", models.PROTECT, null=True, related_name="+")
    filed_by = models.ForeignKey("register.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=request_flow.choices, default=request_flow.start
    )
    started_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    submitted_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)

    committee = models.ForeignKey(JointCommittee, models.PROTECT, null=True, related_name="+")
    workers = models.PositiveIntegerField(null=True)
    places = models.PositiveIntegerField(null=True)
    declaration_version = models.CharField(max_length=20, blank=True)
    declared_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(null=True)
    declaration_file = models.OneToOneField(
        "tools.StoredFile", models.PROTECT, null=True, related_name="+"
    )

    partnership = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="requests_to_handle"
    )
    renews = models.ForeignKey(
        "duallearning.Recognition", models.PROTECT, null=True, related_name="renewals"
    )
    awaits = models.CharField(max_length=20, choices=Side.choices, blank=True)
    routed_by = models.CharField(max_length=20, choices=RoutedBy.choices, blank=True)
    rule = models.ForeignKey(RoutingRule, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    complete_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    days_left = models.IntegerField(null=True)
    remark = models.TextField(blank=True)
    parked_reason = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    motivation = models.TextField(blank=True)
    conditions_text = models.TextField(blank=True)
    decided_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("erkenningsaanvraag")
        verbose_name_plural = _("erkenningsaanvragen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="request_uid",
                violation_error_message=_("Deze aanvraag bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                name="request_number",
                violation_error_message=_("Er is al een aanvraag met dit nummer."),
            ),
            models.UniqueConstraint(
                fields=["site", "programme"],
                condition=models.Q(state__in=OPEN_STATES),
                name="request_one_open",
                violation_error_message=_(
                    "Voor deze vestiging en opleiding loopt al een aanvraag. Werk die verder af."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(request_flow.states)),
                name="request_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "due"], name="request_partnership_state"),
            models.Index(fields=["company", "state"], name="request_company_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def by_itself(self) -> bool:
        """Whether the company files it itself."""
        return self.filed_by_id == self.company_id


class RequestCondition(models.Model):
    """The answer of the company to a condition, and what the handler found (E04–E06)."""

    privacy = classes(public="condition answer verdict", personal="explanation remark")

    request = models.ForeignKey(Request, models.CASCADE, related_name="conditions")
    condition = models.CharField(max_length=20, choices=Condition.choices)
    answer = models.BooleanField()
    explanation = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices, default=Verdict.OPEN)
    remark = models.TextField(blank=True)

    class Meta:
        verbose_name = _("voorwaarde bij een aanvraag")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "condition"],
                name="requestcondition_once",
                violation_error_message=_("Deze voorwaarde staat al bij de aanvraag."),
            )
        ]


class RequestDocument(models.Model):
    """A document that the applicant added."""

    privacy = classes(public="uid kind added_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    file = models.OneToOneField("tools.StoredFile", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("document bij een aanvraag")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="requestdocument_uid",
                violation_error_message=_("Dit document bestaat al."),
            )
        ]
