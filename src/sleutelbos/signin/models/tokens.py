"""What the OpenID provider keeps: hashes of codes and tokens, its keys, consents. Real time."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes


class TokenKind(models.TextChoices):
    """What a row of :class:`Token` stands for."""

    REQUEST = "request", _("verzoek (PAR)")
    CODE = "code", _("code")
    ACCESS = "access", _("toegangstoken")
    REFRESH = "refresh", _("vernieuwingstoken")


class Token(models.Model):
    """A pushed request, code, access or refresh token: its SHA-256 and what it stands for.

    Used once where that counts (``used_at``); ``family`` ties what came from one code, so that a
    second use takes all of it back. ``data`` holds the protocol's facts (redirect_uri, nonce,
    code_challenge, acr, jkt, audience); no personal number and no claim about a person.
    """

    privacy = classes(
        public="kind target_group scope family issued expires used_at revoked_at data",
        secret="digest",
    )

    kind = models.CharField(max_length=10, choices=TokenKind.choices)
    digest = models.BinaryField(max_length=32)
    client = models.ForeignKey("access.Client", models.PROTECT, related_name="+")
    session = models.ForeignKey("signin.Session", models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    target_group = models.CharField(max_length=3, blank=True)
    scope = models.TextField(blank=True)
    family = models.UUIDField(default=uuid4)
    issued = models.DateTimeField()
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                name="token_digest",
                violation_error_message=_("Dit token bestaat al."),
            )
        ]
        indexes = [
            models.Index(fields=["family"], name="token_family"),
            models.Index(fields=["session", "client"], name="token_session"),
            models.Index(
                fields=["person", "client"],
                condition=models.Q(revoked_at__isnull=True),
                name="token_person",
            ),
            models.Index(fields=["expires"], name="token_expires"),
        ]


class SigningKey(models.Model):
    """A key pair of the provider. Published from ``created`` to ``retires``; signs in between
    from ``signs_from`` on, until the next one of its algorithm does. The private part is sealed.
    """

    privacy = classes(public="kid alg public_jwk created signs_from retires", secret="sealed")

    kid = models.CharField(max_length=60)
    alg = models.CharField(max_length=5)
    sealed = models.BinaryField()
    public_jwk = models.JSONField()
    created = models.DateTimeField()
    signs_from = models.DateTimeField()
    retires = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sleutel van de aanbieder")
        constraints = [
            models.UniqueConstraint(
                fields=["kid"],
                name="signingkey_kid",
                violation_error_message=_("Deze sleutel bestaat al."),
            )
        ]


class Consent(models.Model):
    """A person lets a third party's client know who he is, and the scopes that he saw."""

    privacy = classes(public="scopes given withdrawn_at")

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="consents")
    client = models.ForeignKey("access.Client", models.PROTECT, related_name="consents")
    scopes = ArrayField(models.CharField(max_length=100))
    given = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("toestemming")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "client"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_once",
                violation_error_message=_("Deze toestemming bestaat al."),
            )
        ]


class Seen(models.Model):
    """Numbers of signed messages that count once (client assertions, DPoP proofs)."""

    privacy = classes(public="digest until")

    digest = models.BinaryField(max_length=32, primary_key=True)
    until = models.DateTimeField(db_index=True)


guard.exempt("signin_token", "codes and tokens of the provider, thousands a minute; deliveries")
guard.exempt("signin_signingkey", "made and retired by the provider's own rotation")
guard.exempt("signin_seen", "numbers that were used, kept for minutes")
