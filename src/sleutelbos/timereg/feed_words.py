"""A delivery in words: where something stands, what changes. No name of a person stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.register.public import shown_number
from sleutelbos.timereg.feed_difference import Bundle, Difference
from sleutelbos.timereg.models import Project
from sleutelbos.timereg.ports import Fault, Spot
from sleutelbos.timereg.queries.feed import Known
from sleutelbos.timereg.states import Method, Part
from sleutelbos.web.words import day_text

MOST = 6  # changes that a label names


def spot_text(spot: Spot | None) -> str:
    """Where it stands: the line, and the file when there are more."""
    if spot is None:
        return _("Het bestand")
    if spot.file:
        return _("%(file)s, regel %(line)s") % {"file": spot.file, "line": spot.line}
    return _("Regel %(line)s") % {"line": spot.line}


def fault_text(fault: Fault) -> str:
    """A fault with its place and field in front; the place is left out when it is said already."""
    told = [spot_text(fault.spot)] if fault.spot else []
    told += [_("veld %s") % fault.field] if fault.field else []
    return f"{', '.join(told)}: {fault.sentence}" if told else fault.sentence


def call_label(code: str, name: str, *, new: bool) -> str:
    """A call that is new or changes."""
    pattern = _("Nieuwe oproep %(call)s") if new else _("Oproep %(call)s: gewijzigd")
    return pattern % {"call": f"{code} {name}".strip()}


def gone_label(project: Project, *, kept: bool) -> str:
    """A project that ESF left out."""
    if kept:
        return _("%s: niet meer in het bestand. Er zijn registraties, dus alles blijft.") % project
    return _("%s: niet meer in het bestand. Wordt niet meer getoond als actief.") % project


def project_label(bundle: Bundle, change: Difference, here: Known) -> str:
    """A project that is new or changes, and in what."""
    name = f"{bundle.number} {bundle.title}"
    if change.new:
        counts = {
            "name": name,
            "places": ngettext("%s organisatie", "%s organisaties", len(bundle.places))
            % len(bundle.places),
            "trainings": ngettext("%s opleiding", "%s opleidingen", len(bundle.trainings))
            % len(bundle.trainings),
        }
        return _("Nieuw project %(name)s, met %(places)s en %(trainings)s") % counts
    told = list(dict.fromkeys(_changes(change, here)))
    more = len(told) - MOST
    if more > 0:
        told = [*told[:MOST], ngettext("nog %s wijziging", "nog %s wijzigingen", more) % more]
    return f"{name}: {'; '.join(told)}"


def _changes(change: Difference, here: Known) -> Iterator[str]:
    if change.back:
        yield _("staat weer in het bestand")
    for name, (was, becomes) in change.fields.items():
        yield _field(name, was, becomes)
    for row, part, active in change.moved:
        who = here.names.get(row.organisation) or _("een organisatie")
        yield _moved(who, row.active, part, active)
    for row in change.waiting:
        yield _("%s blijft tot de sessies ingediend zijn") % here.names[row.organisation]
    for organisation, _site, part in change.added:
        yield _joined(here.names.get(organisation, ""), part)
    for kbo, _number, part in change.unknown:
        yield _joined(shown_number(kbo), part)
    for code, taught in change.taught.items():
        yield _taught(code, *taught)


def _field(name: str, was: object, becomes: object) -> str:
    if name.startswith("contact"):
        return _("contactpersoon bij ESF gewijzigd")
    if name in ("starts", "ends"):
        was, becomes = day_text(was), day_text(becomes)  # type: ignore[arg-type]
    if name == "method":
        was, becomes = Method(str(was)).label, Method(str(becomes)).label
    labels = {
        "title": _("titel"),
        "method": _("methode"),
        "starts": _("begin"),
        "ends": _("einde"),
        "call": _("oproep"),
    }
    return _("%(field)s van %(was)s naar %(becomes)s") % {
        "field": labels[name], "was": was, "becomes": becomes,
    }  # fmt: skip


def _moved(who: str, was_active: bool, part: str, active: bool) -> str:
    if not active:
        return _("%s neemt niet meer deel") % who
    if not was_active:
        return _joined(who, part)
    return _("%(who)s wordt %(part)s") % {"who": who, "part": Part(part).label.lower()}


def _joined(who: str, part: str) -> str:
    return _("%(who)s erbij als %(part)s") % {"who": who, "part": Part(part).label.lower()}


def _taught(code: str, was: str | None, name: str, active: bool) -> str:
    if not active:
        return _("opleiding %s niet meer actief") % code
    if was is None:
        return _("opleiding %(code)s (%(name)s) erbij") % {"code": code, "name": name}
    return _("opleiding %(code)s heet nu %(name)s") % {"code": code, "name": name}
