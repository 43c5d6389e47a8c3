"""Learners: who follows which opleiding at which school, in a school year."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.school_years import text_of
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.kernel.privacy import classes


class Learner(models.Model):
    """A person of the register follows an opleiding at a school; ``school_year`` 2026 is 2026-2027.

    ``guardian`` signs for a minor and may have an address of his own.
    """

    privacy = classes(public="uid school_year added_at", personal="guardian guardian_email")

    uid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey("register.Person", models.PROTECT, related_name="learnerships")
    school = models.ForeignKey("register.Organisation", models.PROTECT, related_name="learners")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="learners")
    school_year = models.PositiveIntegerField()
    guardian = models.CharField(max_length=200, blank=True)
    guardian_email = models.EmailField(max_length=254, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("register.Person", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("leerling")
        verbose_name_plural = _("leerlingen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="learner_uid",
                violation_error_message=_("Deze leerling bestaat al."),
            ),
            models.UniqueConstraint(
                fields=["person", "school", "programme", "school_year"],
                name="learner_once",
                violation_error_message=_(
                    "Deze leerling staat voor dat schooljaar al in deze opleiding."
                ),
            ),
        ]
        indexes = [models.Index(fields=["school", "-school_year"], name="learner_school_year")]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def year_text(self) -> str:
        """The school year as people write it."""
        return text_of(self.school_year)
