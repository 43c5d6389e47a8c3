"""What goes in and out of the OpenID provider, as schemas of the OpenAPI document.

Errors stay those of RFC 6749 §5.2, not belgif's problems: that is what OAuth libraries read.
"""

from __future__ import annotations

from typing import Any

from sleutelbos.access.public import client_assertion, clients
from sleutelbos.signin.op import asking, discovery, introspect
from sleutelbos.signin.op.exchange import ACCESS_TOKEN
from sleutelbos.signin.op.issuers import ACM, MODERN, Issuer
from sleutelbos.tools.openapi import Json, array, flag, number, record, ref, text

SECRET = "^[A-Za-z0-9_-]{43}$"  # noqa: S105 - the form of our tokens (secret.py)
SUB = "^[0-9a-f]{40}$"
TOKEN_TYPE = text("How to send it: a bound one as DPoP.", enum=["Bearer", "DPoP"])

# How a client without a Basic header shows who it is, in each form (RFC 6749 §2.3, RFC 7523).
PROOF: dict[str, Json] = {
    "client_id": text("Of the client; needed without a Basic header or assertion."),
    "client_secret": text("client_secret_post; never beside a Basic header."),
    "client_assertion_type": text(f"`{client_assertion.TYPE}`"),
    "client_assertion": text("A JWT that the client signed (private_key_jwt)."),
}
REQUEST: dict[str, Json] = {
    "response_type": text("What is asked.", const="code"),
    "redirect_uri": text("Exactly one of the client's addresses."),
    "scope": text("Scopes, separated by spaces; without any: all of the client."),
    "state": text("Comes back as it is."),
    "nonce": text("Comes back in the id_token."),
    "response_mode": text(f"One of {', '.join(asking.MODES)}; `query` by default."),
    "code_challenge": text("PKCE (RFC 7636)."),
    "code_challenge_method": text("`S256`"),
    "prompt": text(f"Some of {', '.join(sorted(asking.PROMPTS))}, separated by spaces."),
    "max_age": text("Seconds since the person last proved who he is."),
    "acr_values": text("Means of signing in, separated by spaces."),
    "login_hint": text("base64 of `{cap_hint, code_hint}`: doelgroep and organisation."),
    "ui_locales": text("`nl` or `en`."),
    "dpop_jkt": text("Thumbprint of the key to bind the code to (RFC 9449 §10); modern only."),
}
TOKEN_REQUEST = record(
    {
        "grant_type": text("What is asked.", enum=[one.value for one in clients.GrantType]),
        "code": text("Of authorization_code."),
        "redirect_uri": text("That of the request, with authorization_code."),
        "code_verifier": text("PKCE, with authorization_code."),
        "refresh_token": text("Of refresh_token."),
        "scope": text("Scopes, separated by spaces."),
        "audience": text("For which client the token is; needed to exchange one."),
        "resource": text("For which API the token is (RFC 8707)."),
        "subject_token": text("The user's token that is exchanged (RFC 8693)."),
        "subject_token_type": text(f"`{ACCESS_TOKEN}`"),
        "requested_token_type": text(f"`{ACCESS_TOKEN}`"),
        **PROOF,
    },
    ["grant_type"],
)
TOKENS = record(
    {
        "access_token": text("Opaque.", pattern=SECRET),
        "token_type": TOKEN_TYPE,
        "expires_in": number("Seconds.", minimum=0),
        "scope": text("Scopes that were given, separated by spaces."),
        "id_token": text("A signed JWT, with the scope openid."),
        "refresh_token": text("Counts once; the next one comes with it.", pattern=SECRET),
        "issued_token_type": text("When a token was exchanged.", const=ACCESS_TOKEN),
    },
    ["access_token", "token_type", "expires_in", "scope"],
)
PUSHED = record(
    {
        "request_uri": text("For the authorization endpoint, once.", pattern="^urn:ietf:params:"),
        "expires_in": number("Seconds.", minimum=1),
    },
    ["request_uri", "expires_in"],
)
PERSON: dict[str, Json] = {
    "given_name": text("Scope profile."),
    "family_name": text("Scope profile."),
    "rrn": text("Scope rrn: the national number.", pattern="^[0-9]{11}$"),
    "vo_id": text("Scope vo: the person within the doelgroep.", format="uuid"),
    "vo_doelgroepcode": text("Scope vo."),
    "vo_orgcode": text("Scope vo: number of the organisation."),
    "vo_orgnaam": text("Scope vo."),
    "vo_email": text("Scope vo: address and number of the organisation."),
    "vo_ovocode": text("Scope vo."),
    "wv_orgcode": text("Scope wettelijkvertegenwoordiger: organisations that he represents."),
    "ssm_mandaatgever": text("Scope ssm_mandaat: organisations that gave a mandate."),
}
USERINFO = record(
    {"sub": text("The person, the same everywhere.", pattern=SUB), "acr": text("How he signed in."),
     **PERSON},
    ["sub"],
    description="The claims of the id_token as they are now. The role claim of each application"
    " whose scope was given has a name of its own and is a list of texts.",
    additionalProperties=array(text()),
)  # fmt: skip
ORGANISATION = record({"code": text("Its number."), "name": text("Its name.")}, ["code", "name"])
ACTIVE = record(
    {
        "active": flag() | {"const": True},
        "client_id": text("Whose token it is."),
        "exp": number("Seconds since 1970."),
        "iat": number("Seconds since 1970."),
        "iss": text(format="uri"),
        "scope": text("Scopes, separated by spaces."),
        "sub": text("The person, or the client itself."),
        "token_type": TOKEN_TYPE,
        "aud": array(text(), "For whom it is."),
        "cnf": record({"jkt": text("Thumbprint of its key.")}, ["jkt"]),
        "act": record({"sub": text("Which client acts for the person.")}, ["sub"]),
        "vo_applicatienaam": text("Scope vo or vo_info."),
        **{name: PERSON[name] for name in
           ("vo_id", "vo_doelgroepcode", "vo_orgcode", "vo_orgnaam", "vo_ovocode")},
        introspect.MANAGER: ORGANISATION,
        "jwt": text("The same, signed; at the issuer like ACM."),
    },
    ["active", "client_id", "exp", "iat", "iss", "scope", "sub", "token_type", "aud"],
)  # fmt: skip
INACTIVE = record(
    {"active": flag() | {"const": False}}, ["active"], additionalProperties=False,
    description="Unknown, expired, taken back, or none of the caller's business.",
)  # fmt: skip
KEY = record(
    {
        "kty": text(enum=["RSA", "EC"]), "kid": text(), "use": text(const="sig"),
        "alg": text(enum=["RS256", "ES256"]), "n": text(), "e": text(), "crv": text(), "x": text(),
        "y": text(),
    },
    ["kty", "kid", "use", "alg"],
    additionalProperties=False,
)  # fmt: skip
ERROR = record(
    {"error": text("What is wrong, for programs."), "error_description": text("For its maker.")},
    ["error", "error_description"],
    description="An error as RFC 6749 §5.2 writes it.",
)
TOKEN_FORM = record({"token": text("The token that it is about."), **PROOF})


