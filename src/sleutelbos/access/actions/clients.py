"""Clients of applications: register, change, hand in, approve by another, block (G24, G25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import client_checks, rules
from sleutelbos.access.actions.clients_changes import drop_change
from sleutelbos.access.actions.clients_secrets import approve_secret
from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.clients import client_flow
from sleutelbos.access.events import (
    ClientApproved,
    ClientBlocked,
    ClientSentBack,
    ClientSubmitted,
)
from sleutelbos.access.manifest import CLIENT_ID
from sleutelbos.access.models import Application, Client
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import YES, Decision, when

FIRST_FIELDS = {"name", "profile"}  # what must be right from the start


def manages_or_house(by: Actor) -> Decision:
    """A platform administrator; the house itself, for the clients of a manifest."""
    return YES if rules.is_house(by) else rules.manages_clients(by)


def may_register(
    by: Actor, application: Application, *, spec: ClientSpec, client_id: str = ""
) -> Decision:
    """A platform administrator; the house itself, for the clients of a manifest."""
    return manages_or_house(by)


def facts_of_client(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The client, its application and the reason."""
    client = result if isinstance(result, Client) else args[0]
    assert isinstance(client, Client)
    return {
        "client": client,
        "application": client.application,
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.register-client",
    label=_("Client registreren"),
    allow=may_register,
    locks=(),
    sentence=_("{by} registreerde de client {client} van {application}."),
    about=facts_of_client,
)
def register_client(
    by: Actor, application: Application, *, spec: ClientSpec, client_id: str = ""
) -> Client:
    """Make a draft; it does nothing until it was handed in and approved by another.

    ``client_id`` is one that the client has elsewhere already; empty for a new one. Invalid
    without a name, with a client_id that can't be or exists, or for a profile that doesn't exist.
    """
    found = client_checks.problems(spec, own_scope=application.scope)
    first = {name: sentence for name, sentence in found.items() if name in FIRST_FIELDS}
    if client_id and not CLIENT_ID.fullmatch(client_id):
        first["client_id"] = _t("Schrijf 8 tot 60 letters, cijfers, streepjes of lage streepjes.")
    if client_id and Client.objects.filter(client_id=client_id).exists():
        first["client_id"] = _t("Er is al een client met dit nummer.")
    if first:
        raise Invalid(first)
    values = queries_clients.columns_of(spec.plain())
    if client_id:
        values["client_id"] = client_id
    return Client.objects.create(
        application=application, created=clock.now(), changed_by_id=by.pk, **values
    )


def may_change(by: Actor, client: Client, *, changes: Mapping[str, Any]) -> Decision:
    """A platform administrator; the house itself, for the clients of a manifest."""
    return manages_or_house(by)


@action(
    "access.change-client",
    label=_("Client in opmaak wijzigen"),
    allow=may_change,
    when=client_flow.at("draft"),
    sentence=_("{by} wijzigde de client {client} van {application}."),
    about=facts_of_client,
)
def change_client(by: Actor, client: Client, *, changes: Mapping[str, Any]) -> Client:
    """Change a draft. Invalid when one of these fields is not right; the others may come later."""
    spec = queries_clients.spec_of(client).with_changes(changes)
    found = client_checks.problems(spec, own_scope=client.application.scope)
    if mine := {name: sentence for name, sentence in found.items() if name in changes}:
        raise Invalid(mine)
    save_values(client, spec.plain(), by)
    return client


def save_values(client: Client, values: Mapping[str, Any], by: Actor) -> None:
    """Write settings (as JSON keeps them) on the row, and who did it last."""
    columns = queries_clients.columns_of(values) | {"changed_by_id": by.pk}
    for name, value in columns.items():
        setattr(client, name, value)
    client.save(update_fields=list(columns))


def may_submit(by: Actor, client: Client) -> Decision:
    """A platform administrator; the house itself, for the clients of a manifest."""
    return manages_or_house(by)


