"""What a client reads first (OpenID Connect Discovery, RFC 8414).

``/op`` tells exactly what ACM tells: no ``authorization_response_iss_parameter_supported`` (clients
that see only the code would refuse), no PAR, no ``private_key_jwt``, though they work.
``/op/modern`` tells all.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from sleutelbos.access.public import clients, means
from sleutelbos.signin.op import asking, dpop, signing
from sleutelbos.signin.op.credentials import OF_PERSONS
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.signin.states import MEANS
from sleutelbos.tools import bare

KEPT_SECONDS = 3600
METHOD = clients.AuthMethod
SECRETS = [METHOD.BASIC.value, METHOD.POST.value]
ASSERTIONS = ["RS256", "PS256", "ES256", "ES384"]


def discovery(request: bare.Request, issuer: Issuer) -> bare.Response:
    """GET at the address of the issuer with /.well-known/openid-configuration."""
    response = bare.json_response(document(issuer))
    response.headers[1] = ("Cache-Control", f"public, max-age={KEPT_SECONDS}")
    return response


def document(issuer: Issuer) -> dict[str, Any]:
    """The metadata of an issuer."""
    return _shared(issuer) | (_modern(issuer) if issuer.is_modern else _like_acm())


def _shared(issuer: Issuer) -> dict[str, Any]:
    return {
        "issuer": issuer.url,
        "authorization_endpoint": issuer.endpoint("auth"),
        "token_endpoint": issuer.endpoint("token"),
        "userinfo_endpoint": issuer.endpoint("userinfo"),
        "jwks_uri": issuer.endpoint("keys"),
        "introspection_endpoint": issuer.endpoint("introspect"),
        "end_session_endpoint": issuer.endpoint("logout"),
        "response_types_supported": ["code"],
        "response_modes_supported": list(asking.MODES),
        "grant_types_supported": [grant.value for grant in clients.GrantType],
        "subject_types_supported": ["public"],
    }


def _like_acm() -> dict[str, Any]:
    return {
        "id_token_signing_alg_values_supported": [signing.RS256],
        "token_endpoint_auth_methods_supported": SECRETS,
        "code_challenge_methods_supported": ["plain", "S256"],
    }


def _modern(issuer: Issuer) -> dict[str, Any]:
    return {
        "id_token_signing_alg_values_supported": list(signing.ALGORITHMS),
        **_proofs("token", [*SECRETS, METHOD.PRIVATE_KEY.value, METHOD.NONE.value]),
        **_proofs("introspection", [*SECRETS, METHOD.PRIVATE_KEY.value]),
        "revocation_endpoint": issuer.endpoint("revoke"),
        **_proofs("revocation", [*SECRETS, METHOD.PRIVATE_KEY.value, METHOD.NONE.value]),
        "pushed_authorization_request_endpoint": issuer.endpoint("par"),
        "require_pushed_authorization_requests": True,
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": list(dpop.ALGORITHMS),
        "authorization_response_iss_parameter_supported": True,
        "scopes_supported": sorted(OF_PERSONS | {"vo_info"}),
        "acr_values_supported": sorted({f"{means.URN}{name}" for name in MEANS.values()}),
        "prompt_values_supported": sorted(asking.PROMPTS),
        "ui_locales_supported": [code.partition("-")[0] for code, _name in settings.LANGUAGES],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }


def _proofs(endpoint: str, methods: list[str]) -> dict[str, list[str]]:
    """How a client proves itself at an endpoint; who signs must know with what (RFC 8414 §2)."""
    return {
        f"{endpoint}_endpoint_auth_methods_supported": methods,
        f"{endpoint}_endpoint_auth_signing_alg_values_supported": ASSERTIONS,
    }
