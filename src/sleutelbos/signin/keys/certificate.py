"""The eID in a card reader, by way of a trusted proxy."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.signin import certificates
from sleutelbos.signin.keys import strangers
from sleutelbos.signin.keys.base import Given, NotProven, Proof
from sleutelbos.signin.states import LEVELS, KeyKind

NOTHING = _(
    "We vonden geen geldig certificaat. Steek uw eID in de kaartlezer, sluit de browser, open hem "
    "opnieuw en probeer het nog eens."
)


class CertificateKey:
    """Something one has and the pincode of the card."""

    code: str = KeyKind.CERTIFICATE
    label: type_of_text = KeyKind.CERTIFICATE.label
    explanation: type_of_text = _("Uw identiteitskaart in een kaartlezer, en uw pincode.")
    icon = "user"
    level = LEVELS[KeyKind.CERTIFICATE]

    def offered(self) -> bool:
        """When the instance names its proxy and its roots."""
        return bool(settings.CERTIFICATE_HEADER and settings.CERTIFICATE_ROOTS)

    def begin(self) -> str:
        """The page behind the address at which the proxy asks for the card."""
        return reverse("signin:eid")

    def verify(self, given: Given) -> Proof:
        """The person of the number in the certificate that the proxy handed on."""
        roots: Path | None = settings.CERTIFICATE_ROOTS
        if roots is None or not self.offered():
            raise NotProven(NOTHING)
        header = given.headers.get(settings.CERTIFICATE_HEADER.lower(), "")
        try:
            trusted = certificates.roots(roots)
            holder = certificates.holder_of(header, trusted)
        except certificates.BadCertificate as fault:
            raise NotProven(NOTHING) from fault
        person = strangers.person_of(holder.number, holder.given_name, holder.family_name)
        return Proof(person, KeyKind.CERTIFICATE)
