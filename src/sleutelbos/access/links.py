"""Addresses that pages and other rooms build alike."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse


def asked_link(known: Mapping[str, str | list[str]]) -> str:
    """The page on which one asks for a right, with what is known filled in.

    ``organisatie`` is a uid, ``recht`` and ``rol`` are codes.
    """
    query = urlencode(known, doseq=True)
    return reverse("access:ask") + (f"?{query}" if query else "")
