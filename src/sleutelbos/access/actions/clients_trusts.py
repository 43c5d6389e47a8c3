"""Trust between clients: whose user tokens may be exchanged for whose (RFC 8693, G24).

It lets a client act for people at another one, so it counts only after a second person agreed.
"""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.clients import GrantType, trust_flow
from sleutelbos.access.events import TrustAdded, TrustApproved
from sleutelbos.access.models import Client, Trust
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision

ENDED = _("Dit vertrouwen is al beëindigd.")


def may_add_trust(by: Actor, source: Client, target: Client) -> Decision:
    """A platform administrator."""
    return rules.manages_clients(by)


def facts_of_trust(result: object, *args: object, **kwargs: object) -> dict[str, object]:
    """Both clients."""
    trust = result if isinstance(result, Trust) else args[0]
    assert isinstance(trust, Trust)
    return {"source": trust.source, "target": trust.target}


@action(
    "access.add-trust",
    label=_("Vertrouwen tussen clients toevoegen"),
    allow=may_add_trust,
    locks=("source", "target"),
    sentence=_("{by} vroeg of de client {source} namens gebruikers mag werken bij {target}."),
    about=facts_of_trust,
)
def add_trust(by: Actor, source: Client, target: Client) -> Trust:
    """Propose that ``source`` may exchange a user's token for one that ``target`` takes.

    Invalid when the source may not exchange tokens, or the trust is there already.
    """
    if GrantType.EXCHANGE not in source.grant_types:
        raise Invalid(
            {"target": _t("Deze client mag nog geen tokens omwisselen. Wijzig eerst wat hij doet.")}
        )
    trust = Trust.objects.create(
        source=source, target=target, created=clock.real_now(), made_by_id=by.pk
    )
    emit(TrustAdded(trust=trust.pk))
    return trust


def may_approve_trust(by: Actor, trust: Trust) -> Decision:
    """Another platform administrator than who proposed it (four eyes)."""
    return rules.manages_clients(by) & rules.other_person(by, trust.made_by_id)


@action(
    "access.approve-trust",
    label=_("Vertrouwen tussen clients goedkeuren"),
    allow=may_approve_trust,
    locks=("trust", "trust.source"),
    move=trust_flow["approve"],
    sentence=_("{by} liet de client {source} namens gebruikers werken bij {target}."),
    about=facts_of_trust,
)
def approve_trust(by: Actor, trust: Trust) -> Trust:
    """From now on tokens are exchanged. Invalid when it ended already."""
    if trust.ended_at is not None:
        raise Invalid(ENDED)
    trust.approved_by_id = by.pk
    trust.save(update_fields=["approved_by"])
    emit(TrustApproved(trust=trust.pk))
    return trust


def may_end_trust(by: Actor, trust: Trust) -> Decision:
    """A platform administrator."""
    return rules.manages_clients(by)


@action(
    "access.end-trust",
    label=_("Vertrouwen tussen clients beëindigen"),
    allow=may_end_trust,
    sentence=_("{by} beëindigde het vertrouwen van {target} in de client {source}."),
    about=facts_of_trust,
)
def end_trust(by: Actor, trust: Trust) -> Trust:
    """From now on no token of a user is exchanged, or never will be. Invalid when it is over."""
    if trust.ended_at is not None:
        raise Invalid(ENDED)
    trust.ended_at = clock.real_now()
    trust.save(update_fields=["ended_at"])
    return trust
