"""Public keys of a client: what somebody pasted, and what is said when it can't be taken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joserfc import jwk

from sleutelbos.access.client_assertion import imported
from sleutelbos.access.client_keys import KeysFault, described, read_keys

RSA = jwk.RSAKey.generate_key(2048).as_dict(private=False)
EC = jwk.ECKey.generate_key("P-256").as_dict(private=False)


def said(value: Any) -> str:
    with pytest.raises(KeysFault) as caught:
        read_keys(value if isinstance(value, str) else json.dumps(value))
    return str(caught.value)


@pytest.mark.requirement("G24")
def test_a_set_or_a_single_key_is_taken() -> None:
    assert read_keys(json.dumps({"keys": [RSA, EC]})) == {"keys": [RSA, EC]}
    assert read_keys(json.dumps(EC)) == {"keys": [EC]}
    p384 = jwk.ECKey.generate_key("P-384").as_dict(private=False)
    assert read_keys(json.dumps(p384)) == {"keys": [p384]}


def test_what_is_taken_counts_at_the_provider() -> None:
    """The keys that the provider checks assertions with are read from what is kept here."""
    assert len(imported(json.dumps(read_keys(json.dumps({"keys": [RSA, EC]}))))) == 2


@pytest.mark.requirement("G24")
@pytest.mark.parametrize(
    "key", [jwk.RSAKey.generate_key(2048), jwk.ECKey.generate_key("P-256")], ids=["RSA", "EC"]
)
def test_a_private_key_is_not_taken_and_its_owner_is_told(key: Any) -> None:
    text = said(key.as_dict(private=True))
    assert "private sleutel" in text
    assert "nieuw sleutelpaar" in text
    assert key.as_dict(private=True)["d"] not in text
    assert "private sleutel" in said(key.as_pem(private=True).decode())


@pytest.mark.requirement("G24")
def test_a_shared_secret_is_no_public_key() -> None:
    assert "private sleutel" in said(jwk.OctKey.generate_key(256).as_dict())


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("geen json", "geen JWKS"),
        ("[]", "lijst “keys”"),
        ({"keys": "x"}, "lijst “keys”"),
        ({"keys": ["x"]}, "lijst “keys”"),
        ({"keys": []}, "geen sleutel"),
        ({"keys": [EC] * 11}, "hoogstens 10"),
        ("[" * 100_000, "te groot"),
        ("[" * 50_000, "geen JWKS"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA"}, "RSA of EC"),
        ({"kty": ["RSA"]}, "RSA of EC"),
        ({**EC, "crv": "secp256k1"}, "P-256"),
        ({**EC, "x": EC["y"]}, "niet goed geschreven"),
        ({**EC, "x": 5}, "niet goed geschreven"),
        ({"kty": "EC", "crv": "P-256", "x": EC["x"]}, "niet goed geschreven"),
        ({**EC, "use": "enc"}, "(use)"),
        ({**EC, "alg": "HS256"}, "(alg)"),
        ({"keys": [{**EC, "kid": "a"}, {**RSA, "kid": "a"}]}, "dezelfde naam"),
        (jwk.RSAKey.generate_key(1024).as_dict(private=False), "2048 bits"),
    ],
)
def test_what_can_not_be_taken(value: Any, sentence: str) -> None:
    assert sentence in said(value)


def test_only_what_a_key_needs_is_kept() -> None:
    kept = read_keys(json.dumps({**EC, "kid": "een", "x5c": ["…"], "eigen": 1}))
    assert kept == {"keys": [{**EC, "kid": "een"}]}


def test_keys_in_words() -> None:
    assert described({"keys": [{**EC, "kid": "een"}, RSA]}) == [
        "EC P-256, kid een",
        "RSA 2048 bits",
    ]
    assert described(None) == []
