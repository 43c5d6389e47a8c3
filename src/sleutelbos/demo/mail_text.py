"""The text of a mail with its links made into links of this site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
HERE = {"127.0.0.1", "localhost"}


@dataclass(frozen=True)
class Piece:
    """A piece of text; ``url`` is empty when it is no link."""

    text: str
    url: str = ""


def pieces(body: str) -> list[Piece]:
    """Text and links in turn. Only addresses of our own pages become links, without their host.

    The demo may have been loaded under another port than the one it is visited at.
    """
    found: list[Piece] = []
    end = 0
    for match in ADDRESS.finditer(body):
        found.append(Piece(body[end : match.start()]))
        found.append(Piece(match[0], own_path(match[0])))
        end = match.end()
    found.append(Piece(body[end:]))
    return [piece for piece in found if piece.text]


def own_path(address: str) -> str:
    """The path of an address of this site; empty for any other."""
    parts = urlsplit(address)
    if parts.hostname not in HERE and not address.startswith(f"{settings.BASE_URL}/"):
        return ""
    try:
        resolve(parts.path)
    except Resolver404:
        return ""
    return parts._replace(scheme="", netloc="").geturl()
