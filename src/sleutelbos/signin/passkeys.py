"""Passkeys (WebAuthn level 2) with user verification; the library does the cryptography.

A passkey belongs to one site: the host name of the address at which the browser stands. An IP
address has no passkeys; the demo on this machine has them at http://localhost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from sleutelbos.register.public import Person
from sleutelbos.signin.models import Key

NAME = "Sleutelbos"
LARGEST = 20_000  # characters of what a browser sends


class BadPasskey(ValueError):
    """What the browser sent is not a proof."""


@dataclass(frozen=True)
class Registered:
    """A new passkey: what we keep of it."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]


def host_of(site: str) -> str:
    """The host name to which passkeys of this site belong; empty when it can have none."""
    parts = urlsplit(site)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host if parts.scheme == "https" or host == "localhost" else ""
    return ""


def creation_options(site: str, person: Person, existing: list[Key]) -> tuple[str, bytes]:
    """What the browser needs to make a passkey (JSON), and the challenge to keep."""
    options = webauthn.generate_registration_options(
        rp_id=host_of(site),
        rp_name=NAME,
        user_id=person.uid.bytes,
        user_name=person.name,
        user_display_name=person.name,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=bytes(key.credential_id))
            for key in existing
            if key.credential_id
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return webauthn.options_to_json(options), options.challenge


def registered(site: str, challenge: bytes, credential: str) -> Registered:
    """Check what the browser made. Raises BadPasskey."""
    sent = _read(credential)
    try:
        made = webauthn.verify_registration_response(
            credential=sent,
            expected_challenge=challenge,
            expected_rp_id=host_of(site),
            expected_origin=site,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise BadPasskey(str(fault)) from fault
    named = sent.get("response", {}).get("transports", [])
    transports = tuple(str(one)[:20] for one in named[:8]) if isinstance(named, list) else ()
    return Registered(made.credential_id, made.credential_public_key, made.sign_count, transports)


def request_options(site: str) -> tuple[str, bytes]:
    """What the browser needs to use a passkey (JSON), and the challenge to keep."""
    options = webauthn.generate_authentication_options(
        rp_id=host_of(site), user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options), options.challenge


def credential_id_of(credential: str) -> bytes:
    """Which passkey the browser used. Raises BadPasskey."""
    try:
        return webauthn.base64url_to_bytes(_read(credential)["rawId"])
    except (KeyError, TypeError, ValueError) as fault:
        raise BadPasskey(str(fault)) from fault


def used(site: str, challenge: bytes, credential: str, key: Key) -> int:
    """Check a proof with a key that we know; its new counter. Raises BadPasskey."""
    sent = _read(credential)
    whose = sent.get("response", {}).get("userHandle")
    if whose is not None and whose != bytes_to_base64url(key.person.uid.bytes):
        raise BadPasskey("the passkey is of somebody else")
    try:
        proof = webauthn.verify_authentication_response(
            credential=sent,
            expected_challenge=challenge,
            expected_rp_id=host_of(site),
            expected_origin=site,
            credential_public_key=bytes(key.public_key or b""),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise BadPasskey(str(fault)) from fault
    return proof.new_sign_count


def _read(credential: str) -> dict[str, Any]:
    if len(credential) > LARGEST:
        raise BadPasskey("too long")
    try:
        sent = json.loads(credential)
    except ValueError as fault:
        raise BadPasskey("not JSON") from fault
    if not isinstance(sent, dict) or not isinstance(sent.get("response"), dict):
        raise BadPasskey("not a credential")
    return sent
