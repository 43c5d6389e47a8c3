"""Taking back a token by the client that has it (RFC 7009)."""

from __future__ import annotations

from sleutelbos.signin.op.issuers import Issuer, caller
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import Statement

# A refresh token takes its whole family with it, an access token only itself.
TAKE_BACK = Statement("""
WITH gone AS (
  UPDATE signin_token t SET revoked_at = clock_timestamp()
    FROM signin_token given
   WHERE given.digest = $1 AND given.client_id = $2 AND given.kind IN ('access', 'refresh')
     AND (t.id = given.id OR (given.kind = 'refresh' AND t.family = given.family))
     AND t.revoked_at IS NULL
  RETURNING 1)
SELECT to_json(count(*)) FROM gone
""")


def revoke(request: bare.Request, issuer: Issuer) -> bare.Response:
    """POST: always 200 for a client that proved who it is, whatever the token was."""
    client = caller(request, issuer, "revoke")
    TAKE_BACK(digest_of(request.form.get("token", "")), client.pk)
    return bare.Response(200, b"", [("Cache-Control", "no-store")])
