"""Sessions: one per browser that signed in, and one per client that it visited. Real time."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock, guard
from sleutelbos.kernel.privacy import classes
from sleutelbos.signin.states import KeyKind


class Session(models.Model):
    """Single sign-on of one browser: who signed in, with what, for whom he acts.

    ``browser`` is SHA-256 of the session cookie. ``since`` is the first sign-in and never slides
    (acm_idm §1.6); ``proven_at`` is the latest proof, for ``auth_time`` and ``max_age``, and
    ``kind``, ``level`` and ``key`` are those of that proof. It counts as long as ``ended_at`` is
    empty and ``expires`` lies ahead; ``ended_because`` is one of :class:`Ending`.
    """

    privacy = classes(
        public="uid kind level since proven_at seen_at expires ended_at ended_because",
        personal="device",
        secret="browser",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    browser = models.BinaryField(max_length=32)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="sessions")
    key = models.ForeignKey("signin.Key", models.PROTECT, null=True, related_name="sessions")
    kind = models.CharField(max_length=20, choices=KeyKind.choices)
    level = models.PositiveIntegerField()
    since = models.DateTimeField()
    proven_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=30, blank=True)
    capacity = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    device = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("sessie")
        constraints = [
            models.UniqueConstraint(
                fields=["browser"],
                name="session_browser",
                violation_error_message=_("Deze sessie bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["uid"],
                name="session_uid",
                violation_error_message=_("Deze sessie bestaat al."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=models.Q(ended_at__isnull=True),
                name="session_person_open",
            )
        ]


class ClientSession(models.Model):
    """A client at which a session signed in, and the hoedanigheid chosen there.

    ``organisation`` is set at organisation level, ``target_group`` (a code, e.g. ``OV``) at both
    levels; both empty when the client asks for no choice. Switching ends the row; the next visit
    makes a new one. When its session no longer counts, the row doesn't either, whatever it says.
    ``as_of`` is when it began by the clock that counts for rights: what ended before, it never had.
    """

    privacy = classes(public="target_group started as_of ended_at")

    session = models.ForeignKey(Session, models.CASCADE, related_name="visits")
    client = models.ForeignKey("access.Client", models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    target_group = models.CharField(max_length=3, blank=True)
    started = models.DateTimeField()
    as_of = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("aanmelding bij een client")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "client"],
                condition=models.Q(ended_at__isnull=True),
                name="clientsession_once",
                violation_error_message=_("Deze client is al aangemeld in deze sessie."),
            )
        ]
        indexes = [models.Index(fields=["client", "started"], name="clientsession_client")]


guard.exempt(
    "signin_session",
    "a browser's session; signing in, choosing and signing out are audited by their actions",
)
guard.exempt("signin_clientsession", "what a session shares with a client; as signin_session")
