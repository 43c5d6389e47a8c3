"""Where ESF leaves its files: a drop folder, or one address over HTTPS with a bearer token."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
from django.utils.translation import gettext as _

from sleutelbos.connectors.esf.contract import HEADER
from sleutelbos.connectors.esf.raw import MOST_BYTES, ZIP, Refused, from_csv, unzipped
from sleutelbos.connectors.fetching import NotReached, fetched, opened
from sleutelbos.timereg.ports import FeedSource, Parcel, Unreachable

UNKNOWN = 10**18  # such a file comes first: its fault must be told, not passed over


def source_of(place: str, token: str) -> FeedSource:
    """The source that the settings name."""
    return HttpsSource(place, token) if place.startswith("https://") else FolderSource(Path(place))


class FolderSource:
    """The file with the highest sequence number in a folder: ``*.jsonl``, ``*.zip``, or a folder
    of CSV files. What is still being written has another ending (``.deel``) and is not seen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def newest(self) -> Parcel | None:
        """As the port says."""
        try:
            found = [(sequence_of(parcel), parcel.name, parcel) for parcel in self._parcels()]
        except OSError as error:
            sentence = _("De map met de bestanden van ESF kan niet gelezen worden.")
            raise Unreachable(sentence) from error
        return max(found, key=lambda one: one[:2])[2] if found else None

    def _parcels(self) -> Iterator[Parcel]:
        if (self._folder / HEADER.file).exists():
            yield packed(self._folder)
        for path in sorted(self._folder.iterdir()):
            if path.is_dir() and (path / HEADER.file).exists():
                yield packed(path)
            elif path.is_file() and path.suffix in (".jsonl", ".zip"):
                yield Parcel(path.name, opened(path, MOST_BYTES))


class HttpsSource:
    """What one address gives; it answers 204 or 404 when there is nothing."""

    def __init__(self, url: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        self._url, self._token, self._transport = url, token, transport

    def newest(self) -> Parcel | None:
        """As the port says."""
        try:
            found = fetched(self._url, self._token, MOST_BYTES, self._transport)
        except NotReached as error:
            sentence = _("ESF is nu niet bereikbaar. Probeer het later opnieuw.")
            if error.status:
                sentence = _("ESF antwoordt met fout %(status)s in plaats van met een bestand.")
                sentence %= {"status": error.status}
            raise Unreachable(sentence) from error
        if found is None:
            return None
        name, data = found
        if len(data) > MOST_BYTES:
            raise Unreachable(_("Het bestand van ESF is te groot."))
        return Parcel(name, data)


def packed(folder: Path) -> Parcel:
    """A folder of CSV files as one ZIP; what doesn't belong there goes along, to be named."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(folder.glob("*.csv")):
            archive.writestr(path.name, opened(path, MOST_BYTES))
    return Parcel(folder.name, buffer.getvalue())


def sequence_of(parcel: Parcel) -> int:
    """The sequence number that a file claims, from its first line only."""
    try:
        if parcel.data.startswith(ZIP):
            files = unzipped(parcel.data)
            rows = from_csv(HEADER.file, files.get(HEADER.file, b""))
            return int(next(rows).values["volgnummer"])
        first = parcel.data.partition(b"\n")[0]
        return int(json.loads(first.decode("utf-8-sig"))["volgnummer"])
    except (Refused, ValueError, KeyError, TypeError, StopIteration, RecursionError):
        return UNKNOWN
