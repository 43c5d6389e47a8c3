"""Where a partner leaves its files: a drop folder, or one HTTPS address.

A row is read by the room itself, with the columns of the file that a person may upload too.
"""

from __future__ import annotations

from pathlib import Path

import httpx
from django.utils.translation import gettext as _

from sleutelbos.connectors.fetching import NotReached, fetched, opened
from sleutelbos.tools.outside import FileFeed, IncomingFile, Unreachable

MOST_BYTES = 40 * 1024 * 1024
ENDINGS = (".csv", ".xlsx")


def feed_of(partner: str, place: str, token: str) -> FileFeed:
    """The feed that the settings name; ``partner`` is how sentences call who leaves the files."""
    if place.startswith("https://"):
        return HttpsFiles(partner, place, token)
    return FolderFiles(partner, Path(place))


class FolderFiles:
    """The last file of a folder by its name, so with the date in it: ``personeel-2026-11-30``.
    What is still being written has another ending (``.deel``) and is not seen."""

    def __init__(self, partner: str, folder: Path) -> None:
        self._partner, self._folder = partner, folder

    def newest(self) -> IncomingFile | None:
        """As the port says."""
        try:
            found = [
                path for path in self._folder.iterdir()
                if path.is_file() and path.suffix.lower() in ENDINGS
            ]  # fmt: skip
            if not found:
                return None
            path = max(found, key=lambda one: one.name)
            data = opened(path, MOST_BYTES)
        except OSError as error:
            sentence = _("De map met de bestanden van %s kan niet gelezen worden.") % self._partner
            raise Unreachable(sentence) from error
        return _bounded(self._partner, path.name, data)


class HttpsFiles:
    """What one address gives; it answers 204 or 404 when there is nothing."""

    def __init__(
        self, partner: str, url: str, token: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._partner, self._url, self._token = partner, url, token
        self._transport = transport

    def newest(self) -> IncomingFile | None:
        """As the port says."""
        try:
            found = fetched(self._url, self._token, MOST_BYTES, self._transport)
        except NotReached as error:
            raise Unreachable(_told(self._partner, error.status)) from error
        return None if found is None else _bounded(self._partner, *found)


def _told(partner: str, status: int) -> str:
    if not status:
        return _("%s is nu niet bereikbaar. Probeer het later opnieuw.") % partner
    told = {"partner": partner, "status": status}
    return _("%(partner)s antwoordt met fout %(status)s in plaats van met een bestand.") % told


def _bounded(partner: str, name: str, data: bytes) -> IncomingFile:
    if len(data) > MOST_BYTES:
        raise Unreachable(_("Het bestand van %s is te groot.") % partner)
    return IncomingFile(name, data)