@action(
    "access.submit-client",
    label=_("Client voorleggen"),
    allow=may_submit,
    move=client_flow["submit"],
    sentence=_("{by} legde de client {client} van {application} voor."),
    about=facts_of_client,
)
def submit_client(by: Actor, client: Client) -> Client:
    """Hand a draft to a second person. Invalid with what is not right yet, per field."""
    check_whole(client, queries_clients.spec_of(client))
    client.submitted_by_id, client.submitted_at = by.pk, clock.now()
    client.save(update_fields=["submitted_by", "submitted_at"])
    emit(ClientSubmitted(client=client.pk))
    return client


def check_whole(client: Client, spec: ClientSpec) -> None:
    """Raise Invalid when the client can't be used with these settings."""
    if found := client_checks.problems(spec, own_scope=client.application.scope):
        raise Invalid(found)


def may_send_back(by: Actor, client: Client, *, reason: str) -> Decision:
    """A platform administrator; who handed it in may take it back too."""
    return rules.manages_clients(by)


@action(
    "access.send-back-client",
    label=_("Client terugsturen"),
    allow=may_send_back,
    move=client_flow["send-back"],
    sentence=_("{by} stuurde de client {client} van {application} terug: {reason}"),
    about=facts_of_client,
)
def send_back_client(by: Actor, client: Client, *, reason: str) -> Client:
    """Back to draft, with what must be better."""
    _need(reason)
    emit(ClientSentBack(client=client.pk, by=by.pk, reason=reason))
    return client


def may_approve(by: Actor, client: Client) -> Decision:
    """Another platform administrator than who handed it in or changed it last (four eyes).

    The house does it for the clients of a manifest, never in production.
    """
    if rules.is_house(by):
        return when(not settings.PRODUCTION, _t("In productie keurt een persoon clients goed."))
    return rules.manages_clients(by) & rules.other_person(
        by, client.submitted_by_id, client.changed_by_id
    )


@action(
    "access.approve-client",
    label=_("Client goedkeuren"),
    allow=may_approve,
    move=client_flow["approve"],
    sentence=_("{by} keurde de client {client} van {application} goed."),
    about=facts_of_client,
)
def approve_client(by: Actor, client: Client) -> Client:
    """From now on the client may be used, with its secrets that another than ``by`` made."""
    check_whole(client, queries_clients.spec_of(client))
    for secret in queries_clients.waiting_of(client):
        if approve_secret.check(by, secret):
            approve_secret(by, secret)
    emit(ClientApproved(client=client.pk, by=by.pk))
    return client


def _need(reason: str) -> None:
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in.")})


def may_block(by: Actor, client: Client, *, reason: str) -> Decision:
    """One platform administrator is enough: it must go fast."""
    return rules.manages_clients(by)


@action(
    "access.block-client",
    label=_("Client blokkeren"),
    allow=may_block,
    move=client_flow["block"],
    sentence=_("{by} blokkeerde de client {client} van {application}: {reason}"),
    about=facts_of_client,
)
def block_client(by: Actor, client: Client, *, reason: str) -> Client:
    """At once: no sign-in, no token, no decision for this client. A waiting change is dropped."""
    _need(reason)
    change = queries_clients.open_change(client)
    if change is not None:
        drop_change(by, change, reason=reason)
    emit(ClientBlocked(client=client.pk))
    return client


def may_reopen(by: Actor, client: Client) -> Decision:
    """A platform administrator; it must be handed in and approved again."""
    return rules.manages_clients(by)


@action(
    "access.reopen-client",
    label=_("Client opnieuw in opmaak nemen"),
    allow=may_reopen,
    move=client_flow["reopen"],
    sentence=_("{by} nam de client {client} van {application} opnieuw in opmaak."),
    about=facts_of_client,
)
def reopen_client(by: Actor, client: Client) -> Client:
    """A blocked client becomes a draft; whoever does so counts as who changed it last."""
    client.changed_by_id = by.pk
    client.save(update_fields=["changed_by"])
    return client
