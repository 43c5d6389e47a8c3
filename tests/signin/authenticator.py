"""A passkey in software: makes and uses credentials as a phone does (WebAuthn §6, FIDO ES256)."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def data(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Authenticator:
    """One credential for one site; ``flags`` says whether its owner unlocked it."""

    origin: str = "http://localhost"
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    counter: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    user: str = ""

    def make(self, options: str) -> str:
        """What ``navigator.credentials.create`` gives, as the page sends it."""
        given = json.loads(options)
        self.user = given["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = b"\0" * 16 + len(self.id).to_bytes(2) + self.id + cbor2.dumps(cose)
        statement = {"fmt": "none", "attStmt": {}, "authData": self._facts(ATTESTED) + attested}
        response = {
            "clientDataJSON": text(self._client("webauthn.create", given["challenge"])),
            "attestationObject": text(cbor2.dumps(statement)),
            "transports": ["internal"],
        }
        return self._credential(response)

    def use(self, options: str) -> str:
        """What ``navigator.credentials.get`` gives, as the page sends it."""
        self.counter += 1
        client = self._client("webauthn.get", json.loads(options)["challenge"])
        facts = self._facts()
        signed = self.key.sign(facts + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": text(client),
            "authenticatorData": text(facts),
            "signature": text(signed),
            "userHandle": self.user,
        }
        return self._credential(response)

    def _facts(self, more: int = 0) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + self.counter.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _credential(self, response: dict[str, object]) -> str:
        both = {"id": text(self.id), "rawId": text(self.id), "type": "public-key"}
        return json.dumps({**both, "response": response})
