"""Clients as pages and actions need them; seen by platform administrators only (G24, G25)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from sleutelbos.access import clients, names, rules
from sleutelbos.access.client_spec import FIELDS, ClientSpec, firm, plain
from sleutelbos.access.models import (
    Application,
    Client,
    ClientChange,
    ClientSecret,
    Right,
    Trust,
)
from sleutelbos.access.queries import persons_with_role
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.audit import ref
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register.public import Organisation, Person, numbers_of

SECRET_SOON_DAYS = 30
MOST_TOLD = 30  # lines of the log on a client's page


def clients_seen(by: Actor) -> QuerySet[Client]:
    """All clients, for a platform administrator; nobody else sees any."""
    if not rules.manages_clients(by):
        return Client.objects.none()
    return Client.objects.select_related(
        "application", "owner", "submitted_by", "changed_by"
    ).order_by("name", "pk")


def client_seen(by: Actor, client_id: str) -> Client | None:
    """One client by its public name."""
    return clients_seen(by).filter(client_id=client_id).first()


def found(rows: QuerySet[Client], text: str) -> QuerySet[Client]:
    """Of these, those with the text in their name, their application's or their client_id."""
    return rows.filter(
        Q(name__icontains=text)
        | Q(application__name__icontains=text)
        | Q(client_id__istartswith=text)
    )


def applications() -> QuerySet[Application]:
    """Every application, by name."""
    return Application.objects.order_by("name", "pk")


def spec_of(client: Client) -> ClientSpec:
    """The settings of a row as one value."""
    values = {name: firm(getattr(client, name)) for name in FIELDS if name != "owner"}
    return ClientSpec(**values, owner=client.owner_id)


def columns_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Settings (all or some) as the row keeps them: field of the model → value."""
    return {"owner_id" if k == "owner" else k: plain(v) for k, v in values.items()}


def organisation_numbered(text: str) -> Organisation | None:
    """The active organisation with this number (OVO, enterprise, institution), however written."""
    number = text.replace(".", "").replace(" ", "").upper()
    rows = Organisation.objects.filter(target_groups__identifier__value=number, status="active")
    return rows.order_by("pk").first() if number else None


def number_of_owner(owner: int | None) -> str:
    """The number by which people know an organisation; empty without one."""
    row = Organisation.objects.filter(pk=owner or 0).first()
    numbers = numbers_of(row) if row is not None else {}
    return next((numbers[kind] for kind in ("OVO", "KBO", "INR") if kind in numbers), "")


def owner_names(keys: Iterable[int | None]) -> dict[int, str]:
    """Key → name of organisations that are an owner."""
    rows = Organisation.objects.filter(pk__in=[key for key in keys if key])
    return dict(rows.order_by("pk").values_list("pk", "name"))


def keys_text(keys: Mapping[str, Any] | None) -> str:
    """A JWK set as somebody edits it."""
    return json.dumps(keys, indent=2) if keys else ""


# changes


def open_change(client: Client) -> ClientChange | None:
    """The change of a client that waits for a second person."""
    rows = ClientChange.objects.filter(client=client, state="open")
    return rows.select_related("client__application", "made_by").first()


def change_seen(by: Actor, client: Client) -> ClientChange | None:
    """As :func:`open_change`, for a platform administrator."""
    return open_change(client) if rules.manages_clients(by) else None


def changes_seen(by: Actor) -> QuerySet[ClientChange]:
    """All changes of clients, for a platform administrator; nobody else sees any."""
    if not rules.manages_clients(by):
        return ClientChange.objects.none()
    return ClientChange.objects.select_related("client__application", "made_by")


# secrets and trusts


def secrets_of(client: Client) -> QuerySet[ClientSecret]:
    """All secrets that a client ever had, the latest first."""
    return ClientSecret.objects.filter(client=client).order_by("-created", "-pk")


def lasting(rows: QuerySet[ClientSecret], at: datetime | None = None) -> QuerySet[ClientSecret]:
    """Of these, the secrets that count or wait for a second person (real time)."""
    at = at or clock.real_now()
    return rows.filter(withdrawn_at=None, expires__gt=at)


def counting(rows: QuerySet[ClientSecret], at: datetime | None = None) -> QuerySet[ClientSecret]:
    """Of these, the secrets that count (real time)."""
    return lasting(rows, at).filter(state="approved")


def waiting_of(client: Client) -> QuerySet[ClientSecret]:
    """The secrets of a client that wait for a second person, the oldest first."""
    rows = lasting(ClientSecret.objects.filter(client=client, state="waiting"))
    return rows.select_related("client", "made_by").order_by("created", "pk")


def secrets_ending(days: int) -> QuerySet[ClientSecret]:
    """Secrets of clients in use that end within so many days, the nearest first."""
    now = clock.real_now()
    return (
        counting(ClientSecret.objects.all(), now)
        .filter(expires__lte=now + timedelta(days=days), client__state="active")
        .select_related("client__application")
        .order_by("expires", "pk")
    )


def secret_seen(by: Actor, client: Client, key: int) -> ClientSecret | None:
    """One secret of a client, for a platform administrator."""
    rows = secrets_of(client) if rules.manages_clients(by) else ClientSecret.objects.none()
    return rows.filter(pk=key).select_related("client__application", "made_by").first()


def trusts_of(client: Client) -> QuerySet[Trust]:
    """Trusts that count or wait, given by the client or taken by it."""
    return (
        Trust.objects.filter(Q(source=client) | Q(target=client), ended_at=None)
        .select_related("source__application", "target__application", "made_by")
        .order_by("source__name", "target__name", "pk")
    )


def trust_seen(by: Actor, client: Client, key: int) -> Trust | None:
    """One trust of a client, for a platform administrator."""
    return trusts_of(client).filter(pk=key).first() if rules.manages_clients(by) else None


def trustable(by: Actor, client: Client) -> QuerySet[Client]:
    """Clients that this one could be trusted by and isn't yet."""
    taken = Trust.objects.filter(source=client, ended_at=None).values("target")
    rows = clients_seen(by).exclude(pk=client.pk).exclude(pk__in=taken)
    return rows.exclude(state="blocked")


