"""Addresses of a client, where people come back and where it is told things: what is wrong. Pure.

RFC 6749 §3.1.2, RFC 8252 §7 (apps), RFC 9700 §2.1 (best practice): compared exactly, https, no
wildcard. An app on a telephone may have a scheme of its own, in reverse domain notation.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text

LONGEST = 500  # characters
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
OWN_SCHEME = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+")
HOST_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
WRITTEN = re.compile(r"[!-~]+")  # visible ASCII: what stands in an address, the rest %-encoded
MOST_ADDRESSES = 40

TOO_LONG = _("Dit adres is te lang: hoogstens 500 tekens.")
NOT_ABSOLUTE = _("Schrijf het volledige adres, zoals https://toepassing.example.be/terug.")
SIGNS = _("In dit adres staat een spatie of een teken dat er niet mag staan.")
WILDCARD = _("Een * mag niet. Zet elk adres volledig op een eigen regel.")
USER_INFO = _("Zet geen gebruikersnaam of wachtwoord in een adres.")
NOT_HTTPS = _("Begin met https://. Alleen localhost, 127.0.0.1 en [::1] mogen met http://.")
FRAGMENT = _(
    "Een # mag niet, tenzij de client de verzwakking “Terugkeeradres met een fragment” heeft."
)
NO_FRAGMENT = _("Een # mag niet in dit adres.")
OWN_NOT_HERE = _("Een eigen schema mag alleen bij een publieke client. Gebruik https://.")
OWN_FORM = _("Schrijf een eigen schema als een omgekeerde domeinnaam, zoals be.example.app:/terug.")
HOST = _("De naam van de server in dit adres klopt niet.")
PORT = _("De poort in dit adres klopt niet.")


def return_fault(address: str, *, public: bool, fragment: bool) -> type_of_text:
    """What is wrong with an address to which people come back; empty when nothing is."""
    parts = _split(address)
    if not isinstance(parts, SplitResult):
        return parts
    if parts.scheme not in ("https", "http"):
        return _own_scheme_fault(parts, public=public)
    if "#" in address and not fragment:
        return FRAGMENT
    return _web_fault(parts)


def endpoint_fault(address: str) -> type_of_text:
    """What is wrong with an address that our server calls; empty when nothing is."""
    parts = _split(address)
    if not isinstance(parts, SplitResult):
        return parts
    if parts.scheme not in ("https", "http"):
        return NOT_HTTPS
    if "#" in address:
        return NO_FRAGMENT
    return _web_fault(parts)


def _split(address: str) -> SplitResult | type_of_text:
    """The parts of an address, or what is wrong with how it is written."""
    if len(address) > LONGEST:
        return TOO_LONG
    if not WRITTEN.fullmatch(address) or "\\" in address:
        return SIGNS
    if "*" in address:
        return WILDCARD
    try:
        parts = urlsplit(address)
    except ValueError:
        return HOST
    return parts if parts.scheme else NOT_ABSOLUTE


def _own_scheme_fault(parts: SplitResult, *, public: bool) -> type_of_text:
    if not OWN_SCHEME.fullmatch(parts.scheme):
        return NOT_HTTPS
    if not public:
        return OWN_NOT_HERE
    good = parts.path.startswith("/") or bool(parts.netloc)
    return "" if good and not parts.fragment and "@" not in parts.netloc else OWN_FORM


def _web_fault(parts: SplitResult) -> type_of_text:
    if "@" in parts.netloc:
        return USER_INFO
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return PORT
    if not host:
        return NOT_ABSOLUTE
    if parts.scheme == "http" and host not in LOOPBACK:
        return NOT_HTTPS
    if port == 0:
        return PORT
    return "" if _is_host(host) else HOST


def _is_host(host: str) -> bool:
    """A name, or an address of IPv4 or IPv6."""
    if ":" in host or re.fullmatch(r"[0-9.]+", host):
        try:
            ip_address(host)
        except ValueError:
            return False
        return True
    labels = host.removesuffix(".").split(".")
    return len(host) <= 253 and all(HOST_LABEL.fullmatch(label) for label in labels)
