"""A VKBO in memory, and the same behind HTTP: both pass the tests of the real client."""

from __future__ import annotations

import json
import re

import httpx

from sleutelbos.connectors.vkbo.client import Vkbo
from sleutelbos.connectors.vkbo.mapping import feature_of
from sleutelbos.register.ports.kbo import EntityStatus, KboUnreachable


class FakeVkbo:
    """Knows what it was told; ``away`` is its bad day."""

    def __init__(self, *statuses: EntityStatus) -> None:
        self.known = {status.number: status for status in statuses}
        self.away = False

    def status_of(self, number: str) -> EntityStatus | None:
        """As the port says."""
        if self.away:
            raise KboUnreachable("VKBO is nu niet bereikbaar.")
        return self.known.get(number)

    def served(self) -> Vkbo:
        """The real client, with this one behind it."""
        return Vkbo("https://vkbo.test/v1", httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            return httpx.Response(503)
        asked = re.fullmatch(r"Ondernemingsnr='(\d{10})'", request.url.params["filter"])
        status = self.known.get(asked[1]) if asked else None
        features = [feature_of(status)] if status else []
        body = json.dumps({"type": "FeatureCollection", "features": features})
        return httpx.Response(200, text=body.replace('": "', '": "\x0b'))  # as the real one may
