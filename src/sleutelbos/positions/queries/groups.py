"""By what a report counts: entity, department, unit, level, grade, family, function, site.

A group is known by a text that the database makes (``key``), and is shown under its label.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.models import JobFunction
from sleutelbos.positions.queries.units import Branch, tree
from sleutelbos.positions.reference_files import families
from sleutelbos.register.public import Organisation

Entity = Organisation | None  # None: all entities


@dataclass(frozen=True)
class Group:
    """How a group is called, and the value of the filter of the plan that shows its positions."""

    label: str
    code: str = ""


Groups = Mapping[str, Group]


@dataclass(frozen=True)
class Dimension:
    """``key`` is the SQL of the group of a slice ``s`` of a position ``p`` with grade ``g`` and
    function ``f``; ``groups`` names them on a day, in their order (None: by their key). ``filter``
    is the field of the plan's filter that takes a group's code; ``told`` says what it holds."""

    label: type_of_text
    key: str
    groups: Callable[[Entity, date], Groups] | None = None
    filter: str = ""
    told: type_of_text = ""


def tops(branches: list[Branch]) -> dict[int, int]:
    """Unit (a key) → the unit on top of the tree under which it hangs."""
    found: dict[int, int] = {}
    top = 0
    for branch in branches:
        top = branch.unit.pk if branch.depth == 0 else top
        found[branch.unit.pk] = top
    return found


def _units(entity: Entity, on: date) -> Groups:
    """In the order of the tree; a unit that is gone by then under its code."""
    if entity is None:
        return {}
    branches = tree(entity, on)
    there = {str(one.unit.pk): Group(one.name, str(one.unit.uid)) for one in branches}
    gone = {str(unit.pk): Group(unit.code) for unit in entity.units.order_by("code")}
    return {
        **there,
        **{key: group for key, group in gone.items() if key not in there},
        "": Group(_t("Eenheid die er dan niet is")),
    }


def _entities(entity: Entity, on: date) -> Groups:
    rows = Organisation.objects.filter(positions__isnull=False).distinct().order_by("name")
    return {str(row.pk): Group(row.name, str(row.uid)) for row in rows}


def _functions(entity: Entity, on: date) -> Groups:
    rows = JobFunction.objects.order_by("title", "code").values_list("code", "title")
    return {code: Group(f"{title} ({code})", code) for code, title in rows}


def _families(entity: Entity, on: date) -> Groups:
    return {
        "": Group(_t("Zonder functiefamilie")),
        **{code: Group(name) for code, name in families().items()},
    }


def _levels(entity: Entity, on: date) -> Groups:
    return {level: Group(_t("Niveau %s") % level, level) for level in "ABCD"}


def _sites(entity: Entity, on: date) -> Groups:
    return {"": Group(_t("Zonder standplaats"))}


DIMENSIONS: dict[str, Dimension] = {
    "entiteit": Dimension(_("Entiteit"), "p.organisation_id::text", _entities),
    "afdeling": Dimension(_("Afdeling"), "coalesce(a.top::text, '')", _units,
                          told=_("Met alle teams die eronder hangen.")),
    "eenheid": Dimension(_("Eenheid"), "s.unit_id::text", _units, "eenheid",
                         _("Elke afdeling en elk team apart.")),
    "niveau": Dimension(_("Niveau"), "g.level", _levels, "niveau"),
    "graad": Dimension(_("Graad"), "g.code"),
    "familie": Dimension(_("Functiefamilie"), "f.family", _families),
    "functie": Dimension(_("Functie"), "f.code", _functions, "zoek"),
    "standplaats": Dimension(_("Standplaats"), "s.workplace", _sites),
}  # fmt: skip
# What the reports of one entity can be made by, and those of all.
OF_ENTITY = ("afdeling", "eenheid", "niveau", "graad", "familie", "functie", "standplaats")
OF_ALL = ("entiteit", "niveau", "graad", "familie", "functie")