# what waits, what is weak, what happened


def client_managers() -> QuerySet[Person]:
    """Everybody who manages clients now."""
    return persons_with_role(names.PLATFORM, [names.CLIENT_MANAGER])


def to_approve(by: Actor) -> list[Client]:
    """Clients handed in that the actor may approve himself, the oldest first."""
    rows = clients_seen(by).filter(state="submitted").order_by("submitted_at", "pk")
    return [row for row in rows if rules.other_person(by, row.submitted_by_id, row.changed_by_id)]


def changes_to_approve(by: Actor) -> list[ClientChange]:
    """Changes that the actor may approve himself, the oldest first."""
    if not rules.manages_clients(by):
        return []
    rows = ClientChange.objects.filter(state="open", client__state="active")
    rows = rows.select_related("client__application").order_by("made", "pk")
    return [row for row in rows if rules.other_person(by, row.made_by_id)]


def secrets_to_approve(by: Actor) -> list[ClientSecret]:
    """Secrets of clients in use that the actor may approve himself, the oldest first."""
    if not rules.manages_clients(by):
        return []
    rows = lasting(ClientSecret.objects.filter(state="waiting", client__state="active"))
    rows = rows.select_related("client__application").order_by("created", "pk")
    return [row for row in rows if rules.other_person(by, row.made_by_id)]


def trusts_to_approve(by: Actor) -> list[Trust]:
    """Trusts that the actor may approve himself, the oldest first."""
    if not rules.manages_clients(by):
        return []
    rows = Trust.objects.filter(state="waiting", ended_at=None).order_by("created", "pk")
    rows = rows.select_related("source__application", "target__application")
    return [row for row in rows if rules.other_person(by, row.made_by_id)]


@dataclass(frozen=True)
class WeakLine:
    """One weakening of one client."""

    client: Client
    code: str

    @property
    def label(self) -> type_of_text:
        """What is weaker."""
        return clients.WEAKENINGS[self.code].label

    @property
    def risk(self) -> type_of_text:
        """What can go wrong."""
        return clients.WEAKENINGS[self.code].risk


def weak_lines(rows: Iterable[Client]) -> list[WeakLine]:
    """A line per weakening, in the order of the list of weakenings."""
    return [
        WeakLine(row, code) for row in rows for code in clients.WEAKENINGS if code in row.weakenings
    ]


def weak_clients(by: Actor) -> QuerySet[Client]:
    """Clients with at least one weakening."""
    return clients_seen(by).exclude(weakenings=[])


def entries_about(by: Actor, client: Client) -> list[AuditEntry]:
    """What happened to a client, newest first."""
    if not rules.manages_clients(by):
        return []
    rows = AuditEntry.objects.filter(concerns__contains=[ref(client)]).order_by("-pk")
    return list(rows[:MOST_TOLD])


def rights_of(application: Application) -> QuerySet[Right]:
    """The rights of an application that are given out, with their roles."""
    return application.rights.filter(active=True).prefetch_related("roles").order_by("name", "pk")
