"""What may be seen in Toegangsbeheer: one's own keys, sign-ins and sessions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from sleutelbos.access.public import Client
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, Person, target_groups_of
from sleutelbos.signin.models import ClientSession, Delivery, Key, RecoveryCode, Session, SignIn
from sleutelbos.signin.states import KeyKind, Outcome

KEPT_LINES = 50


def myself(by: Actor) -> Person:
    """The actor's own row in the register."""
    return Person.objects.get(pk=by.pk or 0)


def keys_of(by: Actor) -> QuerySet[Key]:
    """The digital keys of the actor that still count."""
    return Key.objects.filter(person=by.pk, withdrawn_at=None).order_by("created", "pk")


def keys_with_codes(by: Actor) -> QuerySet[Key]:
    """As :func:`keys_of`, each with ``codes_left``: the recovery codes that still open."""
    unused = Count("recovery_codes", filter=Q(recovery_codes__used_at=None))
    return keys_of(by).annotate(codes_left=unused)


def key_by_name(user_name: str) -> Key | None:
    """The key with this user name; None when there is none."""
    return (
        Key.objects.select_related("person")
        .filter(user_name=user_name.strip().lower(), withdrawn_at=None)
        .first()
    )


def passkey_with(credential_id: bytes) -> Key | None:
    """The passkey with this credential id; None when there is none that counts."""
    found = Key.objects.select_related("person").filter(kind=KeyKind.PASSKEY)
    return found.filter(credential_id=credential_id, withdrawn_at=None).first()


def recovery_code(key: Key | None, digest: bytes) -> RecoveryCode | None:
    """The recovery code of a key that wasn't used yet; None for a wrong one."""
    codes = RecoveryCode.objects.filter(key=key, digest=digest, used_at=None)
    return codes.first() if key is not None else None


def recovery_codes_left(key: Key) -> int:
    """How many recovery codes of a key still open."""
    return key.recovery_codes.filter(used_at=None).count()


def sign_ins_of(by: Actor) -> QuerySet[SignIn]:
    """The newest lines of the actor's own log."""
    found = SignIn.objects.filter(person=by.pk)
    found = found.select_related("capacity", "client__application")
    return found.order_by("-at", "-pk")[:KEPT_LINES]


def previous_visit(person: int) -> datetime | None:
    """When the person signed in before the present time; None at the first visit."""
    moments = SignIn.objects.filter(person=person, outcome=Outcome.SIGNED_IN)
    return moments.order_by("-at", "-pk").values_list("at", flat=True)[1:2].first()


def last_choice(person: int, client: Client | None) -> tuple[str, int | None] | None:
    """Doelgroep and organisation chosen last time, at this client or (None) on our own pages."""
    chosen = SignIn.objects.filter(person=person, outcome=Outcome.CAPACITY, client=client)
    return chosen.order_by("-at", "-pk").values_list("target_group", "capacity").first()


def open_sessions(person: int) -> QuerySet[Session]:
    """The sessions of a person that count, the one seen last first."""
    now = clock.real_now()
    rows = Session.objects.filter(person=person, ended_at=None, expires__gt=now)
    return rows.order_by("-seen_at", "-pk")


def sessions_of(by: Actor) -> QuerySet[Session]:
    """The actor's own sessions, each with the clients that it visits (``open_visits``)."""
    visits = ClientSession.objects.filter(ended_at=None).order_by("started", "pk")
    visits = visits.select_related("client__application", "organisation")
    return (
        open_sessions(by.pk or 0)
        .select_related("capacity", "person")
        .prefetch_related(Prefetch("visits", visits, to_attr="open_visits"))
    )


def sessions_for(person: int, organisation: Organisation) -> QuerySet[Session]:
    """The sessions in which a person acts for the organisation: here, or at a client (for it, or
    for a whole doelgroep in which it is known)."""
    whole = Q(organisation=None, target_group__in=target_groups_of(organisation))
    visits = ClientSession.objects.filter(session=OuterRef("pk"), ended_at=None)
    there = visits.filter(Q(organisation=organisation) | whole)
    return open_sessions(person).filter(Q(capacity=organisation) | Exists(there))


def open_visit(session: Session, client: Client) -> ClientSession | None:
    """The hoedanigheid that counts for a client in a session."""
    return ClientSession.objects.filter(session=session, client=client, ended_at=None).first()


def client_with(client_id: str) -> Client | None:
    """An active client, with its application; None for any other name."""
    rows = Client.objects.filter(client_id=client_id, state="active")
    return rows.select_related("application").first()


def deliveries() -> QuerySet[Delivery]:
    """Messages to clients, for whoever manages clients."""
    return Delivery.objects.select_related("client")
