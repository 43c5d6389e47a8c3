"""Signatures of each party under an agreement or an addendum (W24)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models.addenda import Addendum
from sleutelbos.duallearning.agreement.models.agreements import Agreement
from sleutelbos.duallearning.agreement.states_signing import (
    COUNTING,
    Party,
    SigningWay,
    signature_flow,
)
from sleutelbos.kernel.privacy import classes


class Signature(models.Model):
    """What one party signs, or refuses to: the agreement, or one ``addendum`` of it.

    ``document_hash`` is the SHA-256 of the document as it was presented. Of a link only a keyed
    hash of its secret is kept (``digest``); ``links`` counts how often one was sent, so that an
    earlier one dies. ``link_ended_at``: withdrawn. Codes are derived (see ``secrets.py``): the row
    counts them (``code_number``, per day ``codes_today``) and the wrong tries of the last one.
    """

    privacy = classes(
        public="uid party state way document_hash links sent_at expires_on reminded_at"
        " link_ended_at code_number code_at code_tries codes_on codes_today signed_on decided_at",
        personal="name email reason",
        secret="digest",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    addendum = models.ForeignKey(Addendum, models.CASCADE, null=True, related_name="signatures")
    party = models.CharField(max_length=20, choices=Party.choices)
    state = models.CharField(
        max_length=20, choices=signature_flow.choices, default=signature_flow.start
    )
    person = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=400)
    email = models.EmailField(max_length=254, blank=True)
    document_hash = models.CharField(max_length=64)

    digest = models.BinaryField(null=True)
    links = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    link_ended_at = models.DateTimeField(null=True)
    code_number = models.PositiveIntegerField(default=0)
    code_at = models.DateTimeField(null=True)
    code_tries = models.PositiveIntegerField(default=0)
    codes_on = models.DateField(null=True)
    codes_today = models.PositiveIntegerField(default=0)

    way = models.CharField(max_length=10, choices=SigningWay.choices, blank=True)
    signed_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    paper = models.OneToOneField("tools.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("handtekening")
        verbose_name_plural = _("handtekeningen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="signature_uid",
                violation_error_message=_("Deze handtekening bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["digest"],
                name="signature_digest",
                violation_error_message=_("Deze link bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "party"],
                condition=models.Q(addendum__isnull=True, state__in=COUNTING),
                name="signature_once",
                violation_error_message=_("Deze partij is al gevraagd om te tekenen."),
            ),
            models.UniqueConstraint(
                fields=["addendum", "party"],
                condition=models.Q(state__in=COUNTING),
                name="signature_once_addendum",
                violation_error_message=_("Deze partij is al gevraagd om te tekenen."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(signature_flow.states)),
                name="signature_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_party_display())
