"""Changes of a client that is active: proposed by one, approved by another (four eyes, G25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import client_checks, rules
from sleutelbos.access.client_spec import OPEN_FIELDS
from sleutelbos.access.clients import client_change_flow, client_flow
from sleutelbos.access.events import ChangeDropped, ChangeProposed, ClientChanged
from sleutelbos.access.models import Client, ClientChange
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when


def facts_of_change(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The client, the names of the fields, the reason."""
    change = result if isinstance(result, ClientChange) else args[0]
    assert isinstance(change, ClientChange)
    return {
        "client": change.client,
        "application": change.client.application,
        "fields": sorted(change.values),
        "reason": kwargs.get("reason", ""),
    }


def may_rename(by: Actor, client: Client, *, name: str) -> Decision:
    """A platform administrator: a name changes nothing of what the client may."""
    return rules.manages_clients(by)


@action(
    "access.rename-client",
    label=_("Client een andere naam geven"),
    allow=may_rename,
    when=client_flow.at("active"),
    sentence=_("{by} gaf de client {client} van {application} een andere naam."),
    about=lambda result, client, *, name: {"client": client, "application": client.application},
)
def rename_client(by: Actor, client: Client, *, name: str) -> Client:
    """Another name, at once. Invalid without one."""
    spec = queries_clients.spec_of(client).with_changes({"name": name})
    found = client_checks.problems(spec, own_scope=client.application.scope)
    if "name" in found:
        raise Invalid({"name": found["name"]})
    client.name = name
    client.save(update_fields=["name"])
    return client


def may_propose(by: Actor, client: Client, *, changes: Mapping[str, Any]) -> Decision:
    """A platform administrator; on a change that waits already only who made it builds on."""
    change = queries_clients.open_change(client)
    own = change is None or change.made_by_id == by.pk
    return rules.manages_clients(by) & when(
        own, _t("Er wacht al een wijziging van een collega. Keur ze eerst goed of stop ze.")
    )


@action(
    "access.propose-client-change",
    label=_("Wijziging van een client voorleggen"),
    allow=may_propose,
    when=client_flow.at("active"),
    sentence=_("{by} legde een wijziging van de client {client} voor."),
    about=facts_of_change,
)
def propose_change(by: Actor, client: Client, *, changes: Mapping[str, Any]) -> ClientChange:
    """Keep a change for a second person; the client works on as it was.

    A change of one's own that waits already grows. Invalid when the client could not work so, or
    when nothing would change.
    """
    change = queries_clients.open_change(client)
    present = queries_clients.spec_of(client)
    wanted = present.with_changes({**(change.values if change else {}), **changes})
    values = wanted.differs_from(present)
    if not set(values) - OPEN_FIELDS:
        raise Invalid(_t("Hiermee verandert niets dat een tweede persoon moet goedkeuren."))
    if found := client_checks.problems(wanted, own_scope=client.application.scope):
        raise Invalid(found)
    if change is None:
        change = ClientChange(client=client, made_by_id=by.pk)
    change.values, change.made = values, clock.now()
    change.was = {name: value for name, value in present.plain().items() if name in values}
    change.save()
    emit(ChangeProposed(change=change.pk))
    return change


def may_approve_change(by: Actor, change: ClientChange) -> Decision:
    """Another platform administrator than who made the change (four eyes)."""
    return rules.manages_clients(by) & rules.other_person(by, change.made_by_id)


@action(
    "access.approve-client-change",
    label=_("Wijziging van een client goedkeuren"),
    allow=may_approve_change,
    locks=("change", "change.client"),
    move=client_change_flow["approve"],
    sentence=_("{by} keurde een wijziging van de client {client} goed."),
    about=facts_of_change,
)
def approve_change(by: Actor, change: ClientChange) -> ClientChange:
    """From now on the client works with the new values.

    Invalid when the client is no longer active, or when the change no longer fits.
    """
    client = change.client
    if client.state != "active":
        raise Invalid(_t("De client is niet meer actief. Stop deze wijziging."))
    spec = queries_clients.spec_of(client).with_changes(change.values)
    if found := client_checks.problems(spec, own_scope=client.application.scope):
        raise Invalid(found)
    columns = queries_clients.columns_of(change.values)
    for name, value in columns.items():
        setattr(client, name, value)
    client.changed_by_id = change.made_by_id
    client.save()
    _decided(by, change, "")
    emit(ClientChanged(client=client.pk, change=change.pk))
    return change


def may_drop_change(by: Actor, change: ClientChange, *, reason: str) -> Decision:
    """A platform administrator; who made the change may take it back too."""
    return rules.manages_clients(by)


@action(
    "access.drop-client-change",
    label=_("Wijziging van een client stoppen"),
    allow=may_drop_change,
    move=client_change_flow["drop"],
    sentence=_("{by} stopte een wijziging van de client {client}: {reason}"),
    about=facts_of_change,
)
def drop_change(by: Actor, change: ClientChange, *, reason: str) -> ClientChange:
    """The client stays as it is. Invalid without a reason."""
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in.")})
    _decided(by, change, reason)
    emit(ChangeDropped(change=change.pk))
    return change


def _decided(by: Actor, change: ClientChange, answer: str) -> None:
    change.decided_by_id, change.decided_at, change.answer = by.pk, clock.now(), answer
    change.save(update_fields=["decided_by", "decided_at", "answer"])
