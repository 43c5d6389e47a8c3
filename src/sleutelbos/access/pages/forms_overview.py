"""Filters and forms of the overviews: what ends, who has what, the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.states import RelationKind
from sleutelbos.register.public import Person, Site
from sleutelbos.web.forms import DateField, FilterForm, Form, ListField, TextField

WINDOWS = [("90", _("Komende 90 dagen"))]


def fill(field: Any, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a list field its choices, behind the empty one that it has."""
    field.choices = [*list(field.choices)[:1], *choices]


class EndingFilter(FilterForm):
    """How far ahead, for the view; 30 days when nothing is chosen."""

    dagen = ListField(label=_("Eindigt in"), choices=WINDOWS, empty_label=_("Komende 30 dagen"))


class Extend(Form):
    """A new last day for the rights that were ticked."""

    rij = django_forms.MultipleChoiceField(widget=django_forms.MultipleHiddenInput)
    until = DateField(label=_("Nieuwe laatste dag"))

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rij"].choices = [(line, line) for line in lines]  # type: ignore[attr-defined]


class HoldingFilter(FilterForm):
    """Which grants, at which day. Choices of right, role and vestiging are the organisation's."""

    peildatum = DateField(label=_("Toestand op"), help_text="")
    naam = TextField(label=_("Naam"))
    recht = ListField(label=_("Recht"), empty_label=_("Alle rechten"))
    rol = ListField(label=_("Rol"), empty_label=_("Alle rollen"))
    vestiging = ListField(label=_("Vestiging"), empty_label=_("Alle vestigingen"))
    soort = ListField(
        label=_("Soort werkrelatie"), choices=RelationKind.choices, empty_label=_("Alle soorten")
    )

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By everything but the day: the view reads that itself."""
        if right := chosen.get("recht"):
            queryset = queries_overview.with_roles(queryset, right)
        if role := chosen.get("rol"):
            queryset = queries_overview.with_roles(queryset, *role.rsplit(":", 1))
        if site := chosen.get("vestiging"):
            queryset = queryset.filter(relation__site__uid=site) | queryset.filter(site__uid=site)
        if kind := chosen.get("soort"):
            queryset = queryset.filter(relation__kind=kind)
        if name := chosen.get("naam"):
            persons = queries_users.named(Person.objects.all(), name)
            queryset = queryset.filter(relation__person__in=persons)
        return queryset


def holding_filter(
    rights: Sequence[tuple[str, str]], roles: Sequence[tuple[str, str]], sites: Sequence[Site]
) -> type[HoldingFilter]:
    """The filter with the choices of one organisation; no vestiging where there are none."""

    class Filled(HoldingFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            places = [(str(site.uid), str(site)) for site in sites]
            for name, choices in (("recht", rights), ("rol", roles), ("vestiging", places)):
                fill(self.fields[name], choices)
            if not sites:
                del self.fields["vestiging"]

    return Filled


class LogFilter(FilterForm):
    """Which entries of the log; ``narrow`` works on :class:`queries_audit.Lines`.

    At first in short: of what was done in one go only the head.
    """

    narrows_first = True

    naam = TextField(label=_("Persoon"))
    handeling = ListField(label=_("Wat"), empty_label=_("Alles"))
    afloop = ListField(
        label=_("Afloop"),
        choices=[("done", _("Gedaan")), ("refused", _("Geweigerd"))],
        empty_label=_("Beide"),
    )
    toon = ListField(
        label=_("Toon"),
        choices=[("stappen", _("Elke stap"))],
        empty_label=_("In het kort"),
    )
    van = DateField(label=_("Van"), help_text="")
    tot = DateField(label=_("Tot en met"), help_text="")