def metadata(issuer: Issuer) -> Json:
    """The schema of a discovery document: it holds exactly what this issuer tells."""
    found = {name: _kind(value) for name, value in discovery.document(issuer).items()}
    return record(found, list(found), additionalProperties=False)


def _kind(value: Any) -> Json:
    if isinstance(value, bool):
        return flag()
    return array(text()) if isinstance(value, list) else text(format="uri")


def schemas() -> dict[str, Json]:
    """All of them by name."""
    return {
        "OAuthError": ERROR,
        "AuthorizationRequest": record({"client_id": text("Of the client."), **REQUEST}),
        "PushedRequest": record({**REQUEST, **PROOF}, ["response_type", "redirect_uri"]),
        "PushedAnswer": PUSHED,
        "TokenRequest": TOKEN_REQUEST,
        "Tokens": TOKENS,
        "UserInfo": USERINFO,
        "TokenForm": TOKEN_FORM,
        "IntrospectForm": record(
            {
                **TOKEN_FORM["properties"],
                "token_endpoint_auth": text(f"`{introspect.MANAGER}`: who owns the client."),
            }
        ),
        "Introspection": {"anyOf": [ref("ActiveToken"), ref("InactiveToken")]},
        "ActiveToken": ACTIVE,
        "InactiveToken": INACTIVE,
        "Keys": record({"keys": array(ref("Key"))}, ["keys"]),
        "Key": KEY,
        "LogoutRequest": record(
            {
                "client_id": text("Of the client; or an id_token_hint."),
                "id_token_hint": text("An id_token of ours."),
                "post_logout_redirect_uri": text("Exactly one of the client's addresses."),
                "state": text("Comes back as it is."),
                "switch": text("`true`: choose another hoedanigheid, and stay signed in."),
            }
        ),
        "MetadataLikeAcm": metadata(ACM),
        "MetadataModern": metadata(MODERN),
    }
