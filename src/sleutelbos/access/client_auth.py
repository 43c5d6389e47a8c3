"""Who is the calling client: a secret, a signed assertion, or nothing for a public one (G24).

RFC 6749 §2.3, RFC 7523, OpenID Connect Core §9; what ACM adds stands in acm_idm §1.7 and §4.3.
Used by the OpenID provider and by the decision process: no Django in the way of the answer.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from sleutelbos.access import client_assertion
from sleutelbos.access.clients import AuthMethod
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import Statement

# Names of the columns are those of ClientRecord.
CLIENT_COLUMNS = """
json_build_object(
  'pk', c.id, 'client_id', c.client_id, 'application', c.application_id,
  'application_code', a.code, 'name', c.name, 'owner', c.owner_id, 'profile', c.profile,
  'public', c.public, 'redirect_uris', c.redirect_uris, 'post_logout_uris', c.post_logout_uris,
  'scopes', c.scopes, 'grant_types', c.grant_types, 'auth_methods', c.auth_methods,
  'jwks', c.jwks, 'capacity_level', c.capacity_level, 'target_groups', c.target_groups,
  'means', c.means, 'level', c.level, 'signing', c.signing, 'weakenings', c.weakenings,
  'requires_dpop', c.requires_dpop, 'asks_consent', c.asks_consent,
  'access_seconds', c.access_seconds, 'refresh_seconds', c.refresh_seconds,
  'introspects', c.introspects,
  'secrets', ARRAY(SELECT encode(s.digest, 'hex') FROM access_clientsecret s
                    WHERE s.client_id = c.id AND s.state = 'approved'
                      AND s.withdrawn_at IS NULL
                      AND s.created <= clock_timestamp() AND s.expires > clock_timestamp()))
"""
ACTIVE_CLIENT = """
access_client c JOIN access_application a ON a.id = c.application_id
 AND c.client_id = $1 AND c.state = 'active'
