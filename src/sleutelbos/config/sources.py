"""Reads settings that name files and networks; a wrong one stops the start with a clear line."""

from __future__ import annotations

import json
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

UPSTREAM_NAMES = {"issuer", "client_id", "key", "secret", "scope", "number_claim"}


def path(text: str) -> Path | None:
    """A path, None when nothing is said."""
    return Path(text) if text else None


def day(name: str, text: str) -> date | None:
    """A day as 2026-12-31, None when nothing is said. Raises ValueError for a text that is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{name}: use a day like 2026-12-31") from None


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    """Networks, comma separated. Raises ValueError for a text that is none."""
    return [ip_network(one.strip()) for one in text.split(",") if one.strip()]


def upstream(file: str) -> dict[str, Any] | None:
    """The provider at which people may sign in too; ``key`` is relative to the file.

    Raises ValueError when the file isn't complete.
    """
    if not file:
        return None
    data: dict[str, Any] = json.loads(Path(file).read_text("utf-8"))
    if set(data) - UPSTREAM_NAMES or not {"issuer", "client_id"} <= set(data):
        raise ValueError(f"SLEUTELBOS_UPSTREAM: {file} must name issuer and client_id")
    if bool(data.get("key")) == bool(data.get("secret")):
        raise ValueError(f"SLEUTELBOS_UPSTREAM: {file} must name either key or secret")
    if data.get("key"):
        data["key"] = Path(file).parent / data["key"]
    data["issuer"] = str(data["issuer"]).rstrip("/")
    return data


def scanner(name: str, text: str) -> str:
    """Where the virus scanner listens, empty when there is none. Raises ValueError for an address
    in the setting ``name`` that is neither ``tcp://host:port`` nor ``unix:///path``.
    """
    found = urlsplit(text)
    over_tcp = found.scheme == "tcp" and found.hostname and found.port
    if text and not over_tcp and not (found.scheme == "unix" and found.path):
        raise ValueError(f"{name}: use tcp://host:3310 or unix:///run/clamav/clamd.ctl")
    return text


def place(name: str, text: str) -> str:
    """Where a partner leaves its files: a folder, or an address over HTTPS. Raises ValueError for
    an address that would carry the token or password of the setting ``name`` in the clear.
    """
    if "://" in text and not text.startswith("https://"):
        raise ValueError(f"{name}: use a folder or an address that begins with https://")
    return text
