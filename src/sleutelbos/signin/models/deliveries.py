"""Messages to clients about sessions and rights that ended, with their delivery log (G25)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes


class DeliveryKind(models.TextChoices):
    """What is told: OpenID back-channel logout, or an event of CAEP 1.0."""

    LOGOUT = "backchannel-logout", _("Afmelding")
    SESSION_REVOKED = "session-revoked", _("Sessie ingetrokken")
    CLAIMS_CHANGE = "token-claims-change", _("Rechten veranderd")


class Delivery(models.Model):
    """One message to one client: tried until it is taken or given up. Real time.

    Under way until ``leased_until``; no other goes to the same client meanwhile.
    ``payload`` is what gets signed at each try (a fresh ``iat`` and the same ``jti``).
    """

    privacy = classes(
        public="uid kind payload cause made due leased_until attempts delivered_at given_up_at "
        "status answer"
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    client = models.ForeignKey("access.Client", models.PROTECT, related_name="deliveries")
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="+")
    session = models.ForeignKey("signin.Session", models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=30, choices=DeliveryKind.choices)
    payload = models.JSONField()
    cause = models.CharField(max_length=60)
    made = models.DateTimeField()
    due = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    status = models.PositiveIntegerField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("bericht aan een client")
        indexes = [
            models.Index(
                fields=["due"],
                condition=models.Q(delivered_at__isnull=True, given_up_at__isnull=True),
                name="delivery_due",
            ),
            models.Index(
                fields=["client"],
                condition=models.Q(delivered_at__isnull=True, given_up_at__isnull=True),
                name="delivery_waiting",
            ),
            models.Index(fields=["client", "-made"], name="delivery_client"),
        ]


guard.exempt("signin_delivery", "as the outbox: written with its cause, emptied by the worker")
