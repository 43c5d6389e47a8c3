"""What the pages of clients show alike: pills, settings in words, differences, help to connect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import clients
from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.client_words import GROUP_OF, GROUPS, LABELS, Group, value_word
from sleutelbos.access.clients import AuthMethod, GrantType, Profile, client_flow
from sleutelbos.access.pages import looks
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.kernel.actors import Actor
from sleutelbos.web.pages import Reveals
from sleutelbos.web.parts import (
    Code,
    Crumb,
    Disclosure,
    Fact,
    Facts,
    HelpBox,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Client, ClientChange

PURPOSE = Reveals(_("Clients van toepassingen beheren"))
ROUTE = "platform/clients"
ONE = f"{ROUTE}/<slug:client>"


def wanted(by: Actor, client_id: str) -> Client:
    """A client that the actor may see; else the page does not exist."""
    found = queries_clients.client_seen(by, client_id)
    if found is None:
        raise Http404
    return found


def url_of(client: Client, name: str = "client") -> str:
    """The address of a page of a client."""
    return reverse(f"access:{name}", args=[client.client_id])


def crumbs(client: Client | None = None, *more: Crumb) -> list[Crumb]:
    """The way back."""
    found = [Crumb(_("Clients"), reverse("access:clients"))]
    if client is not None:
        found.append(Crumb(client.name, url_of(client)))
    return [*found, *more]


def help_box(request: HttpRequest) -> HelpBox:
    """The way to the helpdesk and to the guide of the platform's administrators."""
    guide = Link(_("Gids voor de platformbeheerder"), "/hulp/platformbeheerder", "book-open")
    return looks.help_box(request, guide=guide)


def state_pill(client: Client) -> Pill:
    """The state of a client in words."""
    return Pill.of(client_flow, client.state)


def weak_pill(client: Client) -> Pill | str:
    """The badge of a client that is less strict than it could be; empty for the others."""
    count = len(client.weakenings)
    if not count:
        return ""
    return Pill(_t("Verzwakt: %s") % count, "warn")


def group_section(client: Client, group: Group, spec: ClientSpec, *, may_change: bool) -> Section:
    """The settings of one group, with the way to change them."""
    names = queries_clients.owner_names([spec.owner])
    values = spec.plain()
    facts = [
        Fact(LABELS[name], value_word(name, values[name], names))
        for name in group.fields
        if name in shown_fields(spec)
    ]
    action = None
    if may_change:
        url = reverse("access:client-settings", args=[client.client_id, group.code])
        action = Link(_("Wijzig"), url, about=group.title)
    return Section(group.title, [Facts(facts)], action=action, anchor=group.code)


def shown_fields(spec: ClientSpec) -> set[str]:
    """The settings that say something for this client."""
    hidden = {"weakenings"}  # they stand on top of the page, with their risks
    if spec.profile == Profile.ACM:
        hidden.add("requires_dpop")
    if spec.public:
        hidden |= {"owner", "jwks", "introspects"}
    if AuthMethod.PRIVATE_KEY not in spec.auth_methods and not spec.jwks:
        hidden.add("jwks")
    if "rrn" not in spec.scopes:
        hidden.add("rrn_reason")
    if GrantType.REFRESH not in spec.grant_types:
        hidden.add("refresh_seconds")
    return set(LABELS) - hidden


def differences(change: ClientChange) -> Facts:
    """What a change makes of the settings, with what they are now."""
    names = queries_clients.owner_names([change.was.get("owner"), change.values.get("owner")])
    facts = []
    for name in (name for group in GROUPS for name in group.fields if name in change.values):
        before = value_word(name, change.was.get(name), names) or _t("niets")
        text = "; ".join(map(str, before)) if isinstance(before, list) else before
        after = value_word(name, change.values[name], names) or _t("niets")
        facts.append(Fact(LABELS[name], after, _t("Nu: %s") % text))
    return Facts(facts, columns=1)


