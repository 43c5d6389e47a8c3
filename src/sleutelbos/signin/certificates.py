"""The certificate of an eID (or another client certificate), handed on by a trusted proxy.

The proxy ends TLS: it asked for the certificate and saw that the visitor holds its key. It sends
the certificate as a header; we check the chain to the configured roots, the dates and the purpose
once more, and read the national number (``serialNumber`` of the subject, RFC 3739). The header of
anybody but the proxy is thrown away (see ``middleware.py``).
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from cryptography import x509
from cryptography.x509.oid import NameOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from sleutelbos.kernel import clock

LARGEST = 20_000  # characters of the header
MOST = 8  # certificates in one header


@dataclass(frozen=True)
class Holder:
    """Whose certificate it is: eleven digits and the names on the card."""

    number: str
    given_name: str
    family_name: str


class BadCertificate(ValueError):
    """The certificate proves nothing."""


def roots(path: Path) -> list[x509.Certificate]:
    """The roots of a PEM file. Raises OSError or ValueError when it can't be read."""
    return x509.load_pem_x509_certificates(path.read_bytes())


def holder_of(header: str, trusted: list[x509.Certificate]) -> Holder:
    """Who stands in a certificate that leads to a trusted root. Raises BadCertificate."""
    leaf, *between = _read(header)
    verifier = PolicyBuilder().store(Store(trusted)).time(clock.real_now()).build_client_verifier()
    try:
        verifier.verify(leaf, between)
    except VerificationError as fault:
        raise BadCertificate(str(fault)) from fault
    number = _one(leaf, NameOID.SERIAL_NUMBER)
    if not number:
        raise BadCertificate("no national number")
    return Holder(number, _one(leaf, NameOID.GIVEN_NAME), _one(leaf, NameOID.SURNAME))


def _one(leaf: x509.Certificate, name: x509.ObjectIdentifier) -> str:
    """The attribute of the subject; empty when it stands there not once."""
    found = leaf.subject.get_attributes_for_oid(name)
    return str(found[0].value) if len(found) == 1 else ""


def _read(header: str) -> list[x509.Certificate]:
    """PEM, URL-encoded as nginx does, or bare base64 as RFC 9440 does (``:…:``)."""
    text = unquote(header.strip())
    if len(text) > LARGEST:
        raise BadCertificate("too long")
    try:
        if text.startswith("-----BEGIN"):
            found = x509.load_pem_x509_certificates(text.encode("ascii"))
        else:
            der = base64.b64decode(text.strip(":"), validate=True)
            found = [x509.load_der_x509_certificate(der)]
    except (ValueError, binascii.Error) as fault:
        raise BadCertificate("not a certificate") from fault
    if not found or len(found) > MOST:
        raise BadCertificate("too many certificates")
    return found
