"""The token that a client got for itself, at a service of the house (RFC 6750, RFC 9449)."""

from __future__ import annotations

from sleutelbos.signin.op import bearer
from sleutelbos.signin.op.faults import TokenFault
from sleutelbos.signin.op.secret import digest_of
from sleutelbos.tools import bare
from sleutelbos.tools.prepared import Statement

READ = Statement("""
SELECT json_build_object('client_id', c.client_id, 'jkt', coalesce(t.data->>'jkt', ''),
                         'aud', coalesce(t.data->'aud', jsonb_build_array(c.client_id)))
  FROM signin_token t JOIN access_client c ON c.id = t.client_id AND c.state = 'active'
 WHERE t.digest = $1 AND t.kind = 'access' AND t.person_id IS NULL
   AND t.revoked_at IS NULL AND t.expires > clock_timestamp()
""")


def client_of(request: bare.Request, service: str, origin: str = "") -> str | None:
    """The client_id behind the access token of a request to a service of ours.

    ``service`` is its identifier, ``origin`` that of its addresses when it is another. None when
    the token doesn't count here: it is a person's, was taken back, or was made for another service
    (which could otherwise use it here).
    """
    _scheme, token = bearer.credentials_of(request)
    found = READ(digest_of(token)) if token else None
    if found is None or not {found["client_id"], service} & set(found["aud"]):
        return None
    try:
        bearer.check_binding(request, f"{origin or service}{request.path}", found["jkt"])
    except TokenFault:
        return None
    return str(found["client_id"])
