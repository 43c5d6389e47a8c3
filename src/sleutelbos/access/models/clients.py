"""Clients of applications: who they are, what they may ask, how strict we are (G24, G25)."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.clients import (
    CapacityLevel,
    Profile,
    client_change_flow,
    client_flow,
    client_secret_flow,
    trust_flow,
)
from sleutelbos.kernel.privacy import classes


def new_client_id() -> str:
    """36 characters, as ACM gives them."""
    return str(uuid4())


def texts() -> ArrayField[list[str], list[str]]:
    """A list of short texts."""
    return ArrayField(models.CharField(max_length=500), default=list, blank=True)


class Client(models.Model):
    """A program of an application: it signs people in, asks for decisions or calls an API.

    ``owner`` is the organisation whose key stands in the tokens that the client gets for itself.
    Empty ``target_groups`` and ``means`` mean: those of the rights of its application, and all.
    ``level`` is the least level of sign-in (CSAM, e.g. 400). Lifetimes are in seconds.
    ``requires_dpop``: every token is bound to a key of the client (RFC 9449). ``rrn_reason`` is why
    it may know the INSZ. Who submitted and who changed it last can't approve it.
    """

    privacy = classes(
        public="client_id name profile state public redirect_uris post_logout_uris scopes "
        "grant_types auth_methods jwks capacity_level target_groups means level signing "
        "weakenings requires_dpop asks_consent access_seconds refresh_seconds backchannel_url "
        "events_url introspects created rrn_reason submitted_at",
        secret="events_secret",
    )

    client_id = models.CharField(max_length=60, default=new_client_id, editable=False)
    application = models.ForeignKey("access.Application", models.PROTECT, related_name="clients")
    owner = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="clients"
    )
    name = models.CharField(max_length=200)
    profile = models.CharField(max_length=10, choices=Profile.choices, default=Profile.MODERN)
    state = models.CharField(max_length=20, choices=client_flow.choices, default=client_flow.start)
    public = models.BooleanField(default=False)
    redirect_uris = texts()
    post_logout_uris = texts()
    scopes = texts()
    rrn_reason = models.TextField(blank=True)
    grant_types = texts()
    auth_methods = texts()
    jwks = models.JSONField(null=True)
    capacity_level = models.CharField(
        max_length=20, choices=CapacityLevel.choices, default=CapacityLevel.ORGANISATION
    )
    target_groups = texts()
    means = texts()
    level = models.PositiveIntegerField(default=400)
    signing = models.CharField(
        max_length=5, choices=[("ES256", "ES256"), ("RS256", "RS256")], default="ES256"
    )
    weakenings = texts()
    requires_dpop = models.BooleanField(default=False)
    asks_consent = models.BooleanField(default=False)
    access_seconds = models.PositiveIntegerField(default=300)
    refresh_seconds = models.PositiveIntegerField(default=28_800)
    backchannel_url = models.CharField(max_length=500, blank=True)
    events_url = models.CharField(max_length=500, blank=True)
    events_secret = models.BinaryField(null=True)
    introspects = models.BooleanField(default=False)
    submitted_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()

    class Meta:
        verbose_name = _("client")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["client_id"],
                name="client_id",
                violation_error_message=_("Er is al een client met dit nummer."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(client_flow.states)),
                name="client_state",
                violation_error_message=_("Deze toestand van een client bestaat niet."),
            ),
            models.CheckConstraint(
                condition=Q(profile=Profile.ACM) | Q(weakenings=[]),
                name="client_modern_is_strict",
                violation_error_message=_(
                    "Een moderne client heeft geen verzwakkingen. Kies het profiel zoals ACM."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClientChange(models.Model):
    """A change of a client that is active; the client works as it was until a second person agrees.

    ``values`` holds the fields that change with their new value, as ``access.client_spec`` names
    them; ``was`` what stood there when the change was made.
    """

    privacy = classes(public="uid values was state made decided_at", personal="answer")

    uid = models.UUIDField(default=uuid4, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="changes")
    values = models.JSONField()
    was = models.JSONField()
    state = models.CharField(
        max_length=20, choices=client_change_flow.choices, default=client_change_flow.start
    )
    made_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    made = models.DateTimeField()
    decided_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name = _("wijziging van een client")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="clientchange_uid",
                violation_error_message=_("Deze wijziging bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(state="open"),
                name="clientchange_one_open",
                violation_error_message=_("Er wacht al een wijziging van deze client."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(client_change_flow.states)),
                name="clientchange_state",
                violation_error_message=_("Deze toestand van een wijziging bestaat niet."),
            ),
        ]


class ClientSecret(models.Model):
    """A secret of a client: 256 random bits, kept as SHA-256; ``hint`` is its end.

    It counts once somebody else than who made it approved it. Two may count at once, so that a
    client can change to the next without a gap. Real time.
    """

    privacy = classes(public="hint state created expires withdrawn_at", secret="digest")

    client = models.ForeignKey(Client, models.PROTECT, related_name="secrets")
    digest = models.BinaryField(max_length=32)
    hint = models.CharField(max_length=4)
    state = models.CharField(
        max_length=20, choices=client_secret_flow.choices, default=client_secret_flow.start
    )
    made_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()
    expires = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("geheim van een client")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(client_secret_flow.states)),
                name="clientsecret_state",
                violation_error_message=_("Deze toestand van een geheim bestaat niet."),
            ),
        ]


class Trust(models.Model):
    """Client ``source`` may exchange a user's token for one that client ``target`` takes, once
    somebody else than who asked it approved it."""

    privacy = classes(public="state created ended_at")

    source = models.ForeignKey(Client, models.PROTECT, related_name="trusts_given")
    target = models.ForeignKey(Client, models.PROTECT, related_name="trusts_taken")
    state = models.CharField(max_length=20, choices=trust_flow.choices, default=trust_flow.start)
    made_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("vertrouwen tussen clients")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"],
                condition=Q(ended_at__isnull=True),
                name="trust_once",
                violation_error_message=_("Dit vertrouwen bestaat al."),
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="trust_not_self",
                violation_error_message=_("Een client hoeft zichzelf niet te vertrouwen."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(trust_flow.states)),
                name="trust_state",
                violation_error_message=_("Deze toestand van een vertrouwen bestaat niet."),
            ),
        ]
