"""Which client asks: by its secret or signed assertion, or by a token that it got for itself.

What a client proved with a header counts for the same header again, until something about any
client changes or its secret ends: the secret itself is not kept.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from sleutelbos.access import client_auth
from sleutelbos.access.client_auth import ClientRecord, ClientRefused
from sleutelbos.access.decisions.feed import Feed
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import Statement

READ = Statement(f"""
SELECT json_build_object('client', {client_auth.CLIENT_COLUMNS}, 'until', (
  SELECT extract(epoch FROM min(s.expires)) FROM access_clientsecret s
   WHERE s.client_id = c.id AND s.state = 'approved' AND s.withdrawn_at IS NULL
     AND s.expires > clock_timestamp()))
  FROM {client_auth.ACTIVE_CLIENT}
""")  # noqa: S608 - fragments of ours
MOST_KEPT = 10_000
KEPT_SECONDS = 300.0

# The client_id behind the access token of a request, got by the client for itself; None otherwise.
TokenReader = Callable[[bare.Request], str | None]


class Callers:
    """The clients of this process."""

    def __init__(self, feed: Feed, read_token: TokenReader) -> None:
        self._feed, self._read_token = feed, read_token
        self._proven: dict[bytes, tuple[ClientRecord, int, float]] = {}

    def of(self, request: bare.Request) -> ClientRecord:
        """The client that asks. Raises ClientRefused, bare.BadRequest."""
        header = request.header("Authorization")
        if header[:6].lower() != "basic ":
            return by_token(request, self._read_token)
        digest = hashlib.blake2b(header.encode("latin-1", "replace"), digest_size=32).digest()
        kept = self._proven.get(digest)
        if kept is not None and kept[1] == self._feed.clients and kept[2] > time.time():
            return kept[0]
        return self._by_secret(request, digest)

    def _by_secret(self, request: bare.Request, digest: bytes) -> ClientRecord:
        version, until = self._feed.clients, time.time() + KEPT_SECONDS
        ends: list[float] = []

        def find(client_id: str) -> ClientRecord | None:
            if not client_id or len(client_id) > client_auth.LONGEST_NAME:
                return None
            found: dict[str, Any] | None = READ(client_id)
            if found is None:
                return None
            ends.append(found["until"] or 0.0)
            return ClientRecord.of(found["client"])

        client = client_auth.authenticate(request, audiences=(), find=find)
        if len(self._proven) >= MOST_KEPT:
            self._proven.clear()
        self._proven[digest] = client, version, min(until, *ends)
        return client


def by_token(request: bare.Request, read_token: TokenReader) -> ClientRecord:
    """The confidential client behind the token of a request. Raises ClientRefused."""
    if request.header("Authorization").partition(" ")[0].lower() not in ("bearer", "dpop"):
        raise client_auth.refused()
    name = read_token(request)
    client = client_auth.record_of(name) if name else None
    if client is None or client.public:
        raise ClientRefused("invalid_token", "the token doesn't count", 401)
    return client
