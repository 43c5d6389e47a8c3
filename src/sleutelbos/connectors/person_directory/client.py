"""The Rijksregister from a file that another service hands over (personen.csv)."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from sleutelbos.connectors import sheets
from sleutelbos.connectors.person_directory import mapping
from sleutelbos.register.ports import PersonRecord
from sleutelbos.register.public import InszFault

FILE = "personen.csv"


class FileDirectory:
    """Answers from ``personen.csv`` in a directory; read again when the file changes."""

    def __init__(self, directory: Path, *, allow_test: bool) -> None:
        self._path, self._allow_test = directory / FILE, allow_test
        self._stamp: tuple[int, int] | None = None
        self._records: dict[str, PersonRecord] = {}

    def find(self, insz: str) -> PersonRecord | None:
        """As the port says; raises BrokenFile when the file can't be used."""
        self._refresh()
        return self._records.get(insz)

    def _refresh(self) -> None:
        stamp = _stamp(self._path)
        if stamp is None or stamp != self._stamp:
            self._records = {record.insz: record for record in self._read()}
            self._stamp = stamp

    def _read(self) -> list[PersonRecord]:
        found = []
        for line, row in sheets.read(self._path, mapping.COLUMNS):
            try:
                found.append(mapping.record(row, allow_test=self._allow_test))
            except InszFault as error:
                raise sheets.fault(self._path, line, _("het nummer klopt niet")) from error
            except ValueError as error:
                raise sheets.fault(self._path, line, _("een datum klopt niet")) from error
        return found


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
