"""How the history of an opleiding or a partnership looks: who changed what, when (W22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.queries.history import (
    Changed,
    history_of_members,
    history_of_partnership,
    history_of_programme,
)
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.periods import DateRange
from sleutelbos.web import words
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Happening, Part, Section, Timeline

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Programme
    from sleutelbos.register.public import Organisation

TITLE = _("Historiek")
LABELS = {
    "name": _("Naam"),
    "domain": _("Domein"),
    "agreement": _("Type overeenkomst"),
    "valid": _("Geldt"),
}


def of_programme(row: Programme) -> Section:
    """What the opleiding was before, and which schools offer it since when."""
    return _section(TITLE, history_of_programme(row))


def of_partnership(request: PageRequest, row: Organisation) -> list[Part]:
    """Its powers, agreements and settings; beside it who got which role there."""
    members = history_of_members(row)
    reveal(request, [person for one in members for person in one.persons])
    return [
        _section(TITLE, history_of_partnership(row)),
        _section(_("Wie kreeg of verloor een rol"), members),
    ]


def _section(title: type_of_text, changes: Sequence[Changed]) -> Section:
    happened = [
        Happening(one.told.at, one.told.sentence, note=_differences(one.fields)) for one in changes
    ]
    return Section(title, [Timeline(happened, _("Nog niets."))])


def _differences(fields: Mapping[str, Any]) -> str:
    """From what to what, for the fields that people know by name."""
    return ". ".join(
        _t("%(what)s: van %(was)s naar %(becomes)s")
        % {
            "what": label,
            "was": _said(name, fields[name][0]),
            "becomes": _said(name, fields[name][1]),
        }
        for name, label in LABELS.items()
        if isinstance(fields.get(name), list)
    )


def _said(name: str, value: Any) -> str:
    if name == "valid":
        first, last = (date.fromisoformat(one) if one else None for one in
                       (value["from"], value["to"]))  # fmt: skip
        return words.period_text(DateRange(first, last))
    if name == "agreement":
        return str(AgreementKind(value).label)
    return str(value or "–")
