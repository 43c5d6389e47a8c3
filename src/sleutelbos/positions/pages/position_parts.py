"""Parts of the page of a position: facts, holders, life, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import DAY
from sleutelbos.positions.queries.scope import employees_for
from sleutelbos.positions.reference_files import families
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import DecisionKind
from sleutelbos.tools import dates
from sleutelbos.web.parts import Fact, Facts, Link, Listing, Pill, Section
from sleutelbos.web.words import day_text, period_text, yes_or_no

if TYPE_CHECKING:
    from sleutelbos.positions.models import Occupation, Position, PositionSlice


def facts(row: PositionSlice) -> Section:
    """What the position is in the period that holds the day."""
    above = row.reports_to
    told = [
        Fact(_("Functie"), row.function.title,
             _t("Functiecode %s uit Profielbeheer") % row.function.code),
        Fact(_("Functiefamilie"), families().get(row.function.family, "")),
        Fact(_("Eenheid"), row.unit_name),  # type: ignore[attr-defined]
        Fact(_("Graad"), looks.level_text(row), _t("Niveau %s") % row.grade.level),
        Fact(_("Statuut"), row.get_statute_display()),
        Fact(_("Behoefte"), _t("%s VTE") % looks.number(row.fte)),
        Fact(_("Hoeveel personen"), row.seats),
        Fact(_("Rapporteert aan"), Link(above.number, looks.url_of(above)) if above else ""),
        Fact(_("Standplaats"), row.workplace),
        Fact(_("In het PEP"), yes_or_no(row.in_plan), row.outside_reason),
        Fact(_("Sleutelpositie"), yes_or_no(row.critical)),
        Fact(_("Opmerking"), row.remark),
    ]  # fmt: skip
    return Section(_("Wat deze arbeidsplaats is"), [Facts(told)],
                   sentence=_t("Zo in deze periode: %s.") % period_text(row.valid))  # fmt: skip


def holders(by: Actor, position: Position, rows: Sequence[Occupation]) -> Section:
    """Who holds it, held it and will hold it."""
    today = clock.today()
    known = set(
        employees_for(by).filter(pk__in=[row.employment.employee_id for row in rows])
        .values_list("pk", flat=True)
    )  # fmt: skip
    manages = bool(roles.manages(by, position.organisation_id))
    lines = [[
        _name(row, known), row.get_kind_display(), looks.number(row.share),
        period_text(row.valid), _when(row.valid, today), _end(position, row, manages, today),
    ] for row in rows]  # fmt: skip
    listing = Listing(
        [_("Wie"), _("Als"), _("VTE"), _("Periode"), _("Nu"), _("Doen")],
        lines,
        empty=_("Nog niemand is aan deze arbeidsplaats gekoppeld."),
        numbers=(2,),
    )
    return Section(_("Wie ze bezet"), [listing])


def _name(row: Occupation, known: set[int]) -> Any:
    employee = row.employment.employee
    if employee.pk not in known:
        return employee.name
    return Link(employee.name, reverse("positions:employee", args=[employee.uid]))


def _end(position: Position, row: Occupation, manages: bool, today: date) -> Any:
    over = row.valid.upper is not None and row.valid.upper <= today
    if over or not manages:
        return ""
    url = reverse("positions:end-link", args=[position.uid, row.employment.uid])
    return Link(_("Beëindigen"), url, about=row.employment.employee.name)


def _when(valid: Any, today: date) -> Pill:
    if dates.holds_on(valid, today):
        return Pill(_("Nu"), "ok")
    if valid.upper is not None and valid.upper <= today:
        return Pill(_("Voorbij"))
    return Pill(_("Gepland"), "info")


def life(position: Position, slices: Sequence[PositionSlice], day: date) -> Section:
    """Each period of the position, with what changed at its beginning."""
    lines = []
    before: PositionSlice | None = None
    for row in slices:
        first = row.valid.lower or day
        url = f"{looks.url_of(position)}?{DAY}={first:%Y-%m-%d}"
        lines.append([
            Link(period_text(row.valid), url), _changes(before, row),
            _when(row.valid, clock.today()),
        ])  # fmt: skip
        before = row
    listing = Listing([_("Periode"), _("Wat er wijzigt"), _("Nu")], lines)
    sentence = _("Kies een periode om te zien wat de arbeidsplaats dan is.")
    return Section(_("Levensloop"), [listing], sentence=sentence)


def _changes(before: PositionSlice | None, row: PositionSlice) -> str:
    if before is None:
        return _t("Begin: %s") % row.function.title
    told = [
        f"{_label(name)}: {new}" for name, new in _shown(row).items() if _shown(before)[name] != new
    ]
    return "; ".join(told)


def _shown(row: PositionSlice) -> dict[str, str]:
    """The facts as people read them, by field."""
    return {
        "function": str(row.function),
        "unit": row.unit_name,  # type: ignore[attr-defined]
        "grade": looks.level_text(row),
        "statute": str(row.get_statute_display()),
        "fte": looks.number(row.fte),
        "seats": str(row.seats),
        "reports_to": row.reports_to.number if row.reports_to else "–",
        "workplace": row.workplace or "–",
        "in_plan": yes_or_no(row.in_plan),
        "critical": yes_or_no(row.critical),
        "remark": row.remark or "–",
    }


LABELS: dict[str, type_of_text] = {
    "function": _("Functie"),
    "unit": _("Eenheid"),
    "grade": _("Graad"),
    "statute": _("Statuut"),
    "fte": _("VTE"),
    "seats": _("Hoeveel personen"),
    "reports_to": _("Rapporteert aan"),
    "workplace": _("Standplaats"),
    "in_plan": _("In het PEP"),
    "critical": _("Sleutelpositie"),
    "remark": _("Opmerking"),
}


def _label(name: str) -> str:
    return str(LABELS[name])


def decisions(position: Position) -> Section:
    """What was decided about it, the last one first."""
    lines = [
        [day_text(row.on), DecisionKind(row.kind).label, row.reason, row.document]
        for row in position.decisions.order_by("-at", "-pk")
    ]
    listing = Listing(
        [_("Dag"), _("Beslissing"), _("Reden"), _("Document")],
        lines,
        empty=_("Over deze arbeidsplaats is nog niets beslist."),
    )
    return Section(_("Beslissingen"), [listing])
