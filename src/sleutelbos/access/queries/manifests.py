"""What loading a manifest would change: a line per difference with the rows of now (G11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Model
from django.utils.translation import gettext as _

from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.manifest import ClientEntry, Manifest, RightSpec, RoleSpec
from sleutelbos.access.models import Application, Client, Right, Role
from sleutelbos.access.queries import clients as queries_clients

APPLICATION_FIELDS = (
    "name", "description", "owner", "domain", "scope", "claim", "claim_form", "knows_sites", "url",
)  # fmt: skip
RIGHT_FIELDS = (
    "name", "description", "target_groups", "kinds", "only_at", "granted_by", "max_days",
    "sign_in_level",
)  # fmt: skip
ROLE_FIELDS = ("name", "description", "target_groups", "kinds", "only_at")
Kind = Literal["application", "right", "role", "client"]
Effect = Literal["new", "changed", "ends", "stays"]


@dataclass(frozen=True)
class Difference:
    """One thing that would change (or, for a client in use, stays): what, how, which fields."""

    kind: Kind
    what: str
    effect: Effect
    detail: str = ""


def columns(spec: Manifest | RightSpec | RoleSpec, names: tuple[str, ...]) -> dict[str, Any]:
    """Values of a spec as a row keeps them."""
    values = {name: getattr(spec, name) for name in names}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def clashes(manifest: Manifest) -> list[str]:
    """Why this file can't be loaded: what it claims belongs to another application."""
    found = []
    others = Application.objects.exclude(code=manifest.code)
    if taken := others.filter(scope=manifest.scope).first():
        found.append(_("De scope %(what)s is van %(other)s.") % _words(manifest.scope, taken))
    if taken := others.filter(claim=manifest.claim).first():
        found.append(_("De claim %(what)s is van %(other)s.") % _words(manifest.claim, taken))
    codes = [right.code for right in manifest.rights]
    rights = Right.objects.filter(code__in=codes).exclude(application__code=manifest.code)
    for right in rights.select_related("application"):
        found.append(
            _("Het recht %(what)s is van %(other)s.") % _words(right.code, right.application)
        )
    for entry in manifest.clients:
        row = _client_numbered(entry.client_id)
        if row is not None and row.application.code != manifest.code:
            found.append(
                _("De client %(what)s is van %(other)s.") % _words(entry.client_id, row.application)
            )
        if entry.owner and queries_clients.organisation_numbered(entry.owner) is None:
            found.append(_("Geen organisatie heeft het nummer %s.") % entry.owner)
    return found


def _words(what: str, other: Application) -> dict[str, str]:
    return {"what": what, "other": other.name}


def _client_numbered(client_id: str) -> Client | None:
    rows = Client.objects.filter(client_id=client_id).select_related("application")
    return rows.first() if client_id else None


def client_of(application: Application | None, entry: ClientEntry) -> Client | None:
    """The row that an entry speaks of: by its client_id, else by its name in the application."""
    if entry.client_id:
        return _client_numbered(entry.client_id)
    if application is None:
        return None
    rows = application.clients.filter(name=entry.spec.name).select_related("application")
    return rows.order_by("pk").first()


def differences(manifest: Manifest) -> list[Difference]:
    """What loading would do, in the order of the file; empty when nothing changes."""
    application = Application.objects.filter(code=manifest.code).first()
    values = columns(manifest, APPLICATION_FIELDS)
    found = list(_of_row("application", application, manifest.name, values))
    rights = {row.code: row for row in application.rights.all()} if application else {}
    for spec in manifest.rights:
        found += _of_right(rights.pop(spec.code, None), spec)
    found += [Difference("right", row.name, "ends") for row in rights.values() if row.active]
    for entry in manifest.clients:
        found += _of_client(client_of(application, entry), entry)
    return found


def _of_right(row: Right | None, spec: RightSpec) -> Iterator[Difference]:
    yield from _of_row("right", row, spec.name, columns(spec, RIGHT_FIELDS))
    roles = {role.code: role for role in row.roles.all()} if row is not None else {}
    for one in spec.roles:
        label = f"{spec.name}: {one.name}"
        row_of_role = roles.pop(one.code, None)
        yield from _of_row("role", row_of_role, label, columns(one, ROLE_FIELDS))
    for role in roles.values():
        if role.active:
            yield Difference("role", f"{spec.name}: {role.name}", "ends")


def _of_row(
    kind: Kind, row: Application | Right | Role | None, what: str, values: Mapping[str, Any]
) -> Iterator[Difference]:
    if row is None:
        yield Difference(kind, what, "new")
        return
    changed = _changed(row, values)
    if not getattr(row, "active", True):
        changed.append("active")
    if changed:
        yield Difference(kind, what, "changed", ", ".join(changed))


def _changed(row: Model, values: Mapping[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(row, name) != value]


def _of_client(row: Client | None, entry: ClientEntry) -> Iterator[Difference]:
    what = entry.spec.name
    if row is None:
        yield Difference("client", what, "new")
    elif row.state != "draft":
        yield Difference("client", what, "stays")
    elif changed := spec_in(entry).differs_from(queries_clients.spec_of(row)):
        yield Difference("client", what, "changed", ", ".join(changed))


def spec_in(entry: ClientEntry) -> ClientSpec:
    """The settings of an entry, with the key of its owner."""
    owner = queries_clients.organisation_numbered(entry.owner)
    return entry.spec.with_changes({"owner": owner.pk if owner else None})