"""
READ_CLIENT = Statement(f"SELECT {CLIENT_COLUMNS} FROM {ACTIVE_CLIENT}")  # noqa: S608 - our text
Find = Callable[[str], "ClientRecord | None"]
NO_DIGEST = bytes(32)
LONGEST_NAME = 60  # characters of a client_id
REFUSED = "the client is unknown or did not prove who it is"


@dataclass(frozen=True)
class ClientRecord:
    """An active client as its row has it now; ``secrets`` are SHA-256 digests that count now."""

    pk: int
    client_id: str
    application: int
    application_code: str
    name: str
    owner: int | None
    profile: str
    public: bool
    redirect_uris: list[str]
    post_logout_uris: list[str]
    scopes: list[str]
    grant_types: list[str]
    auth_methods: list[str]
    jwks: dict[str, Any] | None
    capacity_level: str
    target_groups: list[str]
    means: list[str]
    level: int
    signing: str
    weakenings: frozenset[str]
    requires_dpop: bool
    asks_consent: bool
    access_seconds: int
    refresh_seconds: int
    introspects: bool
    secrets: tuple[bytes, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> ClientRecord:
        """From the object that :data:`CLIENT_COLUMNS` makes."""
        row["weakenings"] = frozenset(row["weakenings"])
        row["secrets"] = tuple(map(bytes.fromhex, row["secrets"]))
        return cls(**row)


class ClientRefused(Exception):
    """The client didn't prove who it is, or tried it in a way that is not its own (RFC 6749 §5.2).

    ``error`` is ``invalid_client`` (401) or ``invalid_request`` (400).
    """

    def __init__(self, error: str, description: str, status: int) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


def record_of(client_id: str) -> ClientRecord | None:
    """An active client; None for any other name. One prepared statement."""
    if not client_id or len(client_id) > LONGEST_NAME:
        return None
    found = READ_CLIENT(client_id)
    return ClientRecord.of(found) if found else None


def authenticate(
    request: bare.Request, *, audiences: tuple[str, ...], find: Find = record_of
) -> ClientRecord:
    """The client that calls, by the one method that it used; that method must be one of its own.

    ``audiences`` are the values of ``aud`` that an assertion may carry: issuer and endpoint.
    ``find`` is for who reads the client together with something else; it is asked at most once.
    Raises ClientRefused; an unknown client and a wrong secret give the same answer after the same
    work. Raises bare.BadRequest when header or form can't be read.
    """

    def known(client_id: str) -> ClientRecord | None:
        return find(client_id) if 0 < len(client_id) <= LONGEST_NAME else None

    is_form = request.content_type == "application/x-www-form-urlencoded"
    form = request.form if is_form else {}
    given = _method(request, form)
    if given == AuthMethod.BASIC:
        client_id, secret = _basic(request.header("Authorization"))
        client = _with_secret(known(client_id), secret, given)
    elif given == AuthMethod.POST:
        client = _with_secret(known(form.get("client_id", "")), form["client_secret"], given)
    elif given == AuthMethod.PRIVATE_KEY:
        client = _with_assertion(form, audiences, known)
    else:
        client = _public(known(form.get("client_id", "")))
    if form.get("client_id", client.client_id) != client.client_id:
        raise ClientRefused("invalid_request", "client_id is not that of the credentials", 400)
    return client


def _method(request: bare.Request, form: dict[str, str]) -> AuthMethod:
    """What the request carries; two ways at once are refused (RFC 6749 §2.3)."""
    basic = request.header("Authorization")[:6].lower() == "basic "
    assertion = "client_assertion" in form or "client_assertion_type" in form
    ways = [
        method
        for method, there in (
            (AuthMethod.BASIC, basic),
            (AuthMethod.POST, "client_secret" in form),
            (AuthMethod.PRIVATE_KEY, assertion),
        )
        if there
    ]
    if len(ways) > 1:
        raise ClientRefused("invalid_request", "more than one way to authenticate", 400)
    return ways[0] if ways else AuthMethod.NONE


def _basic(header: str) -> tuple[str, str]:
    """Name and secret; both are form-encoded before they are joined (RFC 6749 §2.3.1)."""
    try:
        text = b64decode(header[6:].strip(), validate=True).decode()
        name, colon, secret = text.partition(":")
        found = unquote_plus(name, errors="strict"), unquote_plus(secret, errors="strict")
    except (NotBase64, ValueError):
        raise refused() from None
    if not colon or "\x00" in found[0]:
        raise refused()
    return found


def _with_secret(client: ClientRecord | None, secret: str, method: AuthMethod) -> ClientRecord:
    digest = hashlib.sha256(secret.encode()).digest()
    fits = False
    for one in (client.secrets if client else ()) or (NO_DIGEST,):
        fits |= hmac.compare_digest(one, digest)
    if client is None or not fits or not uses(client, method):
        raise refused()
    return client


def _with_assertion(form: dict[str, str], audiences: tuple[str, ...], find: Find) -> ClientRecord:
    if form.get("client_assertion_type") != client_assertion.TYPE:
        raise ClientRefused("invalid_request", "unknown client_assertion_type", 400)
    text = form.get("client_assertion", "")
    client = find(client_assertion.claimed_client(text))
    try:
        client_assertion.check(
            text,
            client.jwks if client else None,
            audiences=audiences,
            weakenings=client.weakenings if client else frozenset(),
        )
    except client_assertion.Unproven as why:
        raise refused(str(why) if client else "") from None
    if client is None or not uses(client, AuthMethod.PRIVATE_KEY):
        raise refused()
    return client


def _public(client: ClientRecord | None) -> ClientRecord:
    if client is None or not uses(client, AuthMethod.NONE):
        raise refused()
    return client


def uses(client: ClientRecord, method: AuthMethod) -> bool:
    """Whether this is a method of the client; a public client has no secret, others always one."""
    return method in client.auth_methods and client.public == (method == AuthMethod.NONE)


def refused(description: str = "") -> ClientRefused:
    """The one answer to who doesn't prove what he says."""
    return ClientRefused("invalid_client", description or REFUSED, 401)
