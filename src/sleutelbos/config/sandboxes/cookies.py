"""Cookies of the sandboxes have other names than those of the real instance.

Two ports of one host share their cookies. So the front lets a sandbox see its own only, and gives
what it sets another name: nothing of the real instance ever reaches it.
"""

from __future__ import annotations

MARK = "speeltuin-"


def inwards(header: str) -> str:
    """The Cookie header as a sandbox sees it: its own, by the names that it gave them."""
    pairs = (pair.strip() for pair in header.split(";"))
    return "; ".join(pair.removeprefix(MARK) for pair in pairs if pair.startswith(MARK))


def outwards(header: str) -> str:
    """A Set-Cookie header as the browser keeps it."""
    return MARK + header.lstrip()


def value_of(header: str, name: str) -> str:
    """The value of one cookie; empty without it."""
    for pair in header.split(";"):
        key, _equals, value = pair.strip().partition("=")
        if key == name:
            return value
    return ""
