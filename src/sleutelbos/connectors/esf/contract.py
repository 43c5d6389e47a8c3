"""The file contract with ESF, version 1: kinds of lines, their fields, what each must be.

Field names are Dutch: they are read by functional people of the other side. See
docs/uitleg/esf-bestand.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

FORMAT, VERSION = "sleutelbos-esf", 1
Type = Literal["text", "email", "whole", "yesno", "day", "moment", "kbo", "site", "choice"]


@dataclass(frozen=True)
class Field:
    """One field: ``most`` characters, ``choices`` when only those count."""

    name: str
    type: Type = "text"
    required: bool = True
    most: int = 300
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of line, and in a folder or ZIP its file."""

    name: str
    file: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(field.name for field in self.fields)


COUNTED = ("oproepen", "projecten", "deelnames", "opleidingen")
HEADER = Kind(
    "kop",
    "kop.csv",
    (
        Field("formaat", "choice", choices=(FORMAT,)),
        Field("versie", "whole"),
        Field("gemaakt", "moment"),
        Field("volgnummer", "whole"),
        Field("volledig", "yesno"),
    ),
)
CALL = Kind(
    "oproep",
    "oproepen.csv",
    (
        Field("code", most=20),
        Field("naam", required=False, most=200),
        Field("fonds", "choice", choices=("ESF", "AMIF")),
    ),
)
PROJECT = Kind(
    "project",
    "projecten.csv",
    (
        Field("nummer", most=30),
        Field("titel"),
        Field("oproep", most=20),
        Field("methode", "choice", choices=("uren", "percentage")),
        Field("start", "day"),
        Field("einde", "day"),
        Field("contact_naam", required=False),
        Field("contact_email", "email", required=False, most=254),
    ),
)
PLACE = Kind(
    "deelname",
    "deelnames.csv",
    (
        Field("project", most=30),
        Field("kbo", "kbo"),
        Field("vestiging", "site", required=False),
        Field("rol", "choice", choices=("promotor", "partner")),
    ),
)
TRAINING = Kind(
    "opleiding",
    "opleidingen.csv",
    (Field("project", most=30), Field("code", most=30), Field("naam")),
)
TRAILER = Kind("slot", "slot.csv", tuple(Field(name, "whole") for name in COUNTED))

KINDS = {kind.name: kind for kind in (HEADER, CALL, PROJECT, PLACE, TRAINING, TRAILER)}
FILES = {kind.file: kind for kind in KINDS.values()}
COUNTED_KINDS = dict(zip(("oproep", "project", "deelname", "opleiding"), COUNTED, strict=True))

Number = Callable[[str], str]  # checks an enterprise's or vestiging's number, gives ten digits
