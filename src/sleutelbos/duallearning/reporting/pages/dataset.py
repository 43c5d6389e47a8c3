"""What a file of 'Mijn organisatie' is, and the filters that look nobody up by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.duallearning.recognition.pages.filters import ANY
from sleutelbos.duallearning.recognition.states import mentor_flow
from sleutelbos.duallearning.signals.states import FollowUpKind, follow_up_flow
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Organisation
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.tables import Column


@dataclass(frozen=True)
class Described:
    """A column and what stands in it."""

    column: Column
    meaning: type_of_text


@dataclass(frozen=True)
class Dataset:
    """A file of a partnership; ``order`` names the column by which it is sorted."""

    slug: str
    title: type_of_text
    sentence: type_of_text
    rows: Callable[[Organisation], QuerySet[Any]]
    filters: type[FilterForm]
    described: tuple[Described, ...]
    order: str

    @property
    def columns(self) -> list[Column]:
        """Its columns, those that don't show at first too."""
        return [one.column for one in self.described]


class MentorCountFilter(FilterForm):
    """Mentors by company or opleiding, and state; not by their name."""

    zoek = SearchField(label=_("Onderneming of opleiding"))
    toestand = ListField(label=_("Toestand"), choices=mentor_flow.choices, empty_label=ANY)
    lookups = {
        "zoek": ("request__company__name__icontains", "request__programme__name__icontains"),
        "toestand": ("state",),
    }


class WorkplaceFilter(FilterForm):
    """Agreements by number, company or opleiding; not by their learner."""

    zoek = SearchField(label=_("Nummer, onderneming of opleiding"))
    lookups = {
        "zoek": (
            "number__icontains", "recognition__company__name__icontains",
            "learner__programme__name__icontains",
        ),
        "toestand": ("state",),
    }  # fmt: skip


class AgreementCountFilter(WorkplaceFilter):
    """The same, and state."""

    toestand = ListField(label=_("Toestand"), choices=agreement_flow.choices, empty_label=ANY)


class FollowUpCountFilter(FilterForm):
    """Acties by company, what and state; not by their text."""

    zoek = SearchField(label=_("Onderneming"))
    soort = ListField(label=_("Soort"), choices=FollowUpKind.choices, empty_label=_("Alle soorten"))
    toestand = ListField(label=_("Toestand"), choices=follow_up_flow.choices, empty_label=ANY)
    lookups = {
        "zoek": ("company__name__icontains",),
        "soort": ("kind",),
        "toestand": ("state",),
    }
