"""What a position is made of: functions and titles (Profielbeheer), ranks and grades (statute)."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.privacy import classes


class Grade(models.Model):
    """A grade of annex 3 of the Vlaams personeelsstatuut. ``nature`` says what sort it is there
    ("mandaat", "terugvalgraad" …); an ``extinct`` one is for no new position.

    ``code`` is the rank and the name; the name alone stands in several ranks.
    """

    privacy = classes(public="code level rank name nature extinct order")

    code = models.CharField(max_length=120)
    level = models.CharField(max_length=1)
    rank = models.CharField(max_length=5)
    name = models.CharField(max_length=100)
    nature = models.CharField(max_length=40, blank=True)
    extinct = models.BooleanField(default=False)
    order = models.IntegerField()

    class Meta:
        verbose_name = _("graad")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="grade_code",
                violation_error_message=_("Deze graad bestaat al."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}"


class JobFunction(models.Model):
    """A function of Profielbeheer: no position without its code and title (A02).

    The code has at most six characters (FunctieKernType of the contract of Vlimpers). ``ends_on``
    is the last day on which a position may get it; ``family`` is a code of ``families.csv``.
    """

    privacy = classes(public="uid code title family ends_on loaded_at")

    uid = models.UUIDField(default=uuid4, editable=False)
    code = models.CharField(max_length=6)
    title = models.CharField(max_length=200)
    family = models.CharField(max_length=40, blank=True)
    ends_on = models.DateField(null=True)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("functie uit Profielbeheer")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="jobfunction_uid",
                violation_error_message=_("Deze functie bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                name="jobfunction_code",
                violation_error_message=_("Er is al een functie met deze code."),
            ),
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(title=""),
                name="jobfunction_code_and_title",
                violation_error_message=_("Een functie heeft een code en een titel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
