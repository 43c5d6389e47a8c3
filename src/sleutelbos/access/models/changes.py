"""What the decision processes must read again: written by triggers, read by every process."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import guard
from sleutelbos.kernel.privacy import classes


class DecisionChange(models.Model):
    """Something that decisions rest on changed, in transaction ``xid``; ``at`` is real time.

    ``kind`` says what ``key`` is: ``person`` and ``place`` (an organisation) are keys of rows;
    ``catalogue``, ``client`` and ``clock`` stand for all of them; ``reload`` means: too much
    changed to follow it. The triggers are those of migration 0006.
    """

    privacy = classes(public="xid kind key at")

    xid = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    key = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("wijziging voor de beslissingen")
        indexes = [models.Index(fields=["xid"], name="decisionchange_xid")]


guard.exempt("access_decisionchange", "written by triggers with its cause; dropped after two days")
