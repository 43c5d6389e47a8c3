"""The attendance record: personal codes, and entries that are only ever added (T05, T06)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes
from sleutelbos.timereg.models.sessions import Seat, Session
from sleutelbos.timereg.states import EventKind, EventSource, Window


class ScanCode(models.Model):
    """The personal code of a participant at one organisation; the QR shows it (S0, T05).

    Short and opaque: no number of the person stands in it. ``digest`` is a keyed hash to look it
    up, ``sealed`` the code encrypted, so that the same one can be sent again.
    """

    privacy = classes(public="made_at sent_at replaced_at", secret="digest sealed")

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="scan_codes")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="scan_codes"
    )
    digest = models.BinaryField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("persoonlijke code")
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                name="scancode_digest",
                violation_error_message=_("Deze code bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(replaced_at__isnull=True),
                name="scancode_one",
                violation_error_message=_("Deze persoon heeft hier al een code."),
            ),
        ]


class PinCode(models.Model):
    """The pincode of a participant at one organisation, for who has no phone and no card (T06).

    ``digest`` is a keyed hash of the pincode with the person and the organisation; the key is not
    in the database. The pincode itself is shown once, to whoever made it, and kept nowhere.
    """

    privacy = classes(public="made_at replaced_at", secret="digest")

    person = models.ForeignKey("register.Person", models.PROTECT, related_name="pin_codes")
    organisation = models.ForeignKey(
        "register.Organisation", models.PROTECT, related_name="pin_codes"
    )
    digest = models.BinaryField()
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pincode")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(replaced_at__isnull=True),
                name="pincode_one",
                violation_error_message=_("Deze persoon heeft hier al een pincode."),
            ),
        ]


class AttendanceEvent(models.Model):
    """One entry of the attendance record; never changed or removed (a trigger holds that).

    ``at`` is the moment that counts, ``received`` when we heard of it: for a scan made off line
    they differ. ``device_at`` is what that device's own clock said. ``nonce`` makes a repeat
    harmless. An annulment names the entry that it annuls; a refused one keeps its reason.
    ``window`` says why it could be registered at that moment.
    """

    privacy = classes(
        public="uid nonce kind source at received offline device_at window device",
        personal="reason",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    nonce = models.UUIDField(default=uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    source = models.CharField(max_length=20, choices=EventSource.choices)
    at = models.DateTimeField()
    received = models.DateTimeField()
    offline = models.BooleanField(default=False)
    device_at = models.DateTimeField(null=True)
    window = models.CharField(max_length=20, choices=Window.choices, default=Window.DAY)
    by = models.ForeignKey("register.Person", models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    annuls = models.ForeignKey("self", models.PROTECT, null=True, related_name="annulments")

    class Meta:
        verbose_name = _("registratie van aanwezigheid")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="attendanceevent_uid",
                violation_error_message=_("Deze registratie bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["session", "nonce"],
                name="attendanceevent_nonce",
                violation_error_message=_("Deze registratie is al ontvangen."),
            ),
            models.UniqueConstraint(
                fields=["annuls"],
                name="attendanceevent_annulled_once",
                violation_error_message=_("Deze registratie is al vernietigd."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EventKind.REFUSED) | models.Q(seat__isnull=False),
                name="attendanceevent_seat",
                violation_error_message=_("Kies een deelnemer of opleider van de sessie."),
            ),
        ]
        indexes = [models.Index(fields=["session", "at"], name="attendanceevent_session")]
