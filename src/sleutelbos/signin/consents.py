"""What a client asks to know, in words, and what a person agreed to."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Application, Client, clients
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.signin.models import Consent, Token
from sleutelbos.signin.op.authorize import REQUEST_URN
from sleutelbos.signin.op.secret import digest_of

OFFLINE = "offline_access"

# What a scope gives away, said to the person himself; the claims stand in ``access/clients.py``.
YOURS: dict[str, type_of_text] = {
    "openid": _("Een vaste code waaraan de toepassing u herkent"),
    "profile": _("Uw voornaam en familienaam"),
    "rrn": _("Uw rijksregisternummer of bisnummer"),
    "vo": _("Voor welke organisatie u handelt, en uw e-mailadres"),
    "wettelijkvertegenwoordiger": _("Welke ondernemingen u wettelijk vertegenwoordigt"),
    "ssm_mandaat": _("Wie u een mandaat gaf"),
    OFFLINE: _("Uw gegevens opnieuw, zonder dat u zich telkens aanmeldt"),
}


def scopes_asked(client: Client, goal: str) -> list[str]:
    """The scopes of the request to which a visitor goes back; empty when it asks none rightly."""
    params = dict(parse_qsl(urlsplit(goal).query, keep_blank_values=True))
    name = params.get("request_uri", "")
    if name.startswith(REQUEST_URN):
        row = Token.objects.filter(
            kind="request", client=client, used_at=None, expires__gt=clock.real_now(),
            digest=digest_of(name.removeprefix(REQUEST_URN)),
        ).first()  # fmt: skip
        params = row.data if row else {}
    elif name:
        params = {}
    if not params:
        return []
    asked = params.get("scope", "").split() or [one for one in client.scopes if one != OFFLINE]
    return [one for one in dict.fromkeys(asked) if one in client.scopes]


def in_words(scopes: list[str]) -> list[type_of_text]:
    """What each scope lets a client know, as one says it to the person."""
    applications = {row.scope: row for row in Application.objects.filter(scope__in=scopes)}
    found: list[type_of_text] = []
    for scope in scopes:
        if scope in YOURS:
            found.append(YOURS[scope])
        elif scope in applications:
            found.append(_t("Uw rechten in %s") % applications[scope].name)
        else:
            found.append(clients.SCOPES[scope].label if scope in clients.SCOPES else scope)
    return found


def consents_of(by: Actor) -> QuerySet[Consent]:
    """The actor's own agreements that count, the newest first."""
    rows = Consent.objects.filter(person=by.pk, withdrawn_at=None)
    return rows.select_related("client__application", "person").order_by("-given", "-pk")
