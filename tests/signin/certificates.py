"""A certificate authority of our own, in the shape of the Belgian eID (subject layout)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sleutelbos.kernel import clock

DAY = timedelta(days=1)


class Authority:
    """Signs cards; ``file`` holds its root as PEM."""

    def __init__(self, folder: Path, name: str = "Belgium Root CA4") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = clock.real_now()
        self.root = (
            self._certificate(self.name, self.key.public_key(), now)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(certificates=True), critical=True)
            .sign(self.key, hashes.SHA256())
        )
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))

    def card(
        self,
        number: str,
        *,
        since: datetime | None = None,
        days: int = 30,
        purpose: x509.ObjectIdentifier = ExtendedKeyUsageOID.CLIENT_AUTH,
    ) -> str:
        """The header with the certificate of somebody's card, as nginx escapes it."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "BE"),
                x509.NameAttribute(NameOID.COMMON_NAME, "Nore Wouters (Authentication)"),
                x509.NameAttribute(NameOID.GIVEN_NAME, "Nore"),
                x509.NameAttribute(NameOID.SURNAME, "Wouters"),
                *([x509.NameAttribute(NameOID.SERIAL_NUMBER, number)] if number else []),
            ]
        )
        holder = ec.generate_private_key(ec.SECP256R1())
        found = (
            self._certificate(subject, holder.public_key(), since or clock.real_now(), days)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
            .add_extension(
                x509.SubjectAlternativeName([x509.RFC822Name("an@example.be")]), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )
        return quote(found.public_bytes(serialization.Encoding.PEM).decode())

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey, since: datetime, days: int = 30
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(since - DAY)
            .not_valid_after(since + days * DAY)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )
