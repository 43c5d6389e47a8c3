"""Reading an extract of KBO Open Data: a directory or a ZIP, streamed, and trusted in nothing.

Source: cookbook R018 (data_standards §1.1): comma, double quotes, UTF-8, dates ``dd-mm-yyyy``.
Every fault is a :class:`BrokenExtract` with a Dutch sentence that names file and line.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sleutelbos.kernel.decisions import type_of_text

MOST_BYTES = 8 * 2**30  # four times the full extract of 2025
MOST_FILES = 60
HIGHEST_RATIO = 300  # real files shrink 10 to 40 times
LONGEST_LINE = 16_384  # characters; the longest real line has about 900
BLOCK = 2**20


class BrokenExtract(Exception):
    """This is no extract that can be loaded; nothing was."""

    def __init__(self, sentence: type_of_text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Extract:
    """The files of one extract, by their plain lower-case name without ``.csv``."""

    def __init__(self, directory: Path | None, archive: zipfile.ZipFile | None) -> None:
        self._directory, self._archive = directory, archive
        self._members = self._of_archive() if archive else self._of_directory()

    def _of_directory(self) -> dict[str, str]:
        assert self._directory is not None
        return {file.stem.lower(): file.name for file in sorted(self._directory.glob("*.csv"))}

    def _of_archive(self) -> dict[str, str]:
        assert self._archive is not None
        members: dict[str, str] = {}
        entries = self._archive.infolist()
        if len(entries) > MOST_FILES or sum(e.file_size for e in entries) > MOST_BYTES:
            raise BrokenExtract(_("Dit ZIP-bestand is te groot om een KBO-uittreksel te zijn."))
        for entry in entries:
            if entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1024):
                raise BrokenExtract(_("Dit ZIP-bestand pakt verdacht groot uit."))
            name = entry.filename
            if "/" in name or "\\" in name or entry.flag_bits & 1 or name.lower() in members:
                raise BrokenExtract(
                    _("Dit ZIP-bestand bevat iets anders dan de bestanden van de KBO.")
                )
            if name.lower().endswith(".csv"):
                stem = name.lower().removesuffix(".csv")
                if stem in members:
                    raise BrokenExtract(_("Een bestand staat twee keer in dit ZIP-bestand."))
                members[stem] = name
        return members

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def _open(self, name: str) -> IO[bytes]:
        if name not in self._members:
            raise BrokenExtract(_("Het bestand %(name)s.csv ontbreekt.") % {"name": name})
        if self._archive:
            return self._archive.open(self._members[name])
        assert self._directory is not None
        return (self._directory / self._members[name]).open("rb")

    def rows(self, name: str, header: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of each row; the first line must be exactly ``header``."""
        try:
            with self._open(name) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                yield from _checked(name, csv.reader(_lines(name, text), strict=True), header)
        except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _damaged(name) from error

    def blocks(self, name: str, header: tuple[str, ...]) -> Iterator[bytes]:
        """The file after its first line, which must be ``header``, in blocks of whole lines.

        Nothing in them is checked but that there are lines: :meth:`rows` does that, far slower.
        """
        try:
            with self._open(name) as raw:
                first = raw.readline(LONGEST_LINE).decode("utf-8-sig")
                if tuple(next(csv.reader([first]), [])) != header:
                    raise _wrong_columns(name)
                yield from _whole_lines(name, raw)
        except (UnicodeDecodeError, csv.Error, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise _damaged(name) from error


def _whole_lines(name: str, raw: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while block := raw.read(BLOCK):
        whole, found, after = (rest + block).rpartition(b"\n")
        if found:
            yield whole + found
        rest = after
        if len(rest) > LONGEST_LINE * 4:  # bytes of that many characters
            raise _no_csv(name)
    if rest:
        yield rest


def _damaged(name: str) -> BrokenExtract:
    return BrokenExtract(
        _("Het bestand %(name)s.csv is beschadigd of niet volledig.") % {"name": name}
    )


def _wrong_columns(name: str) -> BrokenExtract:
    return BrokenExtract(
        _("Het bestand %(name)s.csv heeft niet de kolommen van de KBO.") % {"name": name}
    )


def _no_csv(name: str) -> BrokenExtract:
    return BrokenExtract(
        _("Het bestand %(name)s.csv is geen CSV-bestand van de KBO.") % {"name": name}
    )


def _lines(name: str, text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE or "\x00" in line:
            raise _no_csv(name)
        yield line


def _checked(
    name: str, reader: Iterator[list[str]], header: tuple[str, ...]
) -> Iterator[tuple[int, list[str]]]:
    first = next(reader, None)
    if first is None or tuple(first) != header:
        raise _wrong_columns(name)
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            sentence = ngettext(
                "%(name)s.csv, rij %(row)d: er is %(found)d kolom in plaats van %(wanted)d.",
                "%(name)s.csv, rij %(row)d: er zijn %(found)d kolommen in plaats van %(wanted)d.",
                len(cells),
            )
            facts = {"name": name, "row": number, "found": len(cells), "wanted": len(header)}
            raise BrokenExtract(sentence % facts)
        yield number, cells


@contextmanager
def opened(source: Path) -> Iterator[Extract]:
    """The extract in a directory or ZIP file; raises BrokenExtract when there is none."""
    if source.is_dir():
        yield Extract(source, None)
        return
    try:
        with zipfile.ZipFile(source) as archive:
            yield Extract(None, archive)
    except FileNotFoundError as error:
        raise BrokenExtract(_("Dit bestand bestaat niet.")) from error
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise BrokenExtract(_("Dit is geen leesbaar ZIP-bestand.")) from error
