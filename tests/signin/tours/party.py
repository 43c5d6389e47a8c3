"""What a tour asks of a relying party, whichever library it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from joserfc import jwk

if TYPE_CHECKING:
    from tests.signin.tours.visitor import Visitor

Facts = dict[str, Any]


class Refused(Exception):
    """The provider, or the library itself, said no; ``error`` is the code of the protocol, or the
    library's own."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(f"{error}: {description}")
        self.error = error


@dataclass(frozen=True)
class Account:
    """A client as its maker knows it; ``key`` is the private one of private_key_jwt."""

    issuer: str
    client_id: str
    back: str
    out: str
    scope: str
    secret: str = ""
    key: jwk.RSAKey | None = None

    @property
    def modern(self) -> bool:
        """Whether it belongs to the strict issuer."""
        return self.issuer.endswith("/modern")


@dataclass(frozen=True)
class Way:
    """How a party works: its proof of who it is, and whether its tokens are bound to a key."""

    method: str = "client_secret_basic"
    dpop: bool = False


BASIC = Way()


@dataclass(frozen=True)
class Answer:
    """What the browser brought to the client: an address, and a form when it was posted."""

    url: str
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Begun:
    """A sign-in that waits for its answer; what the library keeps of it is its own business."""

    url: str
    kept: Any


class RelyingParty(Protocol):
    """One client of one issuer. Every step raises Refused."""

    account: Account

    def discover(self) -> Facts:
        """The metadata of the provider, as the library took them."""

    def begin(self, **params: str) -> Begun:
        """Ask for a code with PKCE, state and nonce; pushed where the issuer wants it."""

    def finish(self, begun: Begun, answer: Answer) -> Facts:
        """The token response; ``claims`` are those of the id_token, found good by the library."""

    def userinfo(self, tokens: Facts) -> Facts:
        """The claims as they are now."""

    def refresh(self, token: str) -> Facts:
        """The next tokens."""

    def introspect(self, token: str) -> Facts:
        """What a token is."""

    def credentials(self, **params: str) -> Facts:
        """A token of the client for itself."""

    def exchange(self, token: str, audience: str) -> Facts:
        """A token for the next API."""

    def revoke(self, token: str) -> None:
        """Take a token back."""

    def logout_url(self, **params: str) -> str:
        """Where the browser goes to sign out."""

    def logout_token(self, token: str) -> Facts:
        """The claims of a logout token that is good, by the published keys."""


def sign_in(party: RelyingParty, visitor: Visitor, **params: str) -> Facts:
    """The whole way of a person: asked, answered at the site, tokens."""
    begun = party.begin(**params)
    return party.finish(begun, visitor.go(begun.url))
