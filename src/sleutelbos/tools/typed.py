"""Texts as people type or send them, without the signs that nobody sees."""

from __future__ import annotations

import unicodedata


def one_line(text: str) -> str:
    """Single spaces, without line breaks and other control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def lines(text: str) -> str:
    """Without control characters other than line breaks, nor space around it."""
    signs = text.replace("\r\n", "\n")
    return "".join(sign for sign in signs if sign == "\n" or sign.isprintable()).strip()


def folded(text: str) -> str:
    """Without capitals and accents: how names that people type are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
