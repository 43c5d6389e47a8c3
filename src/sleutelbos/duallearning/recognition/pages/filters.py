"""The filter above lists of requests and of recognitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import recognition_flow, request_flow, vote_flow
from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind, sanction_flow
from sleutelbos.web.forms import FilterForm, ListField, SearchField

ANY = _("Alle toestanden")


class _FileFilter(FilterForm):
    """By number, company or opleiding, and state."""

    zoek = SearchField(label=_("Nummer, onderneming of opleiding"))

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The rows that fit."""
        if "zoek" in chosen:
            text = chosen["zoek"]
            queryset = queryset.filter(
                Q(number__icontains=text)
                | Q(company__name__icontains=text)
                | Q(programme__name__icontains=text)
            )
        return queryset.filter(state=chosen["toestand"]) if "toestand" in chosen else queryset


class RequestFilter(_FileFilter):
    """Requests."""

    toestand = ListField(label=_("Toestand"), choices=request_flow.choices, empty_label=ANY)


class RecognitionFilter(_FileFilter):
    """Recognitions."""

    toestand = ListField(label=_("Toestand"), choices=recognition_flow.choices, empty_label=ANY)


class VoteFilter(FilterForm):
    """Votes by number or company, and state."""

    zoek = SearchField(label=_("Nummer of onderneming"))
    toestand = ListField(label=_("Toestand"), choices=vote_flow.choices, empty_label=ANY)

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The votes that fit."""
        if "zoek" in chosen:
            text = chosen["zoek"]
            queryset = queryset.filter(
                Q(request__number__icontains=text) | Q(request__company__name__icontains=text)
            )
        return queryset.filter(state=chosen["toestand"]) if "toestand" in chosen else queryset


class SanctionFilter(FilterForm):
    """Sanctions by company or recognition, step and state."""

    zoek = SearchField(label=_("Onderneming of erkenning"))
    stap = ListField(label=_("Stap"), choices=SanctionKind.choices, empty_label=_("Alle stappen"))
    toestand = ListField(label=_("Toestand"), choices=sanction_flow.choices, empty_label=ANY)

    def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
        """The sanctions that fit."""
        if "zoek" in chosen:
            text = chosen["zoek"]
            queryset = queryset.filter(
                Q(recognition__number__icontains=text)
                | Q(recognition__company__name__icontains=text)
            )
        for name, field in (("stap", "kind"), ("toestand", "state")):
            if name in chosen:
                queryset = queryset.filter(**{field: chosen[name]})
        return queryset
