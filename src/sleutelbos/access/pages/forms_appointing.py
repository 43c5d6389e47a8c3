"""Filters and forms for the bodies that appoint beheerders."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.queries import appointing as queries_appointing
from sleutelbos.web.forms import FileField, FilterForm, Form, ListField, TextField

WITHOUT = "zonder"


class OrganisationFilter(FilterForm):
    """By name or number; or only those without a head. The view reads the text itself."""

    zoek = TextField(label=_("Naam of nummer"))
    toon = ListField(
        label=_("Toon"),
        choices=[(WITHOUT, _("Zonder aangestelde beheerder"))],
        empty_label=_("Alle organisaties"),
    )

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """Only those without a head, when asked."""
        if chosen.get("toon") == WITHOUT:
            return queries_appointing.without_head(queryset)
        return queryset


class BtbFile(Form):
    """The file of BTB."""

    file = FileField(
        label=_("Bestand"),
        help_text=_(
            "CSV of Excel, met als kolommen ondernemingsnummer, INSZ, soort, domein, van, tot."
        ),
    )
