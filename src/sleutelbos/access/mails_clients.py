"""The mails to platform administrators about clients: each follows from an event (G24)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

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
)
from sleutelbos.access.models import Client, ClientChange, ClientSecret, Trust
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import Person
from sleutelbos.tools.mail import post

# What a colleague did alone with a client in use: the others are told, so that nobody can do it
# unseen.
ADDED_A_TRUST = gettext_noop("liet deze client namens gebruikers werken bij een andere client")


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
    """The colleagues: a trust was added."""
    row = Trust.objects.select_related("source__application").get(pk=event.trust)
    _alone(row.source, event.by, ADDED_A_TRUST)


def _alone(client: Client, by: int | None, did: str) -> None:
    colleague = Person.objects.filter(pk=by or 0).first()
    if colleague is not None:
        _told("client_touched", client, besides={by}, colleague=colleague.name, did=did)


@subscribe(SecretEnding)
def tell_ending_secret(event: SecretEnding) -> None:
    """All of them: a secret ends soon, make the next one in time."""
    row = _secret(event.secret)
    _told("client_secret_ending", row.client, hint=row.hint, expires=row.expires, days=event.days)
