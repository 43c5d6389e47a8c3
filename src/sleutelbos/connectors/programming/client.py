"""Where Onderwijs leaves approved programmatieaanvragen: a drop folder, or one HTTPS address.

A row is read by the room itself, with the columns of the file that the department may upload too.
"""

from __future__ import annotations

from pathlib import Path

import httpx
from django.utils.translation import gettext as _

from sleutelbos.connectors.fetching import NotReached, fetched, opened
from sleutelbos.duallearning.recognition.ports import (
    ProgrammingFeed,
    ProgrammingFile,
    ProgrammingUnreachable,
)

MOST_BYTES = 20 * 1024 * 1024
ENDINGS = (".csv", ".xlsx")


def feed_of(place: str, token: str) -> ProgrammingFeed:
    """The feed that the settings name."""
    return (
        HttpsProgramming(place, token)
        if place.startswith("https://")
        else FolderProgramming(Path(place))
    )


class FolderProgramming:
    """The last file of a folder by its name, so with the date in it: ``programmaties-2026-11-30``.
    What is still being written has another ending (``.deel``) and is not seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def newest(self) -> ProgrammingFile | None:
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
            sentence = _("De map met de programmatieaanvragen kan niet gelezen worden.")
            raise ProgrammingUnreachable(sentence) from error
        return _bounded(path.name, data)


class HttpsProgramming:
    """What one address gives; it answers 204 or 404 when there is nothing."""

    def __init__(self, url: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._token, self._transport = url, token, transport

    def newest(self) -> ProgrammingFile | None:
        """As the port says."""
        try:
            found = fetched(self._url, self._token, MOST_BYTES, self._transport)
        except NotReached as error:
            sentence = _("Onderwijs is nu niet bereikbaar. Probeer het later opnieuw.")
            if error.status:
                sentence = _("Onderwijs antwoordt met fout %s in plaats van met een bestand.")
                sentence %= error.status
            raise ProgrammingUnreachable(sentence) from error
        return None if found is None else _bounded(*found)


def _bounded(name: str, data: bytes) -> ProgrammingFile:
    if len(data) > MOST_BYTES:
        raise ProgrammingUnreachable(_("Het bestand met programmatieaanvragen is te groot."))
    return ProgrammingFile(name, data)
