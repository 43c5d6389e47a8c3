"""The directeursopdrachten in a file that Onderwijs hands over: ``directeurs.csv``, complete."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from sleutelbos.access.ports.heads import HeadRecord, HeadsUnreachable
from sleutelbos.connectors import sheets
from sleutelbos.connectors.school_heads import mapping
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import InszFault

FILE = "directeurs.csv"


class FileHeads:
    """Answers from the file in a directory, read at each question."""

    name = FILE

    def __init__(self, directory: Path, *, allow_test: bool) -> None:
        self._path, self._allow_test = directory / FILE, allow_test

    def heads(self) -> list[HeadRecord]:
        """As the port says; one bad line refuses the file, which would else end posts."""
        try:
            return [
                self._head(line, row)
                for line, row in sheets.read(self._path, mapping.COLUMNS, mapping.MORE)
            ]
        except sheets.BrokenFile as broken:
            raise HeadsUnreachable(broken.sentence) from broken

    def _head(self, line: int, row: dict[str, str]) -> HeadRecord:
        try:
            return mapping.head(row, allow_test=self._allow_test)
        except (InszFault, Invalid) as error:
            raise sheets.fault(self._path, line, _("een nummer klopt niet")) from error
        except ValueError as error:
            raise sheets.fault(self._path, line, _("een datum klopt niet")) from error
