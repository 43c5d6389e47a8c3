"""Choosing a hoedanigheid at a client (G16)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Client, own
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation
from sleutelbos.signin import capacities, rules
from sleutelbos.signin.models import ClientSession, Session, SignIn
from sleutelbos.signin.states import Outcome


def may_choose_at_client(
    by: Actor,
    session: Session,
    client: Client,
    *,
    organisation: Organisation | None = None,
    target_group: str = "",
) -> Decision:
    """In one's own session that counts, one of one's own hoedanigheden."""
    return (
        own(by, session.person)
        & rules.counts(session)
        & rules.can_choose(by, client, organisation, target_group)
    )


@action(
    "signin.choose-at-client",
    label=_("Hoedanigheid kiezen bij een toepassing"),
    allow=may_choose_at_client,
    sentence=_("{by} meldde zich aan bij {client} en handelt daar voor: {capacity}."),
    about=lambda result, session, client, organisation=None, target_group="": {
        "client": client,
        "capacity": organisation or (target_group and str(capacities.label_of(target_group))),
    },
)
def choose_at_client(
    by: Actor,
    session: Session,
    client: Client,
    *,
    organisation: Organisation | None = None,
    target_group: str = "",
) -> ClientSession:
    """Act for an organisation, or for a whole doelgroep, at a client; both empty where the client
    asks no choice. The choice before ends; the same choice again changes nothing."""
    visits = ClientSession.objects.filter(session=session, client=client, ended_at=None)
    same = visits.filter(organisation=organisation, target_group=target_group).first()
    if same is not None:
        return same
    now = clock.real_now()
    visits.update(ended_at=now)
    SignIn.objects.create(
        person=session.person,
        at=clock.now(),
        kind=session.kind,
        level=session.level,
        outcome=Outcome.CAPACITY,
        capacity=organisation,
        client=client,
        target_group=target_group,
        device=session.device,
    )
    return ClientSession.objects.create(
        session=session,
        client=client,
        organisation=organisation,
        target_group=target_group,
        started=now,
    )
