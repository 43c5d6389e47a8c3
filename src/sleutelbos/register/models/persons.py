"""Persons and their dated numbers. No personal number stands in the clear."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.periods import DateRange
from sleutelbos.kernel.privacy import Privacy
from sleutelbos.register.models.search import names_search, search_indexes
from sleutelbos.register.states import Language, NumberKind


class Person(models.Model):
    """A natural person, known by a dated list of numbers (G06).

    ``email_from``: the organisation whose beheerder set the address, since ``email_since``; None
    when the person or the house did. ``email_proposed`` waits for the person's own word; somebody
    of ``email_proposed_for`` filled it in.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "uid": "public",
        **dict.fromkeys(
            ("given_name", "family_name", "names_search", "email", "language", "birth_date",
             "deceased_on", "mail_refused", "mail_refused_at", "email_since", "email_proposed"),
            "personal",
        ),
    }  # fmt: skip

    uid = models.UUIDField(default=uuid4, editable=False)
    given_name = models.CharField(max_length=300, blank=True)
    family_name = models.CharField(max_length=300)
    names_search = names_search("given_name", "family_name")
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.NL)
    birth_date = models.DateField(null=True)
    deceased_on = models.DateField(null=True)
    mail_refused = models.TextField(blank=True)
    mail_refused_at = models.DateTimeField(null=True)
    email_since = models.DateTimeField(null=True)
    email_from = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )
    email_proposed = models.EmailField(max_length=254, blank=True, default="", db_default="")
    email_proposed_for = models.ForeignKey(
        "register.Organisation", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")
        constraints = [
            models.UniqueConstraint(
                fields=["uid"],
                name="person_uid",
                violation_error_message=_("Deze persoon bestaat al."),
            ),
            models.CheckConstraint(
                condition=~models.Q(family_name=""),
                name="person_has_name",
                violation_error_message=_("Vul een familienaam in."),
            ),
        ]
        indexes = [
            *search_indexes("person"),
            models.Index(OpClass(Lower("email"), "text_pattern_ops"), name="person_email"),
            GinIndex(OpClass(Upper("email"), "gin_trgm_ops"), name="person_email_part"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given name and family name; people with one name have only the latter."""
        return f"{self.given_name} {self.family_name}".strip()


class PersonIdentifier(models.Model):
    """A number of a person: encrypted, found by a keyed hash, with the period in which it counts.

    A replaced number stays known: ``replaced_by`` leads to the one that counts now, which may
    belong to another row of the same human being.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": "public",
        "valid": "public",
        "sealed": "secret",
        "lookup": "secret",
        "tail": "identifier",
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=3, choices=NumberKind.choices)
    sealed = models.BinaryField()
    lookup = models.BinaryField()
    tail = models.CharField(max_length=2)
    valid = DateRangeField(default=DateRange)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        verbose_name = _("nummer van een persoon")
        constraints = [
            models.UniqueConstraint(
                fields=["lookup"],
                name="personidentifier_lookup",
                violation_error_message=_("Er is al een persoon met dit nummer."),
            ),
            ExclusionConstraint(
                name="personidentifier_one",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Deze persoon heeft in die periode al een nummer."),
            ),
        ]

    def __str__(self) -> str:
        return self.masked

    @property
    def masked(self) -> str:
        """The number as it may stand on a screen: only the last two digits."""
        return f"••.••.••-•••.{self.tail}"
