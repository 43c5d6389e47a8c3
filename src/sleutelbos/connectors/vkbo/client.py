"""VKBO of Digitaal Vlaanderen: one enterprise or vestiging by its number (OGC API Features).

Free and without a key. Its habits (data_standards §1.4): a single space is nothing, 1900-01-01 and
9999-12-31 are no dates, and control characters stand in its JSON.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
from django.utils.translation import gettext as _

from sleutelbos.connectors.vkbo import mapping
from sleutelbos.register.ports.kbo import EntityStatus, KboUnreachable

PLACE = "https://geo.api.vlaanderen.be/VKBO/ogc/features/v1"
ITEMS = "/collections/Vkbo/items"
TIMEOUT = httpx.Timeout(5, read=20)
MOST_BYTES = 2**20
MOST_ITEMS = 5  # one is wanted


class Vkbo:
    """The service at an address."""

    def __init__(self, url: str = PLACE, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._transport = url.rstrip("/") + ITEMS, transport

    def status_of(self, number: str) -> EntityStatus | None:
        """As the port says."""
        if len(number) != 10 or not (number.isascii() and number.isdigit()):
            return None
        asked = {
            "f": "application/json",
            "filter-lang": "cql-text",
            "filter": f"Ondernemingsnr='{number}'",
            "limit": str(MOST_ITEMS),
        }
        try:
            found = mapping.read(self._answer(asked), number)
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KboUnreachable(_("VKBO is nu niet bereikbaar.")) from error
        return found

    def _answer(self, asked: dict[str, str]) -> Any:
        with (
            httpx.Client(timeout=TIMEOUT, transport=self._transport) as client,
            client.stream("GET", self._url, params=asked) as response,
        ):
            response.raise_for_status()
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    raise ValueError("too long")
        return json.loads(body.decode("utf-8"), strict=False)
