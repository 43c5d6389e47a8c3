"""Digital keys, invitations to make one, the log of sign-ins, and the count of failed attempts."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes
from sleutelbos.signin.states import KeyKind, Outcome


class Key(models.Model):
    """A digital key of a person.

    TOTP (RFC 6238): a user name, a password and a sealed secret; ``last_step`` is the time step of
    the last code that was used, so that no code counts twice. Passkey (WebAuthn): the credential's
    id, its public key and the counter. ``label`` is what the person calls it. Real time.
    """

    privacy = classes(
        public="kind created withdrawn_at used_at sign_count transports",
        personal="user_name label",
        secret="password secret last_step credential_id public_key",
    )

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="keys")
    kind = models.CharField(max_length=20, choices=KeyKind.choices, default=KeyKind.TOTP)
    label = models.CharField(max_length=100, blank=True)
    user_name = models.CharField(max_length=100, blank=True)
    password = models.CharField(max_length=300, blank=True)
    secret = models.BinaryField(null=True)
    last_step = models.BigIntegerField(null=True)
    credential_id = models.BinaryField(null=True)
    public_key = models.BinaryField(null=True)
    sign_count = models.PositiveBigIntegerField(default=0)
    transports = models.JSONField(default=list)
    created = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("digitale sleutel")
        constraints = [
            models.UniqueConstraint(
                fields=["user_name"],
                condition=models.Q(withdrawn_at__isnull=True) & ~models.Q(user_name=""),
                name="key_user_name",
                violation_error_message=_("Deze gebruikersnaam is al in gebruik. Kies een andere."),
            ),
            models.CheckConstraint(
                condition=models.Q(user_name=Lower("user_name")),
                name="key_user_name_lower",
                violation_error_message=_("Schrijf de gebruikersnaam met kleine letters."),
            ),
            models.UniqueConstraint(
                fields=["credential_id"],
                condition=models.Q(credential_id__isnull=False),
                name="key_credential",
                violation_error_message=_("Deze toegangssleutel is al in gebruik."),
            ),
            models.CheckConstraint(
                condition=(models.Q(kind=KeyKind.TOTP) & models.Q(secret__isnull=False))
                | (models.Q(kind=KeyKind.PASSKEY) & models.Q(public_key__isnull=False)),
                name="key_complete",
                violation_error_message=_("Deze digitale sleutel is niet volledig."),
            ),
        ]

    def __str__(self) -> str:
        return str(KeyKind(self.kind).label)

    @property
    def name(self) -> str:
        """What its owner calls it."""
        return self.user_name or self.label


class KeyInvitation(models.Model):
    """Lets a person make a TOTP key once, before ``expires`` (real time).

    The link carries a signature over ``uid``; nothing in this table is enough to make one.
    """

    privacy = classes(public="uid made expires used_at", secret="secret")

    uid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="key_invitations")
    secret = models.BinaryField()
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("uitnodiging voor een digitale sleutel")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="keyinvitation_uid",
                violation_error_message=_("Deze uitnodiging bestaat al."),
            )
        ]


class RecoveryCode(models.Model):
    """A code that opens once, for whoever lost his app; kept as a keyed hash. Real time."""

    privacy = classes(public="made used_at", secret="digest")

    key = models.ForeignKey(Key, models.PROTECT, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)
    made = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("herstelcode")


class SignIn(models.Model):
    """A line of the log: somebody signed in, or chose for whom he acts.

    ``client`` is set for a choice at a client, then ``target_group`` is the doelgroep chosen there.
    ``failed_before`` counts the failed attempts on the user name since the sign-in before. No IP
    address; ``device`` is the browser and system in two words.
    """

    privacy = classes(public="at kind level outcome target_group", personal="device failed_before")

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="sign_ins")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=KeyKind.choices)
    level = models.PositiveIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    capacity = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    client = models.ForeignKey("access.Client", models.PROTECT, null=True, related_name="+")
    target_group = models.CharField(max_length=3, blank=True)
    device = models.CharField(max_length=80, blank=True)
    failed_before = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("aanmelding")
        indexes = [models.Index(fields=["person", "-at"], name="signin_person_at")]


class Attempt(models.Model):
    """Failed attempts of one user name from one address, both as keyed hashes (real time).

    ``failures`` makes the next attempt wait; ``unseen`` are those that the owner was not told yet.
    """

    privacy = classes(public="failures unseen last_at", identifier="name address")

    name = models.BinaryField()
    address = models.BinaryField()
    failures = models.PositiveIntegerField(default=0)
    unseen = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "address"],
                name="attempt_pair",
                violation_error_message=_("Deze telling bestaat al."),
            )
        ]
        indexes = [models.Index(fields=["last_at"], name="attempt_last_at")]


guard.exempt("signin_attempt", "counts failed attempts of visitors, before anybody is known")
