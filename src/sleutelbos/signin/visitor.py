"""What a request tells about the device, without keeping more than needed."""

from __future__ import annotations

import re
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS|Chromium)/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def device_of(request: HttpRequest) -> str:
    """Browser and system, e.g. ``Firefox, Windows``; empty when the browser doesn't say."""
    agent = request.headers.get("User-Agent", "")[:500]
    words = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return ", ".join(word for word in words if word)


def address_of(request: HttpRequest) -> str:
    """The IP address of the visitor; used as a keyed hash only.

    Behind a proxy (production) the last address that the proxy added counts: what stands before it
    the visitor may have made up.
    """
    if settings.SECURE_PROXY_SSL_HEADER is not None:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def site_of(request: HttpRequest) -> str:
    """Where the browser stands, e.g. ``https://toegang.example.be``; the host is an allowed one."""
    return f"{request.scheme}://{request.get_host()}"


def proxy_headers(request: HttpRequest) -> dict[str, str]:
    """The certificate header, when a proxy that we trust sent it; of anybody else nothing."""
    name: str = settings.CERTIFICATE_HEADER
    if not name or not _is_trusted(str(request.META.get("REMOTE_ADDR", ""))):
        return {}
    return {name.lower(): request.headers.get(name, "")}


def _is_trusted(address: str) -> bool:
    try:
        where = ip_address(address)
    except ValueError:
        return False
    return any(where in network for network in settings.TRUSTED_PROXIES)


def _first(table: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in table if re.search(pattern, agent)), "")
