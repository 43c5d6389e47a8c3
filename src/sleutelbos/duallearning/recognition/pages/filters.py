"""The filters above lists of files: requests, recognitions, and what hangs on them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import (
    TaskKind,
    mentor_flow,
    recognition_flow,
    request_flow,
    task_flow,
    vote_flow,
)
from sleutelbos.duallearning.recognition.states_follow_up import (
    SanctionKind,
    sanction_flow,
    training_flow,
)
from sleutelbos.web.forms import FilterForm, ListField, SearchField

ANY = _("Alle toestanden")
ON_RECOGNITION = {
    "zoek": ("recognition__number__icontains", "recognition__company__name__icontains"),
    "toestand": ("state",),
}


class _FileFilter(FilterForm):
    """By number, company or opleiding, and state."""

    zoek = SearchField(label=_("Nummer, onderneming of opleiding"))
    lookups = {
        "zoek": ("number__icontains", "company__name__icontains", "programme__name__icontains"),
        "toestand": ("state",),
    }


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
    lookups = {
        "zoek": ("request__number__icontains", "request__company__name__icontains"),
        "toestand": ("state",),
    }


class SanctionFilter(FilterForm):
    """Sanctions by company or recognition, step and state."""

    zoek = SearchField(label=_("Onderneming of erkenning"))
    stap = ListField(label=_("Stap"), choices=SanctionKind.choices, empty_label=_("Alle stappen"))
    toestand = ListField(label=_("Toestand"), choices=sanction_flow.choices, empty_label=ANY)
    lookups = {**ON_RECOGNITION, "stap": ("kind",)}


class TaskFilter(FilterForm):
    """Tasks by company or recognition, what, and state."""

    zoek = SearchField(label=_("Onderneming of erkenning"))
    taak = ListField(label=_("Taak"), choices=TaskKind.choices, empty_label=_("Alle taken"))
    toestand = ListField(label=_("Toestand"), choices=task_flow.choices, empty_label=ANY)
    lookups = {**ON_RECOGNITION, "taak": ("kind",)}


class TrainingFilter(FilterForm):
    """Mentoropleidingen by mentor or company, and state."""

    zoek = SearchField(label=_("Mentor of onderneming"))
    toestand = ListField(label=_("Toestand"), choices=training_flow.choices, empty_label=ANY)
    lookups = {
        "zoek": (
            "mentor__person__family_name__icontains",
            "mentor__person__given_name__icontains",
            "mentor__request__company__name__icontains",
        ),
        "toestand": ("state",),
    }


class MentorFilter(FilterForm):
    """Mentors by name, company or opleiding, and state."""

    zoek = SearchField(label=_("Naam, onderneming of opleiding"))
    toestand = ListField(label=_("Toestand"), choices=mentor_flow.choices, empty_label=ANY)
    lookups = {
        "zoek": (
            "person__family_name__icontains",
            "person__given_name__icontains",
            "request__company__name__icontains",
            "request__programme__name__icontains",
        ),
        "toestand": ("state",),
    }
