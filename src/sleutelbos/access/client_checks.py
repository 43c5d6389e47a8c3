"""Whether the settings of a client go together: field → what is wrong, in a sentence. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from sleutelbos.access import client_addresses, clients
from sleutelbos.access.client_keys import KeysFault, check_keys
from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.clients import AuthMethod, CapacityLevel, GrantType, Profile
from sleutelbos.access.means import LEVELS, MEANS
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import TargetGroup

Fault = tuple[str, type_of_text]
SIGNINGS = ("ES256", "RS256")
LONGEST_NAME, LONGEST_REASON = 200, 2_000  # characters


def problems(spec: ClientSpec, *, own_scope: str) -> dict[str, type_of_text]:
    """Field → sentence, the first of each field; empty when the client may be used as it is.

    ``own_scope`` is the scope of its application.
    """
    found: dict[str, type_of_text] = {}
    for check in CHECKS:
        for field, sentence in check(spec, own_scope):
            found.setdefault(field, sentence)
    return found


def _unknown(given: Iterable[str], known: Iterable[str]) -> str:
    """The values that nobody knows, as one text."""
    known = set(known)
    return ", ".join(one for one in given if one not in known)


def _name(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if not spec.name.strip():
        yield "name", _("Geef de client een naam.")
    if len(spec.name) > LONGEST_NAME:
        yield "name", _("Een naam telt hoogstens 200 tekens.")
    if spec.profile not in Profile.values:
        yield "profile", _("Kies een profiel.")


def _returns(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    signs_in = GrantType.CODE in spec.grant_types
    if signs_in and not spec.redirect_uris:
        yield "redirect_uris", _("Geef minstens één terugkeeradres.")
    fragment = "fragment-redirect" in spec.weakenings
    for field, addresses in (
        ("redirect_uris", spec.redirect_uris),
        ("post_logout_uris", spec.post_logout_uris),
    ):
        if len(addresses) > client_addresses.MOST_ADDRESSES:
            yield field, _("Een client heeft hoogstens 40 adressen.")
        for address in addresses:
            fault = client_addresses.return_fault(address, public=spec.public, fragment=fragment)
            if fault:
                yield field, f"{address[:80]}: {fault}"


def _told(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    for field in ("backchannel_url", "events_url"):
        address = getattr(spec, field)
        if address and (fault := client_addresses.endpoint_fault(address)):
            yield field, fault


def _scopes(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if unknown := _unknown(spec.scopes, {*clients.SCOPES, own_scope}):
        yield "scopes", _("Deze scope bestaat niet: %s.") % unknown
    if GrantType.CODE in spec.grant_types and "openid" not in spec.scopes:
        yield "scopes", _("Wie personen aanmeldt, heeft de scope openid nodig.")
    if "rrn" in spec.scopes and not spec.rrn_reason.strip():
        yield "rrn_reason", _("Schrijf waarom de toepassing het rijksregisternummer mag kennen.")
    if len(spec.rrn_reason) > LONGEST_REASON:
        yield "rrn_reason", _("Een reden telt hoogstens 2000 tekens.")
    refreshes = GrantType.REFRESH in spec.grant_types
    if refreshes and "offline_access" not in spec.scopes:
        yield "scopes", _("Wie een token vernieuwt, heeft de scope offline_access nodig.")
    if "offline_access" in spec.scopes and not refreshes:
        yield "grant_types", _("De scope offline_access vraagt ook “een token vernieuwen”.")


def _grants(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if not spec.grant_types:
        yield "grant_types", _("Kies minstens één ding dat de client doet.")
    if unknown := _unknown(spec.grant_types, GrantType.values):
        yield "grant_types", _("Dit kan een client niet vragen: %s.") % unknown
    if GrantType.REFRESH in spec.grant_types and GrantType.CODE not in spec.grant_types:
        yield "grant_types", _("Een token vernieuwen kan alleen wie ook personen aanmeldt.")
    if spec.public and set(spec.grant_types) - clients.PUBLIC_GRANTS:
        yield "grant_types", _("Een publieke client kan alleen personen aanmelden.")
    if GrantType.CREDENTIALS in spec.grant_types and spec.owner is None:
        yield "owner", _("Zeg voor welke organisatie de client als zichzelf werkt.")
    if spec.public and spec.introspects:
        yield "introspects", _("Een publieke client kan geen tokens nakijken.")


def _proof(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if unknown := _unknown(spec.auth_methods, AuthMethod.values):
        yield "auth_methods", _("Zo kan een client zich niet bewijzen: %s.") % unknown
    if spec.public and spec.auth_methods != (AuthMethod.NONE,):
        yield "auth_methods", _("Een publieke client kan zich niet bewijzen. Kies “niet”.")
    if not spec.public and AuthMethod.NONE in spec.auth_methods:
        yield "auth_methods", _("Alleen een publieke client hoeft zich niet te bewijzen.")
    if not spec.public and not spec.auth_methods:
        yield "auth_methods", _("Kies hoe de client zich bewijst.")


def _keys(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if AuthMethod.PRIVATE_KEY in spec.auth_methods and not spec.jwks:
        yield "jwks", _("Geef de publieke sleutels waarmee de client ondertekent.")
    if spec.jwks is not None:
        try:
            check_keys(spec.jwks)
        except KeysFault as fault:
            yield "jwks", str(fault)
    if spec.requires_dpop and spec.profile == Profile.ACM:
        yield "requires_dpop", _("DPoP bestaat alleen in het moderne profiel.")


def _people(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if spec.capacity_level not in CapacityLevel.values:
        yield "capacity_level", _("Kies wat een persoon kiest bij het aanmelden.")
    if unknown := _unknown(spec.target_groups, TargetGroup.values):
        yield "target_groups", _("Deze doelgroep bestaat niet: %s.") % unknown
    if spec.level not in LEVELS:
        yield "level", _("Kies een niveau uit de lijst.")
    if unknown := _unknown(spec.means, MEANS):
        yield "means", _("Dit aanmeldmiddel bestaat niet: %s.") % unknown
    elif spec.means and all(MEANS[one].level < spec.level for one in spec.means):
        yield "means", _("Geen van deze middelen haalt het niveau %s.") % spec.level


def _strictness(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    if unknown := _unknown(spec.weakenings, clients.WEAKENINGS):
        yield "weakenings", _("Deze verzwakking bestaat niet: %s.") % unknown
    if spec.weakenings and spec.profile == Profile.MODERN:
        yield (
            "weakenings",
            _("Een moderne client heeft geen verzwakkingen. Kies het profiel zoals ACM."),
        )
    if spec.public and "no-pkce" in spec.weakenings:
        yield "weakenings", _("Een publieke client kan niet zonder PKCE.")
    if spec.signing not in SIGNINGS:
        yield "signing", _("Kies RS256 of ES256.")
    elif spec.profile == Profile.ACM and spec.signing != "RS256":
        yield "signing", _("In het profiel zoals ACM zijn tokens ondertekend met RS256.")


def _lifetimes(spec: ClientSpec, own_scope: str) -> Iterator[Fault]:
    weak = "long-tokens" in spec.weakenings
    longest = clients.LONGEST_ACCESS_WEAK if weak else clients.LONGEST_ACCESS
    if not clients.SHORTEST_ACCESS <= spec.access_seconds <= longest:
        yield (
            "access_seconds",
            _("Een toegangstoken leeft bij deze client %(least)s tot %(most)s seconden.")
            % {"least": clients.SHORTEST_ACCESS, "most": longest},
        )
    most = clients.LONGEST_REFRESH[_profile(spec)]
    if not spec.access_seconds <= spec.refresh_seconds <= most:
        yield (
            "refresh_seconds",
            _(
                "Een vernieuwingstoken leeft minstens zo lang als een toegangstoken en hoogstens "
                "%s uur."
            )
            % (most // 3_600),
        )


def _profile(spec: ClientSpec) -> Profile:
    return Profile.ACM if spec.profile == Profile.ACM else Profile.MODERN


CHECKS: tuple[Callable[[ClientSpec, str], Iterator[Fault]], ...] = (
    _name, _strictness, _returns, _told, _scopes, _grants, _proof, _keys, _people, _lifetimes,
)  # fmt: skip
