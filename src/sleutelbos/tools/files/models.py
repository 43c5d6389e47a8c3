"""Files of users, and their encrypted content; the content goes, what it was stays known."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes


class Scan(models.TextChoices):
    """What the virus scanner said."""

    CLEAN = "schoon", _("Geen virus gevonden")
    NONE = "niet", _("Niet nagekeken op virussen")


class StoredFile(models.Model):
    """A file that somebody handed over.

    ``retention`` names why it is kept; ``destroy_on`` is the civil day on which its content goes,
    None while that day is not known. ``digest`` is sha256 of the content.
    """

    privacy = classes(
        public="uid media_type size digest stored_at retention destroy_on destroyed_at scan",
        personal="name",
    )

    uid = models.UUIDField(default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    retention = models.CharField(max_length=60)
    destroy_on = models.DateField(null=True)
    destroyed_at = models.DateTimeField(null=True)
    scan = models.CharField(max_length=10, choices=Scan.choices)

    class Meta:
        verbose_name = _("bewaard bestand")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="storedfile_uid",
                violation_error_message=_("Dit bestand bestaat al."),
            )
        ]
        indexes = [
            models.Index(
                fields=["destroy_on"],
                condition=models.Q(destroyed_at=None),
                name="storedfile_destroy_on",
            )
        ]

    def __str__(self) -> str:
        return self.name


class FileContent(models.Model):
    """The content of a file, encrypted (AES-256-GCM, bound to the file)."""

    privacy = classes(secret="sealed")

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="content")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("inhoud van een bestand")
