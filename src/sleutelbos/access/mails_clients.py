"""The mails to platform administrators about clients: each follows from an event (G24)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.access.events import (
    ChangeDropped,
    ChangeProposed,
    ClientApproved,
    ClientChanged,
    ClientSentBack,
    ClientSubmitted,
    SecretApproved,
    SecretEnding,
    SecretMade,
    TrustAdded,
    TrustApproved,
)
from sleutelbos.access.models import Client, ClientChange, ClientSecret, Trust
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.tools.mail import post


def _told(
    template: str, client: Client, *, besides: set[int | None] | None = None, **words: object
) -> None:
    """Mail all platform administrators but some."""
    for manager in queries_clients.client_managers():
        if manager.pk not in (besides or set()):
            _mail(template, manager, client, **words)


def _mail(template: str, person: Person, client: Client, **words: object) -> None:
    post(
        f"access.{template.replace('_', '-')}",
        person.pk,
        f"access/mails/{template}.txt",
        {
            "person": person,
            "client": client.name,
            "application": client.application.name,
            "link": settings.BASE_URL + reverse("access:client", args=[client.client_id]),
            **words,
        },
    )


def _client(key: int) -> Client:
    return Client.objects.select_related("application").get(pk=key)


def _change(key: int) -> ClientChange:
    rows = ClientChange.objects.select_related("client__application", "made_by", "decided_by")
    return rows.get(pk=key)


def _secret(key: int) -> ClientSecret:
    return ClientSecret.objects.select_related("client__application", "made_by").get(pk=key)


@subscribe(ClientSubmitted)
def tell_submitted(event: ClientSubmitted) -> None:
    """Whoever may approve: a client waits."""
    client = _client(event.client)
    by = {client.submitted_by_id, client.changed_by_id}
    _told("client_waits", client, besides=by, asker=client.submitted_by, what="client")


@subscribe(ChangeProposed)
def tell_proposed(event: ChangeProposed) -> None:
    """Whoever may approve: a change of a client waits."""
    change = _change(event.change)
    by: set[int | None] = {change.made_by_id}
    _told("client_waits", change.client, besides=by, asker=change.made_by, what="change")


@subscribe(ClientSentBack)
def tell_sent_back(event: ClientSentBack) -> None:
    """Whoever handed it in, when another sent it back."""
    client = _client(event.client)
    _decided(client, client.submitted_by_id, event.by, good=False, reason=event.reason)


@subscribe(ClientApproved)
def tell_approved(event: ClientApproved) -> None:
    """Whoever handed it in: the client may be used."""
    client = _client(event.client)
    _decided(client, client.submitted_by_id, event.by, good=True)


@subscribe(ClientChanged)
def tell_changed(event: ClientChanged) -> None:
    """Whoever made the change: it counts."""
    change = _change(event.change)
    _decided(change.client, change.made_by_id, change.decided_by_id, good=True, what="change")


@subscribe(ChangeDropped)
def tell_dropped(event: ChangeDropped) -> None:
    """Whoever made the change, when another stopped it."""
    change = _change(event.change)
    _decided(
        change.client, change.made_by_id, change.decided_by_id,
        good=False, what="change", reason=change.answer,
    )  # fmt: skip


def _decided(
    client: Client,
    to: int | None,
    by: int | None,
    *,
    good: bool,
    what: str = "client",
    reason: str = "",
) -> None:
    if to is None or to == by:
        return
    person = Person.objects.get(pk=to)
    _mail("client_decided", person, client, good=good, what=what, reason=reason)


@subscribe(SecretMade)
def tell_secret(event: SecretMade) -> None:
    """Whoever may approve: a secret of a client in use waits."""
    row = _secret(event.secret)
    by: set[int | None] = {row.made_by_id}
    _told("client_waits", row.client, besides=by, asker=row.made_by, what="secret", hint=row.hint)


@subscribe(SecretApproved)
def tell_approved_secret(event: SecretApproved) -> None:
    """Whoever made it at a client in use: it counts."""
    row = _secret(event.secret)
    if row.client.state == "active" and row.made_by is not None:
        _mail("client_decided", row.made_by, row.client, good=True, what="secret", hint=row.hint)


@subscribe(TrustAdded)
def tell_trust(event: TrustAdded) -> None:
    """Whoever may approve: a trust waits."""
    row = _trust(event.trust)
    by: set[int | None] = {row.made_by_id}
    target = row.target.name
    _told("client_waits", row.source, besides=by, asker=row.made_by, what="trust", target=target)


@subscribe(TrustApproved)
def tell_approved_trust(event: TrustApproved) -> None:
    """Whoever proposed it: it counts."""
    row, good = _trust(event.trust), {"good": True, "what": "trust"}
    if row.made_by is not None:
        _mail("client_decided", row.made_by, row.source, target=row.target.name, **good)


def _trust(key: int) -> Trust:
    rows = Trust.objects.select_related("source__application", "target", "made_by")
    return rows.get(pk=key)


@subscribe(SecretEnding)
def tell_ending_secret(event: SecretEnding) -> None:
    """All of them: a secret ends soon, make the next one in time."""
    row = _secret(event.secret)
    _told("client_secret_ending", row.client, hint=row.hint, expires=row.expires, days=event.days)
