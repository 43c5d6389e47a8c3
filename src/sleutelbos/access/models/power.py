"""The one source of power: the view ``access_power`` (migration 0010 has it as it is now)."""

from __future__ import annotations

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from sleutelbos.kernel.privacy import classes


class AccessPower(models.Model):
    """Who may what, where, from when to when, and why; read only.

    ``via`` is set for a mandate to an organisation: the grant that a person holds there.
    ``role_row`` is null for posts and functions, which hold no role of the catalogue.
    """

    privacy = classes(public="right role valid source_kind source_id")

    key = models.TextField(primary_key=True)
    person = models.ForeignKey("register.Person", models.DO_NOTHING, related_name="+")
    right = models.TextField()
    role = models.TextField()
    role_row = models.ForeignKey(
        "access.Role", models.DO_NOTHING, null=True, related_name="+", db_column="role_id"
    )
    organisation = models.ForeignKey("register.Organisation", models.DO_NOTHING, related_name="+")
    site = models.ForeignKey("register.Site", models.DO_NOTHING, null=True, related_name="+")
    valid = DateTimeRangeField()
    source_kind = models.TextField()
    source_id = models.BigIntegerField()
    via = models.ForeignKey("access.Grant", models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        managed = False
        db_table = "access_power"
