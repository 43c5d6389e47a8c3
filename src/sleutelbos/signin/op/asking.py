"""What a client asks of the authorization endpoint, checked; the same for a pushed request."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from sleutelbos.access.public import client_auth, clients, means
from sleutelbos.signin.op import pkce
from sleutelbos.signin.op.faults import PageFault, RedirectFault
from sleutelbos.signin.op.issuers import Issuer

MODES = ("query", "fragment", "form_post")
PROMPTS = {"none", "login", "select_account", "consent"}
OPENID, OFFLINE = "openid", "offline_access"
LONGEST = 2000  # characters of one parameter
NOT_OURS = {
    "request": "request_not_supported",
    "registration": "registration_not_supported",
    "request_uri": "request_uri_not_supported",
}
THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Asked:
    """A good request. ``least`` is the level that acr_values ask for, 0 when none."""

    redirect_uri: str
    mode: str
    scopes: tuple[str, ...]
    state: str
    nonce: str
    acr: frozenset[str]
    least: int
    prompt: frozenset[str]
    max_age: int | None
    hint: tuple[str, str]
    challenge: str
    method: str
    jkt: str
    locales: tuple[str, ...]


def redirect_of(client: client_auth.ClientRecord, params: Mapping[str, str]) -> str:
    """Where the answer goes: exactly one of the client's addresses. Raises PageFault."""
    uri = params.get("redirect_uri", "")
    good = uri in client.redirect_uris
    if good and "#" in uri:
        good = "fragment-redirect" in client.weakenings
    if not good:
        raise PageFault("redirect", client.name)
    return uri


def mode_of(params: Mapping[str, str], uri: str) -> str:
    """How the answer goes back. Raises RedirectFault for a way that we don't know."""
    mode = params.get("response_mode") or "query"
    if mode not in MODES or (mode == "fragment" and "#" in uri):
        raise RedirectFault("invalid_request", "unknown response_mode")
    return mode


def check(
    client: client_auth.ClientRecord, issuer: Issuer, params: Mapping[str, str], *, pushed: bool
) -> Asked:
    """The request, when the client may ask it. Raises PageFault or RedirectFault."""
    uri = redirect_of(client, params)
    mode = mode_of(params, uri)
    for name, error in NOT_OURS.items():
        if name in params:
            raise RedirectFault(error)
    if any(len(text) > LONGEST for text in params.values()):
        raise RedirectFault("invalid_request", "a parameter is too long")
    if not pushed and "no-par" not in client.weakenings:
        raise RedirectFault("invalid_request", "push the request first (RFC 9126)")
    if params.get("response_type") != "code":
        error = "unsupported_response_type" if params.get("response_type") else "invalid_request"
        raise RedirectFault(error, "response_type must be code")
    if clients.GrantType.CODE not in client.grant_types:
        raise RedirectFault("unauthorized_client", "this client does not sign people in")
    scopes = scopes_of(client, params.get("scope", ""))
    challenge, method = pkce.asked(
        client, params.get("code_challenge", ""), params.get("code_challenge_method", "")
    )
    acr, least = acr_of(params.get("acr_values", ""))
    return Asked(
        redirect_uri=uri, mode=mode, scopes=scopes, challenge=challenge, method=method, acr=acr,
        least=least, state=params.get("state", ""), nonce=params.get("nonce", ""),
        prompt=_prompt(params.get("prompt", "")), max_age=_max_age(params.get("max_age")),
        hint=hint_of(client, params.get("login_hint", "")), jkt=_jkt(client, issuer, params),
        locales=tuple(params.get("ui_locales", "").split()),
    )  # fmt: skip


def scopes_of(client: client_auth.ClientRecord, text: str) -> tuple[str, ...]:
    """The scopes asked, or all of the client (but offline_access) when none was named.

    Raises RedirectFault at once for one that the client doesn't have (AO:scope-claims).
    """
    asked = dict.fromkeys(text.split()) or [one for one in client.scopes if one != OFFLINE]
    for scope in asked:
        if scope not in client.scopes:
            raise RedirectFault("invalid_scope", "the client may not ask this scope")
    return tuple(asked)


def acr_of(text: str) -> tuple[frozenset[str], int]:
    """The means that were named and the least of their levels; unknown names don't count.

    Raises RedirectFault when all are unknown (unmet_authentication_requirements).
    """
    known = {name: level for name in text.split() if (level := means.level_of(name))}
    if text.split() and not known:
        raise RedirectFault("unmet_authentication_requirements", "no acr of the list is known here")
    return frozenset(known), min(known.values(), default=0)


def hint_of(client: client_auth.ClientRecord, text: str) -> tuple[str, str]:
    """Doelgroep and organisation key of a login_hint (acm_idm §1.5); empty for any other hint."""
    try:
        padded = text.replace("-", "+").replace("_", "/")
        found = orjson.loads(b64decode(padded + "=" * (-len(padded) % 4), validate=True))
    except ValueError:
        return "", ""
    if not isinstance(found, dict) or client.capacity_level == clients.CapacityLevel.NONE:
        return "", ""
    group, code = found.get("cap_hint", ""), found.get("code_hint", "")
    if not isinstance(group, str) or not isinstance(code, str):
        return "", ""
    if client.capacity_level == clients.CapacityLevel.TARGET_GROUP:
        code = ""
    return group[:3].upper(), code[:30]


def _prompt(text: str) -> frozenset[str]:
    wanted = frozenset(text.split())
    if wanted - PROMPTS or ("none" in wanted and len(wanted) > 1):
        raise RedirectFault("invalid_request", "unknown prompt")
    return wanted


def _max_age(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RedirectFault("invalid_request", "max_age must be a number of seconds")
    return int(text)


def _jkt(client: client_auth.ClientRecord, issuer: Issuer, params: Mapping[str, str]) -> str:
    """The key that the code is bound to (RFC 9449 §10)."""
    jkt = params.get("dpop_jkt", "") if issuer.is_modern else ""
    if jkt and not THUMBPRINT.fullmatch(jkt):
        raise RedirectFault("invalid_request", "dpop_jkt is not a thumbprint")
    return jkt
