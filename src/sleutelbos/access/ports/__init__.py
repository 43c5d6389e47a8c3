"""What Gebruikersbeheer needs of the rooms above; ``config/wiring.py`` ties it.

Who may ask for a right for somebody else: an e-service says it of its own right.

What else to show on the page of a client: a room registers a contributor, e.g. the log of what its
client was told. It gets the request and the key of the client, and gives a part or nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.tools import bare
from sleutelbos.web.parts import Part
from sleutelbos.web.ports import Port

Contributor = Callable[[HttpRequest, int], Part | None]
MandateRule = Callable[[Actor, int], Decision]  # who registers, key of the holding organisation
AskRule = Callable[[Actor, int], Decision]  # who asks, key of the organisation

_contributors: list[Contributor] = []
_askers: dict[str, AskRule] = {}
_registrars: dict[str, MandateRule] = {}


def also_mandates(right: str, rule: MandateRule) -> None:
    """Whoever this rule lets may register a mandate with this right (code) for an organisation, on
    the ground of a document that the giver signed; the e-service keeps the document."""
    _registrars[right] = rule


def registers_mandate(by: Actor, right: str, holder: int | None) -> Decision:
    """Whether the e-service of a right lets somebody register a mandate for this holder."""
    rule = _registrars.get(right)
    if rule is None or holder is None:
        return no(_("Een machtiging geeft een beheerder van de organisatie die machtigt."))
    return rule(by, holder)


def also_asks(right: str, rule: AskRule) -> None:
    """Whoever this rule lets may ask the beheerders for this right (code) for another person."""
    _askers[right] = rule


def asks_for_another(by: Actor, right: str, organisation: int) -> Decision:
    """Whether the e-service of a right lets somebody ask it for another person there."""
    rule = _askers.get(right)
    if rule is None:
        return no(_("Dit recht vraagt iedereen voor zichzelf."))
    return rule(by, organisation)


def _unknown(request: bare.Request, service: str, origin: str) -> str | None:
    return None


# The client_id behind the token of a request to a service of ours (its identifier, and the origin
# of its address); None when the token doesn't count there.
client_behind_token: Port[[bare.Request, str, str], str | None] = Port(_unknown)


def show_on_client_page(contributor: Contributor) -> None:
    """Add a contributor; adding the same one twice changes nothing."""
    if contributor not in _contributors:
        _contributors.append(contributor)


def take_from_client_page(contributor: Contributor) -> None:
    """Take a contributor away (tests)."""
    _contributors.remove(contributor)


def parts_for_client(request: HttpRequest, client: int) -> list[Part]:
    """What the rooms above have to show, in order of registration."""
    parts = (contributor(request, client) for contributor in _contributors)
    return [part for part in parts if part is not None]
