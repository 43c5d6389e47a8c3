"""The OpenID provider as a WSGI application: a table of paths, and one place for what goes wrong.

No Django in the way of a program's question (ADR 0010). What a person must read is a page of the
site: :func:`provider` gets the site's application and hands those requests on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from django.template.loader import get_template
from django.utils.translation import gettext as _

from sleutelbos.access.public import client_auth
from sleutelbos.signin.op import dpop, sending
from sleutelbos.signin.op.authorize import authorize
from sleutelbos.signin.op.discovery import discovery
from sleutelbos.signin.op.faults import OAuthFault, PageFault, TokenFault
from sleutelbos.signin.op.introspect import introspect
from sleutelbos.signin.op.issuers import ISSUERS, Handler, Issuer
from sleutelbos.signin.op.jwks import jwks
from sleutelbos.signin.op.logout import logout
from sleutelbos.signin.op.par import push
from sleutelbos.signin.op.revoke import revoke
from sleutelbos.signin.op.token import token
from sleutelbos.signin.op.userinfo import userinfo
from sleutelbos.tools import bare

Application = Callable[[dict[str, Any], Any], Any]

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
FAULT_PAGE = "/aanmelden/toepassing-fout"
FAULT = "sleutelbos.op_fault"  # in the environ: what the page of a fault tells
RETRY_SECONDS = "5"
# For pages of applications in the browser; no cookie plays a part at these endpoints.
OPEN = {"par", "token", "userinfo", "revoke", "discovery", "keys"}
CORS = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "WWW-Authenticate"),
]
PREFLIGHT = [
    ("Access-Control-Allow-Methods", "GET, POST"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP"),
    ("Access-Control-Max-Age", "86400"),
]
ENDPOINTS: dict[str, tuple[tuple[str, ...], Handler]] = {
    "auth": (BOTH, authorize),
    "par": (POST, push),
    "token": (POST, token),
    "userinfo": (BOTH, userinfo),
    "keys": (GET, jwks),
    "introspect": (POST, introspect),
    "revoke": (POST, revoke),
    "logout": (BOTH, logout),
}
FOR_PERSONS = {"auth", "logout"}
WELL_KNOWN = "/.well-known/"
NAMES = ("openid-configuration", "oauth-authorization-server")

Route = tuple[str, tuple[str, ...], Handler, Issuer]
log = structlog.get_logger(__name__)


def _routes() -> dict[str, Route]:
    """Every path; discovery by the issuer and by the rule of RFC 8414."""
    found: dict[str, Route] = {}
    for issuer in ISSUERS:
        for name, (methods, handler) in ENDPOINTS.items():
            found[issuer.path(name)] = (name, methods, handler, issuer)
        for name in NAMES:
            for path in (
                f"{issuer.prefix}{WELL_KNOWN}{name}",
                f"{WELL_KNOWN}{name}{issuer.prefix}",
            ):
                found[path] = ("discovery", GET, discovery, issuer)
    return found


ROUTES = _routes()


def is_ours(path: str) -> bool:
    """Whether a path is the provider's."""
    return path.startswith("/op/") or path in ROUTES


def provider(site: Application) -> Application:
    """The site with the provider before it."""

    def application(environ: dict[str, Any], start_response: bare.StartResponse) -> Any:
        if not is_ours(environ["PATH_INFO"]):
            return site(environ, start_response)
        try:
            response = _respond(environ)
        except PageFault as fault:
            return site(_page_of(environ, fault), start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            response.body = b""
        return bare.answer(response, start_response)

    return application


def _page_of(environ: dict[str, Any], fault: PageFault) -> dict[str, Any]:
    """The same request as a visit of the page that explains the fault."""
    return {
        **environ, "REQUEST_METHOD": "GET", "PATH_INFO": FAULT_PAGE, "QUERY_STRING": "",
        "CONTENT_LENGTH": "", FAULT: (fault.kind, fault.name),
    }  # fmt: skip


def _respond(environ: dict[str, Any]) -> bare.Response:
    """The answer of the endpoint. Raises PageFault."""
    request = bare.Request(environ)
    route = ROUTES.get(request.path)
    if route is None:
        return error("not_found", "there is nothing here", 404)
    name, methods, handler, issuer = route
    if request.method == "OPTIONS" and name in OPEN:
        return bare.Response(204, b"", [*CORS, *PREFLIGHT])
    if request.method == "HEAD" and "GET" in methods:
        request.method = "GET"
    if request.method not in methods:
        response = error("invalid_request", "method not allowed", 405)
        response.headers.append(("Allow", ", ".join(methods)))
        return response
    response = _handled(handler, request, issuer, name)
    if name in OPEN:
        response.headers.extend(CORS)
    return response


def _handled(handler: Handler, request: bare.Request, issuer: Issuer, name: str) -> bare.Response:
    """What the handler answers, or the error that it raised. Raises PageFault."""
    try:
        return handler(request, issuer)
    except PageFault:
        raise
    except (OAuthFault, client_auth.ClientRefused) as fault:
        return refused(fault.error, fault.description, fault.status)
    except TokenFault as fault:
        return _challenge(fault)
    except bare.BadRequest as fault:
        if name in FOR_PERSONS:
            raise PageFault("unreadable") from fault
        return error("invalid_request", fault.detail, fault.status)
    except psycopg.OperationalError as fault:
        log.warning("the database does not answer", fault=type(fault).__name__)
        return _away(name)
    except Exception:
        log.exception("the provider failed", endpoint=name)
        return _broken(name)


def _broken(name: str) -> bare.Response:
    """A fault of ours: 500, of which nobody hears more."""
    if name in FOR_PERSONS:
        return _page(500)
    return error("server_error", "something went wrong here", 500)


def _away(name: str) -> bare.Response:
    """The database is away: 503."""
    if name in FOR_PERSONS:
        response = _page(503)
    else:
        response = error("temporarily_unavailable", "try again in a few seconds", 503)
    response.headers.append(("Retry-After", RETRY_SECONDS))
    return response


def _page(status: int) -> bare.Response:
    """What a person reads when it fails: a page that needs no database."""
    context = {"title": _("Aanmelden lukt nu even niet")}
    return sending.page(get_template("web/errors/500.html").render(context), status)


def error(code: str, description: str, status: int) -> bare.Response:
    """An error for a program (RFC 6749 §5.2)."""
    return bare.json_response({"error": code, "error_description": description}, status)


def refused(code: str, description: str, status: int) -> bare.Response:
    """As :func:`error`; who didn't prove who he is hears how to."""
    response = error(code, description, status)
    if status == 401:
        response.headers.append(("WWW-Authenticate", 'Basic realm="Sleutelbos"'))
    return response


def _challenge(fault: TokenFault) -> bare.Response:
    """A token that doesn't count (RFC 6750 §3, RFC 9449 §7.1)."""
    words = [("error", fault.error), ("error_description", fault.description)]
    if fault.scheme == "DPoP":
        words.append(("algs", " ".join(dpop.ALGORITHMS)))
    told = ", ".join(f'{name}="{text}"' for name, text in words if text)
    response = error(fault.error or "invalid_token", fault.description, fault.status)
    response.headers.append(("WWW-Authenticate", f"{fault.scheme} {told}".strip()))
    return response
