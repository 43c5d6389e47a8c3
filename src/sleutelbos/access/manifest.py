"""An e-service as a file: ``application.toml`` → applications, rights and roles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

TARGET_GROUPS = {"GID", "LB", "OV", "EA", "VER", "BUR"}
GRANTERS = {"hoofd-lokale-beheerder", "lokale-beheerder"}


@dataclass(frozen=True)
class RoleSpec:
    """A role of a right; empty ``target_groups`` and ``kinds`` mean: where the right exists."""

    code: str
    name: str
    description: str
    target_groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class RightSpec:
    """A gebruikersrecht; ``max_days`` None means without limit."""

    code: str
    name: str
    description: str
    target_groups: tuple[str, ...]
    granted_by: tuple[str, ...]
    roles: tuple[RoleSpec, ...]
    kinds: tuple[str, ...] = ()
    max_days: int | None = None
    sign_in_level: int = 400


@dataclass(frozen=True)
class Manifest:
    """An e-service as its owner describes it."""

    code: str
    name: str
    owner: str
    description: str
    scope: str
    claim: str
    claim_form: str
    rights: tuple[RightSpec, ...]
    domain: str = ""
    url: str = ""


class ManifestFault(ValueError):
    """The file can't be read; the message is a Dutch sentence that names the place."""


def parse(text: str) -> Manifest:
    """Read a manifest. Raises :class:`ManifestFault` with a sentence for the owner."""
    try:
        data = tomllib.loads(text)
        app = data["application"]
        rights = tuple(_right(row) for row in data["rights"])
        manifest = Manifest(
            **{k: v for k, v in app.items() if k in Manifest.__dataclass_fields__}, rights=rights
        )
    except tomllib.TOMLDecodeError as error:
        raise ManifestFault(_("Het bestand is geen geldige TOML: %s") % error) from error
    except (KeyError, TypeError) as error:
        raise ManifestFault(_("In het bestand ontbreekt of klopt niet: %s") % error) from error
    _check(manifest)
    return manifest


def _right(row: dict[str, object]) -> RightSpec:
    known = {k: v for k, v in row.items() if k in RightSpec.__dataclass_fields__}
    roles = row["roles"]
    assert isinstance(roles, list)
    known["roles"] = tuple(RoleSpec(**_frozen(role)) for role in roles)
    return RightSpec(**_frozen(known))


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with tuples for lists."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}


def _check(manifest: Manifest) -> None:
    if manifest.claim_form not in ("2d", "3d"):
        raise ManifestFault(_("claim_form is 2d of 3d."))
    for right in manifest.rights:
        words = {"right": right.code}
        if not right.roles:
            raise ManifestFault(_("Het recht %(right)s heeft geen rollen.") % words)
        if not right.target_groups or set(right.target_groups) - TARGET_GROUPS:
            raise ManifestFault(_("Het recht %(right)s heeft een onbekende doelgroep.") % words)
        if not right.granted_by or set(right.granted_by) - GRANTERS:
            raise ManifestFault(_("granted_by van %(right)s klopt niet.") % words)
