"""Secrets of a client: made and shown once, approved by another, withdrawn; the warning (G24).

Who makes a secret could use it alone to pass for the client. So it counts only after a second
person approved it: by itself at a client in use, else together with the client.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.clients import (
    SECRETS_AT_ONCE,
    WITH_SECRET,
    client_flow,
    client_secret_flow,
)
from sleutelbos.access.events import SecretApproved, SecretEnding, SecretMade
from sleutelbos.access.models import Client, ClientSecret
from sleutelbos.access.policies import secret_days, secret_warn_days
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import Period

BYTES = 32  # 256 bits
HINT = 4  # characters of its end, by which people tell two secrets apart


@dataclass(frozen=True)
class NewSecret:
    """A secret as its client must know it; ``text`` is not kept anywhere."""

    row: ClientSecret
    text: str


def may_make_secret(by: Actor, client: Client, *, days: int) -> Decision:
    """A platform administrator."""
    return rules.manages_clients(by)


def facts_of_secret(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """The client and when the secret counts; never the secret."""
    row = result.row if isinstance(result, NewSecret) else result
    assert isinstance(row, ClientSecret)
    return {
        "client": row.client,
        "application": row.client.application,
        "hint": row.hint,
        "period": Period(row.created, row.expires, "[)"),
        "reason": kwargs.get("reason", ""),
    }


@action(
    "access.make-client-secret",
    label=_("Geheim van een client maken"),
    allow=may_make_secret,
    when=client_flow.at("draft", "submitted", "active"),
    sentence=_("{by} maakte een geheim voor de client {client}, geldig {period}."),
    about=facts_of_secret,
)
def make_secret(by: Actor, client: Client, *, days: int) -> NewSecret:
    """Make a secret of 256 bits that ends after so many days (real time); it waits for a second
    person.

    Only its SHA-256 is kept: whoever repeats the call gets nothing. Invalid for a client that
    proves itself in another way, that has two already, or for more days than allowed.
    """
    if client.public or not set(client.auth_methods) & WITH_SECRET:
        raise Invalid(_t("Deze client bewijst zich zonder geheim."))
    most = secret_days.on(clock.today())
    if not 1 <= days <= most:
        raise Invalid({"days": _t("Een geheim geldt 1 tot %s dagen.") % most})
    if queries_clients.lasting(client.secrets.all()).count() >= SECRETS_AT_ONCE:
        raise Invalid(_t("Er zijn al twee geheimen. Trek er eerst één in."))
    made = keep_secret(client, secrets.token_urlsafe(BYTES), days, made_by_id=by.pk)
    if client.state == "active":
        emit(SecretMade(secret=made.row.pk))
    return made


def keep_secret(client: Client, text: str, days: int, **more: object) -> NewSecret:
    """Keep a secret for so many days from now on, inside an action that allows it."""
    now = clock.real_now()
    row = ClientSecret.objects.create(
        client=client,
        digest=hashlib.sha256(text.encode()).digest(),
        hint=text[-HINT:],
        created=now,
        expires=now + timedelta(days=days),
        **more,
    )
    return NewSecret(row, text)


def may_approve_secret(by: Actor, secret: ClientSecret) -> Decision:
    """Another platform administrator than who made it (four eyes)."""
    return rules.manages_clients(by) & rules.other_person(by, secret.made_by_id)


@action(
    "access.approve-client-secret",
    label=_("Geheim van een client goedkeuren"),
    allow=may_approve_secret,
    locks=("secret", "secret.client"),
    move=client_secret_flow["approve"],
    sentence=_("{by} keurde het geheim …{hint} van de client {client} goed."),
    about=facts_of_secret,
)
def approve_secret(by: Actor, secret: ClientSecret) -> ClientSecret:
    """From now on the client may prove itself with it. Invalid when it is over already."""
    check_lasting(secret)
    secret.approved_by_id = by.pk
    secret.save(update_fields=["approved_by"])
    emit(SecretApproved(secret=secret.pk))
    return secret


def check_lasting(secret: ClientSecret) -> None:
    """Raise Invalid when the secret was withdrawn or ended."""
    if secret.withdrawn_at is not None or secret.expires <= clock.real_now():
        raise Invalid(_t("Dit geheim telt al niet meer."))


def may_withdraw_secret(by: Actor, secret: ClientSecret, *, reason: str) -> Decision:
    """A platform administrator."""
    return rules.manages_clients(by)


@action(
    "access.withdraw-client-secret",
    label=_("Geheim van een client intrekken"),
    allow=may_withdraw_secret,
    locks=("secret.client", "secret"),
    sentence=_("{by} trok het geheim …{hint} van de client {client} in: {reason}"),
    about=facts_of_secret,
)
def withdraw_secret(by: Actor, secret: ClientSecret, *, reason: str) -> ClientSecret:
    """From now on it counts no more, or never will. Invalid without a reason, or when it is over.

    One platform administrator is enough: it must go fast.
    """
    if not reason.strip():
        raise Invalid({"reason": _t("Vul een reden in.")})
    check_lasting(secret)
    secret.withdrawn_at = clock.real_now()
    secret.save(update_fields=["withdrawn_at"])
    return secret


def may_warn_secrets(by: Actor) -> Decision:
    """Only the clock."""
    return is_system(by)


@action(
    "access.warn-client-secrets",
    label=_("Waarschuwen dat geheimen van clients eindigen"),
    allow=may_warn_secrets,
    locks=(),
    sentence=_("{by} keek welke geheimen eindigen, en waarschuwde voor {count}."),
    about=lambda result: {"count": result},
)
def warn_secrets(by: Actor) -> int:
    """Announce the secrets that end in so many days (real time); once a day, see the job.

    A secret that its client replaced already (a later one counts too) gives no warning.
    """
    found = secrets_to_warn_of()
    for row, days in found:
        emit(SecretEnding(secret=row.pk, days=days))
    return len(found)


def secrets_to_warn_of() -> list[tuple[ClientSecret, int]]:
    """What :func:`warn_secrets` announces, with how many days each still counts."""
    today = clock.real_now().astimezone(clock.BRUSSELS).date()
    wanted = secret_warn_days.on(clock.today())
    rows = queries_clients.secrets_ending(max(wanted) + 1)
    ending = [(row, (row.expires.astimezone(clock.BRUSSELS).date() - today).days) for row in rows]
    return [(row, days) for row, days in ending if days in wanted and not replaced(row)]


def replaced(row: ClientSecret) -> bool:
    """Whether the client has a secret that counts for longer."""
    later = ClientSecret.objects.filter(client=row.client_id, expires__gt=row.expires)
    return queries_clients.counting(later).exists()
