"""A request for a right (G21)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.states import request_flow
from sleutelbos.kernel.privacy import classes


class RightRequest(models.Model):
    """Somebody asks the beheerders of an organisation for a right with roles.

    ``asked_by`` is who asked it for ``person``; empty when he asked it himself.
    """

    privacy = classes(public="uid state asked_at until decided_at", personal="motivation answer")

    uid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="right_requests")
    asked_by = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="rights_asked_for_others"
    )
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="right_requests"
    )
    right = models.ForeignKey("access.Right", models.PROTECT, related_name="requests")
    roles = models.ManyToManyField("access.Role", related_name="requests")
    motivation = models.TextField(blank=True)
    until = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=request_flow.choices, default="open")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "register.Person", models.PROTECT, null=True, related_name="requests_decided"
    )
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("aanvraag van een recht")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="rightrequest_uid",
                violation_error_message=_("Deze aanvraag bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "right"],
                condition=models.Q(state="open"),
                name="rightrequest_one_open",
                violation_error_message=_(
                    "U hebt dit recht al gevraagd. De beheerder beslist nog."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(request_flow.states)),
                name="rightrequest_state",
                violation_error_message=_("Deze toestand bestaat niet."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="rightrequest_org_state")]
