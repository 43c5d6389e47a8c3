"""What can be wrong at the provider, by whom it is told: JSON, a redirect, or a page of ours."""

from __future__ import annotations


class OAuthFault(Exception):
    """An error of an endpoint for programs (RFC 6749 §5.2): JSON with ``error``."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(description or error)
        self.error, self.description, self.status = error, description, status


class RedirectFault(Exception):
    """An error that goes back to the client with the browser (RFC 6749 §4.1.2.1)."""

    def __init__(self, error: str, description: str = "") -> None:
        super().__init__(description or error)
        self.error, self.description = error, description


class PageFault(Exception):
    """An error about client or redirect_uri: never redirected, a page of ours says who can help.

    ``kind`` is a key of the sentences of that page (signin/pages/op_fault.py); ``name`` is the
    client's, when it is known.
    """

    def __init__(self, kind: str, name: str = "") -> None:
        super().__init__(kind)
        self.kind, self.name = kind, name


class TokenFault(Exception):
    """A bearer token that doesn't count (RFC 6750 §3.1); ``scheme`` is Bearer or DPoP."""

    def __init__(
        self, error: str = "", description: str = "", *, status: int = 401, scheme: str = "Bearer"
    ) -> None:
        super().__init__(description or error)
        self.error, self.description, self.status, self.scheme = error, description, status, scheme
