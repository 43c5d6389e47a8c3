"""The form to look at a monthly report before it is sent, or of a month that has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.timereg.documents.report import month_text
from sleutelbos.timereg.rules import months
from sleutelbos.web.forms import FilterForm, Form, ListField, OneOf, SearchField

SHOWN = 24  # months back
PDF, EXCEL = "pdf", "excel"
AS = [(PDF, _("PDF, om te lezen")), (EXCEL, _("Excel, om mee te rekenen"))]


def months_back() -> list[tuple[str, str]]:
    """This month and those before it, newest first."""
    found, month = [], months.first_of(clock.today())
    for _step in range(SHOWN):
        found.append((f"{month:%Y-%m}", month_text(month)))
        month = months.before(month)
    return found


class PreviewForm(Form):
    """Which project, which month, as what."""

    project = ListField(label=_("Project"))
    month = ListField(label=_("Maand"))
    kind = OneOf(label=_("Als"), choices=AS, initial=PDF)

    def __init__(self, *args: Any, projects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("project", projects), ("month", months_back())):
            field: Any = self.fields[name]
            field.choices = [*list(field.choices)[:1], *choices]
        if len(projects) == 1:
            self.fields["project"].initial = projects[0][0]
        self.fields["month"].initial = months_back()[1][0]

    def chosen_month(self) -> date:
        """The first day of the month that was chosen."""
        year, _dash, month = str(self.cleaned_data["month"]).partition("-")
        return date(int(year), int(month), 1)


class ReportFilter(FilterForm):
    """By project number or title."""

    zoek = SearchField(label=_("Zoek op project"))

    lookups = {"zoek": ("project__number__startswith", "project__title__icontains")}
