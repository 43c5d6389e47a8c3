"""What the OpenID provider serves at both issuers, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator

from sleutelbos.signin.op import introspect, wsgi
from sleutelbos.signin.op.issuers import Issuer
from sleutelbos.signin.op.openapi_schemas import schemas
from sleutelbos.tools import bare
from sleutelbos.tools.openapi import FORM, JSON, Json, Part, answer, body, header, ref, text

TAG = "OpenID provider"
ABOUT = (
    "Signing in and tokens, at two issuers: `/op` in the shape of ACM, `/op/modern` strict. Errors"
    " are those of RFC 6749 §5.2, not belgif's problems: that is what OAuth libraries read. A form"
    f" has at most {bare.LARGEST_BODY} bytes and {bare.MOST_FIELDS} fields, none of them twice."
)
HTML = "text/html"
# A client by a Basic header; the others show who they are in the form.
CLIENT: list[dict[str, list[str]]] = [{"ClientBasic": []}, {}]
TOKEN: list[dict[str, list[str]]] = [{"BearerToken": []}, {"DpopToken": [], "DpopProof": []}]
CHALLENGE = {"WWW-Authenticate": header("How to show who asks.")}
WAIT = {"Retry-After": header("Seconds after which to ask again.", pattern="^[0-9]+$")}
ON = {"Location": header("Where the browser goes on.")}
ERRORS = {
    400: "The request is not right.",
    401: "The client is not known, or did not show who it is.",
    403: "The token has no scope openid.",
    413: "The form is too large.",
    415: f"The body is no {FORM}.",
    500: "Something went wrong here.",
    503: "The database is away.",
}
# Name in the table of paths → (operation, what it does).
WORDS = {
    "auth": ("authorize", "Sign somebody in and get a code"),
    "par": ("pushRequest", "Push the authorization request (RFC 9126)"),
    "token": ("issueToken", "Get tokens: for a code, to renew, for oneself, in exchange"),
    "userinfo": ("readUserInfo", "Read the claims of a person"),
    "keys": ("readKeys", "Read the keys with which tokens are checked"),
    "introspect": ("introspectToken", "Ask what a token is (RFC 7662)"),
    "revoke": ("revokeToken", "Take a token back (RFC 7009)"),
    "logout": ("logout", "Sign out, or choose another hoedanigheid"),
    "discovery": ("readConfiguration", "Read what the issuer can do"),
}
FORMS = {
    "auth": "AuthorizationRequest", "par": "PushedRequest", "token": "TokenRequest",
    "introspect": "IntrospectForm", "revoke": "TokenForm", "logout": "LogoutRequest",
}  # fmt: skip
GOOD: dict[str, Json] = {
    "par": {"201": answer("Pushed.", ref("PushedAnswer"))},
    "token": {"200": answer("The tokens.", ref("Tokens"))},
    "userinfo": {"200": answer("The claims.", ref("UserInfo"))},
    "keys": {"200": answer("The keys.", ref("Keys"))},
    "revoke": {"200": answer("It does not count, whatever it was.")},
}
FAILS = {
    "par": (400, 401, 413, 415), "token": (400, 401, 413, 415), "userinfo": (401, 403),
    "keys": (), "introspect": (400, 401, 413, 415), "revoke": (400, 401, 413, 415),
}  # fmt: skip


def part() -> Part:
    """The provider, at the site."""
    paths = {
        path: {method.lower(): _operation(path, name, method, issuer) for method in methods}
        for path, (name, methods, _handler, issuer) in wsgi.ROUTES.items()
    }
    return Part(TAG, ABOUT, paths, schemas())


def _operation(path: str, name: str, method: str, issuer: Issuer) -> Json:
    operation, summary = WORDS[name]
    found: Json = {
        "tags": [TAG],
        "operationId": f"{operation}{_where(path, method, issuer)}",
        "summary": summary,
        "security": _security(name),
        "responses": _responses(name, method, issuer),
    }
    if method == "POST" and name in FORMS:
        found["requestBody"] = body(ref(FORMS[name]), FORM)
    if method == "GET" and name in wsgi.FOR_PERSONS:
        found["parameters"] = list(_parameters(name))
    if name in ("token", "par") and issuer.is_modern:
        found["parameters"] = [
            {"name": "DPoP", "in": "header", "required": False, "schema": text(),
             "description": "A proof of the key to bind tokens to (RFC 9449)."}
        ]  # fmt: skip
    return found


def _where(path: str, method: str, issuer: Issuer) -> str:
    """What makes the name of an operation unique: issuer, method, and which discovery."""
    found = "Modern" if issuer.is_modern else "LikeAcm"
    if wsgi.WELL_KNOWN in path:
        found += "OAuth" if "oauth-" in path else "OpenId"
        return found + ("First" if path.startswith(wsgi.WELL_KNOWN) else "")
    both = wsgi.ENDPOINTS[path.rpartition("/")[2]][0] == wsgi.BOTH
    return found + (f"By{method.title()}" if both else "")


def _security(name: str) -> list[dict[str, list[str]]]:
    if name == "userinfo":
        return TOKEN
    return CLIENT if name in ("par", "token", "introspect", "revoke") else []


def _parameters(name: str) -> Iterator[Json]:
    known: Json = schemas()[FORMS[name]]["properties"]
    if name == "auth":
        known = {**known, "request_uri": text("A pushed request, in the place of all others.")}
    for one, schema in known.items():
        about = {"description": schema["description"]}
        yield {"name": one, "in": "query", "required": one == "client_id" and name == "auth",
               "schema": {"type": "string"}, **about}  # fmt: skip


def _responses(name: str, method: str, issuer: Issuer) -> Json:
    if name in wsgi.FOR_PERSONS:
        return _for_persons(name, method)
    if name == "discovery":
        schema = ref("MetadataModern" if issuer.is_modern else "MetadataLikeAcm")
        return {"200": answer("What it can do.", schema), **_errors((500,))}
    if name == "introspect":
        good = answer("What it is.", ref("Introspection"))
        good["content"][introspect.SIGNED] = {"schema": text("The same, signed (RFC 9701).")}
        return {"200": good, **_errors((*FAILS[name], 500, 503))}
    return {**GOOD[name], **_errors((*FAILS[name], 500, 503))}


def _for_persons(name: str, method: str) -> Json:
    """Pages and redirects; what the client did wrong is never told to another address."""
    found = {
        "303": answer("On to the application, with a code or an error; or to a page of ours"
                      " that asks what is missing.", headers=ON),
        "400": answer("A page that says who can help.", text(), HTML),
        "500": answer("A page: something went wrong here.", text(), HTML),
        "503": answer("A page: the database is away.", text(), HTML, headers=WAIT),
    }  # fmt: skip
    if name == "auth" and method == "GET":
        found["200"] = answer("A form that posts the answer (form_post).", text(), HTML)
    return found


def _errors(statuses: tuple[int, ...]) -> Json:
    extra = {401: CHALLENGE, 403: CHALLENGE, 503: WAIT}
    return {
        str(status): answer(ERRORS[status], ref("OAuthError"), JSON, headers=extra.get(status))
        for status in statuses
    }
