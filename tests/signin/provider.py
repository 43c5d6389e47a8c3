"""A small upstream OpenID provider on loopback, as honest or as false as a test wants it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT = "8d6f1c1e-0000-4000-8000-000000000001"
URN = "urn:be:vlaanderen:authmech:"


@dataclass
class Provider:
    """``lies`` changes the claims of the next ID token; ``asked`` keeps what came in."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    published: list[Any] = field(default_factory=list)
    confused: bool = False
    client_key: Any = None
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def allow(self, address: str, code: str = "code-1") -> dict[str, str]:
        """What happens when the person signs in there: the parameters with which he comes back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/v1/auth",
            "token_endpoint": f"{self.issuer}/v1/token",
            "jwks_uri": f"{self.issuer}/v1/keys",
            **self.metadata,
        }

    def keys(self) -> dict[str, Any]:
        found = self.published or [self.key]
        return {"keys": [key.as_dict(private=False) for key in found]}

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(form)
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or not self._knows(form):
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if (
            _half(digest) != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "abc",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.lies,
        }
        if self.confused:
            return 200, {"id_token": self._confused(claims), "access_token": "x"}
        header = {"alg": "RS256", "kid": "one"}
        return 200, {"id_token": jwt.encode(header, claims, self.key), "access_token": "x"}

    def _confused(self, claims: dict[str, Any]) -> str:
        """Signed with the public key as if it were a shared secret."""
        parts = ({"alg": "HS256", "kid": "one"}, claims)
        text = ".".join(_half(json.dumps(part).encode()) for part in parts)
        secret = self.key.as_pem(private=False)
        return f"{text}.{_half(hmac.digest(secret, text.encode(), 'sha256'))}"

    def _knows(self, form: dict[str, str]) -> bool:
        if self.client_key is None:
            return form.get("client_secret") == "geheim"
        keys = KeySet([ECKey.import_key(self.client_key)])
        claims = jwt.decode(form["client_assertion"], keys, algorithms=["ES256"]).claims
        return bool(claims["iss"] == claims["sub"] == CLIENT and claims["aud"] == self.issuer)


def _half(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Serve it on a free port of the loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {
                "/.well-known/openid-configuration": provider.discovery,
                "/v1/keys": provider.keys,
            }
            path = self.path.removeprefix("/op")
            self._send(200, found[path]()) if path in found else self._send(404, {})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._send(*provider.token(dict(parse_qsl(self.rfile.read(length).decode()))))

        def _send(self, status: int, data: dict[str, Any]) -> None:
            body = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}/op"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