def new_weakenings(change: ClientChange) -> list[Part]:
    """The risks that a change brings, before somebody agrees."""
    before = change.was.get("weakenings", [])
    codes = [one for one in change.values.get("weakenings", []) if one not in before]
    rows = [[clients.WEAKENINGS[one].label, clients.WEAKENINGS[one].risk] for one in codes]
    if not rows:
        return []
    text = _("De client wordt minder streng. Keur dit alleen goed als het niet anders kan.")
    return [Note(text, "warn", _("Verzwakt")), _risks(rows)]


def _risks(rows: list[list[Any]]) -> Listing:
    return Listing([_("Verzwakking"), _("Wat er mis kan gaan")], rows)


def missing(client: Client, found: Mapping[str, Any], *, may_change: bool) -> list[Part]:
    """What is not right yet before a client can be handed in, with the way to put it right."""
    rows = []
    for field, sentence in found.items():
        group = GROUP_OF[field]
        url = reverse("access:client-settings", args=[client.client_id, group.code])
        where: Any = Link(_("Vul aan"), url, about=group.title) if may_change else group.title
        rows.append([LABELS[field], sentence, where])
    headings = [_("Instelling"), _("Wat er nog aan ontbreekt"), _("Waar")]
    return [Listing(headings, rows)] if rows else []


def weakenings(client: Client) -> list[Part]:
    """A client's weakenings, each with its risk."""
    lines = queries_clients.weak_lines([client])
    if not lines:
        return []
    text = ngettext(
        "Deze client is minder streng dan nodig. Kijk geregeld of het nog moet.",
        "Deze client is op %(n)s punten minder streng dan nodig. Kijk geregeld of het nog moet.",
        len(lines),
    ) % {"n": len(lines)}
    risks = _risks([[line.label, line.risk] for line in lines])
    return [Note(text, "warn", _("Verzwakt")), risks]


# what a developer needs


def issuer(spec: ClientSpec) -> str:
    """The address of the provider for this client; a modern client has one of its own."""
    return f"{settings.BASE_URL}/op" + ("/modern" if spec.profile == Profile.MODERN else "")


def for_developers(client: Client, spec: ClientSpec) -> Section:
    """Issuer, client id and settings to copy."""
    discovery = f"{issuer(spec)}/.well-known/openid-configuration"
    facts = Facts(
        [
            Fact(_("Issuer"), issuer(spec)),
            Fact(_("Client-id"), client.client_id),
            Fact(_("Alle adressen"), Link(discovery, discovery)),
        ],
        columns=1,
    )
    sample = Code(sample_settings(client, spec), _("Instellingen om te kopiëren"))
    return Section(
        _("Voor de ontwikkelaars"),
        [facts, Disclosure(_("Instellingen van de toepassing"), [sample])],
        sentence=_("Een bibliotheek voor OpenID Connect haalt de rest zelf op."),
    )


def sample_settings(client: Client, spec: ClientSpec) -> str:
    """Settings as most programs read them: a name and a value on each line."""
    lines = {
        "OIDC_ISSUER": issuer(spec),
        "OIDC_CLIENT_ID": client.client_id,
        "OIDC_TOKEN_ENDPOINT_AUTH_METHOD": spec.auth_methods[0] if spec.auth_methods else "",
    }
    if set(spec.auth_methods) & clients.WITH_SECRET:
        lines["OIDC_CLIENT_SECRET"] = _t("(het geheim dat u eenmalig te zien kreeg)")
    if GrantType.CODE in spec.grant_types:
        lines["OIDC_REDIRECT_URI"] = spec.redirect_uris[0] if spec.redirect_uris else ""
        lines["OIDC_RESPONSE_TYPE"] = "code"
        if "no-pkce" not in spec.weakenings:
            lines["OIDC_CODE_CHALLENGE_METHOD"] = "S256"
        if spec.profile == Profile.MODERN:
            lines["OIDC_USE_PAR"] = "true"
        if spec.requires_dpop:
            lines["OIDC_USE_DPOP"] = "true"
        lines["OIDC_ID_TOKEN_SIGNED_RESPONSE_ALG"] = spec.signing
    if spec.post_logout_uris:
        lines["OIDC_POST_LOGOUT_REDIRECT_URI"] = spec.post_logout_uris[0]
    lines["OIDC_SCOPE"] = " ".join(spec.scopes)
    return "\n".join(f"{name}={value}" for name, value in lines.items())
