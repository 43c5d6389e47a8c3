"""Texts that people type, as they are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sleutelbos.kernel.actions import Invalid


def line(text: str, field: str, *, most: int, required: str = "") -> str:
    """One line without control characters; Invalid when too long, or empty and ``required``."""
    cleaned = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return _checked(cleaned, field, most, required)


def block(text: str, field: str, *, most: int = 2000, required: str = "") -> str:
    """Lines without other control characters; Invalid as :func:`line`."""
    kept = "".join(one for one in text.replace("\r\n", "\n") if one == "\n" or one.isprintable())
    return _checked(kept.strip(), field, most, required)


def _checked(text: str, field: str, most: int, required: str) -> str:
    if required and not text:
        raise Invalid({field: required})
    if len(text) > most:
        raise Invalid({field: _t("Hou het onder %s tekens.") % most})
    return text
