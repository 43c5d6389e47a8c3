"""Texts that people type, as they are kept."""

from __future__ import annotations

from django.utils.translation import gettext as _t

from sleutelbos.kernel.actions import Invalid
from sleutelbos.tools import typed


def line(text: str, field: str, *, most: int, required: str = "") -> str:
    """One line without control characters; Invalid when too long, or empty and ``required``."""
    return _checked(typed.one_line(text), field, most, required)


def block(text: str, field: str, *, most: int = 2000, required: str = "") -> str:
    """Lines without other control characters; Invalid as :func:`line`."""
    return _checked(typed.lines(text), field, most, required)


def _checked(text: str, field: str, most: int, required: str) -> str:
    if required and not text:
        raise Invalid({field: required})
    if len(text) > most:
        raise Invalid({field: _t("Hou het onder %s tekens.") % most})
    return text
