"""An e-service as a file: ``application.toml`` → application, rights, roles and clients."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar, get_type_hints

from django.utils.translation import gettext as _

from sleutelbos.access import clients, names
from sleutelbos.access.client_addresses import endpoint_fault
from sleutelbos.access.client_checks import problems
from sleutelbos.access.client_spec import ClientSpec, starting_point
from sleutelbos.access.means import LEVELS
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.register.public import OrganisationKind, TargetGroup

TARGET_GROUPS = set(TargetGroup.values)
GRANTERS = {PostKind.HEAD_LOCAL_MANAGER.value, PostKind.LOCAL_MANAGER.value}
LARGEST = 256 * 1024  # characters
LONGEST = {"description": 2_000, "rrn_reason": 2_000, "url": 300}  # characters; others 200
CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
SCOPE = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
CLAIM = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")
NUMBER = re.compile(r"OVO\d{6}|[01]\d{9}")  # of an organisation: OVO code or enterprise number
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,60}")
# Claims with a meaning of their own (RFC 7519, OpenID Connect, ACM): no application may give them.
TAKEN_CLAIMS = {name for kind in clients.SCOPES.values() for name in kind.claims} | {
    "iss", "aud", "azp", "exp", "iat", "nbf", "jti", "nonce", "at_hash", "c_hash", "acr", "amr",
    "auth_time", "sid", "kid", "cnf", "act", "scope", "client_id", "active", "token_type", "events",
    "vo_applicatienaam", "vo_doelgroepnaam", "niscode", "cot",
}  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True)
class RoleSpec:
    """A role of a right; empty ``target_groups``, ``kinds`` and ``only_at`` mean: where the right
    exists."""

    code: str
    name: str
    description: str
    target_groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    only_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class RightSpec:
    """A gebruikersrecht; ``max_days`` None means without limit. ``only_at`` are the OVO codes or
    enterprise numbers of the organisations to which it belongs; empty: any that fits."""

    code: str
    name: str
    description: str
    target_groups: tuple[str, ...]
    granted_by: tuple[str, ...]
    roles: tuple[RoleSpec, ...]
    kinds: tuple[str, ...] = ()
    only_at: tuple[str, ...] = ()
    max_days: int | None = None
    sign_in_level: int = 400


@dataclass(frozen=True)
class ClientEntry:
    """A client of the application.

    ``owner`` is the number of an organisation (OVO or enterprise); ``client_id`` one that the
    client has already elsewhere, empty for a new one.
    """

    spec: ClientSpec
    owner: str = ""
    client_id: str = ""


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
    knows_sites: bool = False
    clients: tuple[ClientEntry, ...] = ()


class ManifestFault(ValueError):
    """The file can't be read; the message is a Dutch sentence that names the place."""


def _not_toml(error: Exception) -> str:
    """That it is no TOML, and where; the parser tells the place in English only."""
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    if place is None:
        return _("Het bestand is geen geldige TOML: het stopt te vroeg.")
    words = {"line": place[1], "column": place[2]}
    return _("Het bestand is geen geldige TOML: kijk op lijn %(line)s, teken %(column)s.") % words


def parse(text: str) -> Manifest:
    """Read a manifest. Raises :class:`ManifestFault` with a sentence for the owner."""
    if len(text) > LARGEST:
        raise ManifestFault(_("Het bestand is te groot: hoogstens 256 kB."))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ManifestFault(_not_toml(error)) from error
    if unknown := set(data) - {"application", "rights", "clients"}:
        raise ManifestFault(_("Dit kennen we niet: %s.") % ", ".join(sorted(unknown)))
    if "application" not in data:
        raise ManifestFault(_("In het bestand ontbreekt [application]."))
    manifest = _read(
        Manifest,
        _table(data["application"], "application"),
        "application",
        rights=tuple(_right(row) for row in _tables(data.get("rights", []), "rights")),
        clients=tuple(_client(row) for row in _tables(data.get("clients", []), "clients")),
    )
    _check(manifest)
    return manifest


def _right(row: Mapping[str, Any]) -> RightSpec:
    place = f"right {row.get('code', '?')}"
    rows = _tables(row.get("roles", []), f"{place}, roles")
    roles = tuple(_read(RoleSpec, one, f"{place}, role {one.get('code', '?')}") for one in rows)
    return _read(RightSpec, {k: v for k, v in row.items() if k != "roles"}, place, roles=roles)


def _client(row: Mapping[str, Any]) -> ClientEntry:
    place = f"client {row.get('name', '?')}"
    told = dict(row)
    outside = {name: told.pop(name, "") for name in ("owner", "client_id")}
    values = _typed(ClientSpec, told, place)
    profile = values.get("profile", clients.Profile.MODERN.value)
    spec = starting_point(profile, public=values.get("public", False)).with_changes(values)
    return _read(ClientEntry, outside, place, spec=spec)


