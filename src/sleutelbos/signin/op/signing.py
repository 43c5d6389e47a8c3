"""The provider's own keys: sealed in the database, published ahead, used, retired (G24).

A key is published ``AHEAD`` before it signs, so that every client has it by then, and stays
published ``AFTER`` the next one began, for what it signed last. Real time.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection, transaction
from joserfc import jwk, jws
from joserfc.errors import JoseError

from sleutelbos.kernel import clock
from sleutelbos.signin.models import SigningKey
from sleutelbos.signin.op.pkce import half
from sleutelbos.tools import crypto
from sleutelbos.tools.prepared import Statement

ES256, RS256 = "ES256", "RS256"
ALGORITHMS = (RS256, ES256)
PURPOSE = "signing-key"
PERIOD = timedelta(days=90)
AHEAD = timedelta(days=7)
AFTER = timedelta(days=7)
FRESH_SECONDS = 60.0  # how long a process trusts what it read of the table
LOCK = 5_310_024  # advisory lock: one process makes a key

READ = Statement("""
SELECT coalesce(json_agg(json_build_object(
         'kid', kid, 'alg', alg, 'sealed', encode(sealed, 'hex'), 'public', public_jwk,
         'from', extract(epoch FROM signs_from), 'until', extract(epoch FROM retires))
         ORDER BY signs_from), '[]')
  FROM signin_signingkey
 WHERE retires IS NULL OR retires > clock_timestamp()
""")


@dataclass(frozen=True)
class Key:
    """A key that is published; ``until`` is None as long as no next one was made."""

    kid: str
    alg: str
    public: dict[str, Any]
    private: jwk.ECKey | jwk.RSAKey
    signs_from: float
    until: float | None

    @property
    def counts(self) -> bool:
        """Whether it is still published at this moment."""
        return self.until is None or self.until > time.time()


class _Ring:
    """The keys as this process last read them."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.read_at = float("-inf")
        self.lock = threading.Lock()

    def current(self) -> list[Key]:
        if time.monotonic() - self.read_at > FRESH_SECONDS:
            with self.lock:
                if time.monotonic() - self.read_at > FRESH_SECONDS:
                    self.keys = _read()
                    self.read_at = time.monotonic()
        return self.keys


_ring = _Ring()


def forget() -> None:
    """Read the table again at the next question."""
    _ring.read_at = float("-inf")


def published() -> list[Key]:
    """The keys of the JWKS, oldest first. The first one of each algorithm is made when asked."""
    return [key for key in _ring.current() if key.counts]


def signing_key(alg: str) -> Key:
    """The key that signs now."""
    keys = [key for key in published() if key.alg == alg]
    now = time.time()
    return [key for key in keys if key.signs_from <= now][-1]


def sign(claims: dict[str, Any], alg: str, *, typ: str = "JWT") -> str:
    """A signed JWT by the present key of the algorithm."""
    return sign_with(signing_key(alg), orjson.dumps(claims), typ)


def sign_with(key: Key, payload: bytes, typ: str = "JWT") -> str:
    """A compact JWS. joserfc makes the signature; its header checks are left out (100 µs)."""
    header = half(orjson.dumps({"typ": typ, "alg": key.alg, "kid": key.kid}))
    text = f"{header}.{half(payload)}"
    signer = jws.default_registry.get_alg(key.alg)
    return f"{text}.{half(signer.sign(text.encode(), key.private))}"


def verified(text: str) -> dict[str, Any] | None:
    """The claims of a JWT of ours by a key that is still published; None for any other."""
    try:
        kid = jws.extract_compact(text.encode()).protected.get("kid")
        key = next(key for key in published() if key.kid == kid)
        found = jws.deserialize_compact(text, key.private, algorithms=[key.alg])
        claims = orjson.loads(found.payload)
    except (JoseError, ValueError, StopIteration):
        return None
    return claims if isinstance(claims, dict) else None


def _read() -> list[Key]:
    rows = READ()
    for alg in ALGORITHMS:
        if not any(row["alg"] == alg and row["from"] <= time.time() for row in rows):
            _first(alg)
            rows = READ()
    return [
        Key(
            row["kid"], row["alg"], row["public"], _opened(row["alg"], row["sealed"]),
            row["from"], row["until"],
        )
        for row in rows
    ]  # fmt: skip


def _opened(alg: str, sealed: str) -> jwk.ECKey | jwk.RSAKey:
    data = orjson.loads(crypto.decrypt(bytes.fromhex(sealed), PURPOSE))
    return jwk.ECKey.import_key(data) if alg == ES256 else jwk.RSAKey.import_key(data)


def _first(alg: str) -> None:
    """Make a key that signs at once, unless another process just did."""
    try:
        with transaction.atomic():
            _alone()
            now = clock.real_now()  # after the lock: a key that another just made counts
            if not SigningKey.objects.filter(alg=alg, signs_from__lte=now, retires=None).exists():
                make(alg, now)
    finally:
        if not connection.in_atomic_block:
            connection.close()


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def make(alg: str, signs_from: datetime) -> SigningKey:
    """A new key pair; those of its algorithm without an end retire some time after it begins."""
    key = jwk.ECKey.generate_key("P-256") if alg == ES256 else jwk.RSAKey.generate_key(2048)
    kid = key.thumbprint()
    public = {**key.as_dict(private=False), "kid": kid, "use": "sig", "alg": alg}
    SigningKey.objects.filter(alg=alg, retires=None).update(retires=signs_from + AFTER)
    private = orjson.dumps(key.as_dict(private=True)).decode()
    return SigningKey.objects.create(
        kid=kid,
        alg=alg,
        sealed=crypto.encrypt(private, PURPOSE),
        public_jwk=public,
        created=clock.real_now(),
        signs_from=signs_from,
    )


def rotate() -> None:
    """Publish the next key of each algorithm a week before it signs; drop what long retired."""
    now = clock.real_now()
    with transaction.atomic():
        _alone()
        for alg in ALGORITHMS:
            newest = SigningKey.objects.filter(alg=alg).order_by("-signs_from").first()
            if newest is not None and newest.signs_from + PERIOD - AHEAD <= now:
                make(alg, now + AHEAD)
        SigningKey.objects.filter(retires__lt=now - AFTER).delete()
    forget()
