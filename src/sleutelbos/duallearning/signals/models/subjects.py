"""What a signaal or an actie is about: one of four things of a company."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.signals.states import Subject
from sleutelbos.register.public import Site

About = Site | Recognition | Mentor | Agreement
FIELDS = {
    Subject.SITE: "site",
    Subject.RECOGNITION: "recognition",
    Subject.MENTOR: "mentor",
    Subject.AGREEMENT: "agreement",
}


def field_of(about: About) -> str:
    """The name of the key that points to such a thing."""
    return type(about).__name__.lower()


def one_subject(name: str) -> models.CheckConstraint:
    """Exactly one of the four is filled in."""
    condition = models.Q()
    for chosen in FIELDS.values():
        nothing = {f"{other}__isnull": other != chosen for other in FIELDS.values()}
        condition |= models.Q(**nothing)
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=_("Kies één vestiging, erkenning, mentor of overeenkomst."),
    )


class OnSubject(models.Model):
    """It concerns one thing of a company, of the competence of a partnership."""

    partnership = models.ForeignKey("register.Organisation", models.PROTECT, related_name="+")
    company = models.ForeignKey("register.Organisation", models.PROTECT, related_name="+")
    site = models.ForeignKey("register.Site", models.PROTECT, null=True, related_name="+")
    recognition = models.ForeignKey(Recognition, models.PROTECT, null=True, related_name="+")
    mentor = models.ForeignKey(Mentor, models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def kind_of_subject(self) -> Subject:
        """Which of the four it is."""
        found = (kind for kind, name in FIELDS.items() if getattr(self, f"{name}_id") is not None)
        return next(found)

    @property
    def subject_key(self) -> int:
        """The key of what it is about."""
        found: int = getattr(self, f"{FIELDS[self.kind_of_subject]}_id")
        return found

    @property
    def subject(self) -> About:
        """What it is about."""
        found: About = getattr(self, FIELDS[self.kind_of_subject])
        return found