def _table(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ManifestFault(_("%s is geen tabel.") % place)
    return value


def _tables(value: object, place: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise ManifestFault(_("%s is geen lijst van tabellen.") % place)
    return [_table(row, place) for row in value]


def _read(kind: type[T], row: Mapping[str, Any], place: str, **made: object) -> T:
    """A dataclass from a table, each value of its type, nothing missing, nothing unknown."""
    if taken := set(made) & set(row):
        words = {"place": place, "name": ", ".join(sorted(taken))}
        raise ManifestFault(_("%(place)s: het veld %(name)s kennen we niet.") % words)
    values = {**_typed(kind, row, place), **made}
    try:
        return kind(**values)
    except TypeError:
        known = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # dataclasses
        missing = ", ".join(name for name in known if name not in values)
        raise ManifestFault(
            _("%(place)s: er ontbreekt iets: %(missing)s.") % {"place": place, "missing": missing}
        ) from None


def _typed(kind: type[Any], row: Mapping[str, Any], place: str) -> dict[str, Any]:
    """The values of a table, checked against the types of a dataclass."""
    hints = get_type_hints(kind)
    found = {}
    for name, value in row.items():
        words = {"place": place, "name": name}
        if name not in hints:
            raise ManifestFault(_("%(place)s: het veld %(name)s kennen we niet.") % words)
        long = isinstance(value, str) and len(value) > LONGEST.get(name, 200)
        if long or not _fits(hints[name], value):
            raise ManifestFault(_("%(place)s: de waarde van %(name)s klopt niet.") % words)
        found[name] = tuple(value) if isinstance(value, list) else value
    return found


def _fits(hint: Any, value: object) -> bool:
    if hint is bool or hint is int:
        return type(value) is hint
    if hint == int | None:
        return type(value) is int and value > 0
    if hint is str:
        return _is_text(value)
    if hint == tuple[str, ...]:
        return isinstance(value, list) and all(map(_is_text, value))
    return isinstance(value, dict)


def _is_text(value: object) -> bool:
    """A text without signs that can't be shown (new lines may be)."""
    return isinstance(value, str) and all(sign.isprintable() or sign == "\n" for sign in value)


def _check(manifest: Manifest) -> None:
    _check_application(manifest)
    if not manifest.rights and not manifest.clients:
        raise ManifestFault(_("Het bestand bevat geen enkel recht en geen enkele client."))
    for right in manifest.rights:
        _check_right(right)
    for entry in manifest.clients:
        _check_client(entry, manifest.scope)
    _check_once([right.code for right in manifest.rights])
    _check_once([entry.spec.name for entry in manifest.clients])


def _check_application(manifest: Manifest) -> None:
    for name, form in (("code", CODE), ("scope", SCOPE), ("claim", CLAIM)):
        if not form.fullmatch(getattr(manifest, name)):
            raise ManifestFault(_("%s van de toepassing heeft niet de juiste vorm.") % name)
    if manifest.claim_form not in ("2d", "3d"):
        raise ManifestFault(_("claim_form is 2d of 3d."))
    if manifest.scope in clients.SCOPES:
        raise ManifestFault(_("De scope %s bestaat al voor alle toepassingen.") % manifest.scope)
    if manifest.claim in TAKEN_CLAIMS:
        raise ManifestFault(_("De claim %s heeft al een betekenis.") % manifest.claim)
    if manifest.domain and manifest.domain not in Domain.values:
        raise ManifestFault(_("Het domein %s bestaat niet.") % manifest.domain)
    if manifest.url and (fault := endpoint_fault(manifest.url)):
        raise ManifestFault(f"url: {fault}")


def _check_right(right: RightSpec) -> None:
    words = {"right": right.code}
    if not CODE.fullmatch(right.code) or right.code == names.IDM:
        raise ManifestFault(_("Een recht kan niet %(right)s heten.") % words)
    if not right.roles:
        raise ManifestFault(_("Het recht %(right)s heeft geen rollen.") % words)
    if not right.target_groups or set(right.target_groups) - TARGET_GROUPS:
        raise ManifestFault(_("Het recht %(right)s heeft een onbekende doelgroep.") % words)
    if not right.granted_by or set(right.granted_by) - GRANTERS:
        raise ManifestFault(_("granted_by van %(right)s klopt niet.") % words)
    if right.sign_in_level not in LEVELS:
        raise ManifestFault(_("sign_in_level van %(right)s is geen niveau uit de lijst.") % words)
    _check_reach(right.code, right)
    for role in right.roles:
        if not CODE.fullmatch(role.code):
            raise ManifestFault(_("Een rol van %(right)s heeft een code die niet kan.") % words)
        _check_reach(f"{right.code}, {role.code}", role)
    _check_once([role.code for role in right.roles])


def _check_reach(place: str, spec: RightSpec | RoleSpec) -> None:
    """Doelgroepen and kinds of organisation that exist, numbers that could."""
    unknown = set(spec.target_groups) - TARGET_GROUPS | set(spec.kinds) - set(
        OrganisationKind.values
    )
    unknown |= {number for number in spec.only_at if not NUMBER.fullmatch(number)}
    if unknown:
        words = {"place": place, "unknown": ", ".join(sorted(unknown))}
        raise ManifestFault(_("%(place)s: dit bestaat niet: %(unknown)s.") % words)


def _check_client(entry: ClientEntry, own_scope: str) -> None:
    if entry.client_id and not CLIENT_ID.fullmatch(entry.client_id):
        raise ManifestFault(_("client_id van %s heeft niet de juiste vorm.") % entry.spec.name)
    owned = replace(entry.spec, owner=0 if entry.owner else None)
    for field, sentence in problems(owned, own_scope=own_scope).items():
        raise ManifestFault(f"client {entry.spec.name}, {field}: {sentence}")


def _check_once(codes: list[str]) -> None:
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ManifestFault(_("Dit staat er tweemaal: %s.") % ", ".join(sorted(twice)))


__all__ = [
    "CLIENT_ID",
    "ClientEntry",
    "Manifest",
    "ManifestFault",
    "RightSpec",
    "RoleSpec",
    "parse",
]
