"""The two issuers: one in exactly the shape of ACM, one by today's practice (G24, G25)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from sleutelbos.access.public import client_auth, clients
from sleutelbos.signin.op.faults import OAuthFault
from sleutelbos.tools import bare

CODE_SECONDS = 30  # acm_idm §1.3
REQUEST_SECONDS = 600  # a pushed request outlives signing in


@dataclass(frozen=True)
class Issuer:
    """An issuer below the address of the site; clients of another profile are refused there."""

    prefix: str
    profile: clients.Profile

    @property
    def url(self) -> str:
        """The value of ``iss``."""
        return f"{settings.BASE_URL}{self.prefix}"

    def path(self, name: str) -> str:
        """Path of an endpoint, e.g. ``/op/v1/token``."""
        return f"{self.prefix}/v1/{name}"

    def endpoint(self, name: str) -> str:
        """Address of an endpoint."""
        return f"{settings.BASE_URL}{self.prefix}/v1/{name}"

    @property
    def is_modern(self) -> bool:
        """Whether this is the strict one."""
        return self.profile == clients.Profile.MODERN

    def takes(self, client: client_auth.ClientRecord) -> bool:
        """Whether a client belongs here."""
        return client.profile == self.profile


ACM = Issuer("/op", clients.Profile.ACM)
MODERN = Issuer("/op/modern", clients.Profile.MODERN)
ISSUERS = (ACM, MODERN)

Handler = Callable[[bare.Request, Issuer], bare.Response]


def issuer_of(client: client_auth.ClientRecord) -> Issuer:
    """The issuer of a client."""
    return MODERN if MODERN.takes(client) else ACM


def caller(
    request: bare.Request,
    issuer: Issuer,
    endpoint: str,
    find: Callable[[str], client_auth.ClientRecord | None] = client_auth.record_of,
) -> client_auth.ClientRecord:
    """The client that calls an endpoint, proven, and of this issuer.

    Raises client_auth.ClientRefused, or OAuthFault for a client of the other issuer.
    """
    audiences = (issuer.url, issuer.endpoint("token"), issuer.endpoint(endpoint))
    client = client_auth.authenticate(request, audiences=audiences, find=find)
    if not issuer.takes(client):
        raise OAuthFault("invalid_client", "this client belongs to the other issuer", 401)
    return client


def access_seconds(client: client_auth.ClientRecord) -> int:
    """How long an access token of the client lives, in seconds."""
    weak = "long-tokens" in client.weakenings
    most = clients.LONGEST_ACCESS_WEAK if weak else clients.LONGEST_ACCESS
    return min(client.access_seconds, most)
