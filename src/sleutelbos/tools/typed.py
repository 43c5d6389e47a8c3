"""Texts as people type or send them, without the signs that nobody sees."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Single spaces, without line breaks and other control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def lines(text: str) -> str:
    """Without control characters other than line breaks, nor space around it."""
    signs = text.replace("\r\n", "\n")
    return "".join(sign for sign in signs if sign == "\n" or sign.isprintable()).strip()
