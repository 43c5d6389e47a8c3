"""From bytes to raw lines: JSON Lines, a ZIP of CSV files, a folder of them. Hostile until read.

A file that is damaged anywhere is refused as a whole: nobody knows what is missing from it.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sleutelbos.connectors.esf.contract import FILES, KINDS, Kind
from sleutelbos.timereg.ports import Fault, Parcel, Spot

MOST_BYTES = 100 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_LINES = 500_000
MOST_IN_LINE = 20_000
SHOWN = 60
ZIP = b"PK"
BROKEN = (  # what zipfile raises for bytes that are no good archive
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError, EOFError,
    ValueError, OverflowError, LookupError,
)  # fmt: skip


class Refused(Exception):
    """The file can't be used as a whole."""

    def __init__(self, sentence: str, spot: Spot | None = None, column: str = "") -> None:
        super().__init__(sentence)
        self.fault = Fault(spot, column, sentence)


@dataclass(frozen=True)
class RawLine:
    """A line of a known kind: its fields as they came, and where it stood."""

    kind: Kind
    spot: Spot
    values: Mapping[str, Any] = field(default_factory=dict)


def lines_of(parcel: Parcel) -> Iterator[RawLine]:
    """The lines of a file, in order; raises Refused."""
    if len(parcel.data) > MOST_BYTES:
        raise Refused(_("Dit bestand is te groot."))
    if not parcel.data.strip():
        raise Refused(_("Dit bestand is leeg."))
    if parcel.data.startswith(ZIP):
        return from_files(unzipped(parcel.data))
    return _from_jsonl(_decoded(parcel.data, ""))


def from_files(files: Mapping[str, bytes]) -> Iterator[RawLine]:
    """The lines of a set of CSV files, by file name; raises Refused."""
    unknown = sorted(set(files) - set(FILES))
    if unknown:
        raise Refused(_("%(file)s hoort er niet bij.") % {"file": unknown[0][:SHOWN]})
    missing = [name for name in FILES if name not in files]
    if missing:
        raise Refused(_("%(file)s ontbreekt.") % {"file": missing[0]})
    before = 0
    for name in FILES:
        yield from from_csv(name, files[name], before)
        before += files[name].count(b"\n") + 1


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files in a ZIP, in memory only and within limits; raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check_members(members)
            return {one.filename: _unpacked(archive, one) for one in members}
    except BROKEN as error:
        raise Refused(_("Dit ZIP-bestand is beschadigd.")) from error
    except RuntimeError as error:  # zipfile's own for a password
        raise Refused(_("Dit ZIP-bestand is met een wachtwoord beveiligd.")) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in members]
    if len(set(names)) != len(names):
        raise Refused(_("In dit ZIP-bestand staat een bestand twee keer."))
    wrong = [name for name in names if name not in FILES]
    if wrong:
        raise Refused(_("%(file)s hoort er niet bij.") % {"file": wrong[0][:SHOWN]})
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in members):
        raise Refused(_("Dit ZIP-bestand is op een ongewone manier ingepakt."))
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        raise Refused(_("Dit ZIP-bestand is uitgepakt te groot."))


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What the directory says of its size may be a lie, so no more than that is read."""
    with archive.open(member) as file:
        data = file.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise Refused(_("Dit ZIP-bestand is uitgepakt te groot."))
    return data


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(_("Dit is geen tekst in UTF-8."), Spot(name, line, line)) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise Refused(_("Dit is geen tekst in UTF-8."), Spot(name, line, line))
    return text


def _from_jsonl(text: str) -> Iterator[RawLine]:
    for number, line in enumerate(text.split("\n"), start=1):
        if number > MOST_LINES:
            raise Refused(_("Dit bestand heeft te veel regels."))
        if line.strip():
            yield _json_line(line, Spot("", number, number))


def _json_line(line: str, spot: Spot) -> RawLine:
    if len(line) > MOST_IN_LINE:
        raise Refused(_("Deze regel is te lang."), spot)
    try:
        found = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        sentence = (
            str(error) if isinstance(error, _Twice) else _("Deze regel is geen geldige JSON.")
        )
        raise Refused(sentence, spot) from error
    kind = found.pop("soort", None) if isinstance(found, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        sentence = _("Hier staat een van: %(choices)s.") % {"choices": ", ".join(KINDS)}
        raise Refused(sentence, spot, "soort")
    return RawLine(KINDS[kind], spot, found)


class _Twice(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice(_("Een veld staat twee keer in deze regel."))
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


def from_csv(name: str, data: bytes, before: int = 0) -> Iterator[RawLine]:
    """The lines of one CSV file; semicolon or comma, UTF-8. Raises Refused."""
    kind, text = FILES[name], _decoded(data, name)
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True
    )
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _check_header(kind, header, Spot(name, 1, before + 1))
        for cells in reader:
            spot = Spot(name, reader.line_num, before + reader.line_num)
            if spot.number > MOST_LINES:
                raise Refused(_("Dit bestand heeft te veel regels."))
            if cells:
                yield RawLine(kind, spot, _row(header, cells, spot))
    except csv.Error as error:
        spot = Spot(name, reader.line_num, before + reader.line_num)
        raise Refused(_("Deze regel is geen goede CSV."), spot) from error


def _check_header(kind: Kind, header: list[str], spot: Spot) -> None:
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise Refused(_("Deze kolom staat er twee keer."), spot, twice[0][:SHOWN])
    for name in kind.names:
        if name not in header:
            raise Refused(_("Deze kolom ontbreekt."), spot, name)


def _row(header: list[str], cells: list[str], spot: Spot) -> dict[str, str]:
    if len(cells) != len(header):
        raise Refused(_("Er staan te veel of te weinig kolommen in deze regel."), spot)
    if sum(map(len, cells)) > MOST_IN_LINE:
        raise Refused(_("Deze regel is te lang."), spot)
    return dict(zip(header, cells, strict=True))
