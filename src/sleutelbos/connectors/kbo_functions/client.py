"""The functions feed from files that another service hands over.

``functies.csv`` is required; ``ondernemingen.csv`` and ``vestigingen.csv`` tell of enterprises that
the KBO mirror doesn't hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from sleutelbos.connectors import sheets
from sleutelbos.connectors.kbo_functions import mapping
from sleutelbos.register.ports import FunctionRecord, OrganisationRecord, SiteRecord
from sleutelbos.register.public import InszFault, KboFault

FUNCTIONS, ORGANISATIONS, SITES = "functies.csv", "ondernemingen.csv", "vestigingen.csv"

T = TypeVar("T")


@dataclass
class Contents:
    """What the files say, by number and by person."""

    by_number: dict[str, list[FunctionRecord]] = field(default_factory=dict)
    by_person: dict[str, list[FunctionRecord]] = field(default_factory=dict)
    organisations: dict[str, OrganisationRecord] = field(default_factory=dict)


class FileFunctions:
    """Answers from the files in a directory; read again when one of them changes."""

    def __init__(self, directory: Path, *, allow_test: bool) -> None:
        self._directory, self._allow_test = directory, allow_test
        self._stamp: tuple[tuple[int, int], ...] = ()
        self._contents = Contents()

    def functions_of(self, number: str) -> list[FunctionRecord]:
        """As the port says; raises BrokenFile when a file can't be used."""
        return list(self._fresh().by_number.get(number, ()))

    def functions_held(self, insz: str) -> list[FunctionRecord]:
        """As the port says; raises BrokenFile when a file can't be used."""
        return list(self._fresh().by_person.get(insz, ()))

    def organisation(self, number: str) -> OrganisationRecord | None:
        """As the port says; raises BrokenFile when a file can't be used."""
        return self._fresh().organisations.get(number)

    def _fresh(self) -> Contents:
        stamp = tuple(
            (status.st_mtime_ns, status.st_size)
            for name in (FUNCTIONS, ORGANISATIONS, SITES)
            if (self._directory / name).exists()
            for status in [(self._directory / name).stat()]
        )
        if not stamp or stamp != self._stamp:
            self._contents, self._stamp = self._read(), stamp
        return self._contents

    def _read(self) -> Contents:
        contents = Contents()
        path = self._directory / FUNCTIONS
        for record in self._rows(path, mapping.FUNCTIONS, mapping.NAMES, mapping.function):
            contents.by_number.setdefault(record.number, []).append(record)
            contents.by_person.setdefault(record.insz, []).append(record)
        contents.organisations = self._organisations()
        return contents

    def _organisations(self) -> dict[str, OrganisationRecord]:
        path = self._directory / ORGANISATIONS
        if not path.exists():
            return {}
        sites = self._sites()

        def with_sites(row: dict[str, str], *, allow_test: bool) -> OrganisationRecord:
            plain = mapping.organisation(row, (), allow_test=allow_test)
            mine = tuple(sites.get(plain.number, ()))
            return mapping.organisation(row, mine, allow_test=allow_test)

        columns, more = mapping.ORGANISATIONS, mapping.ORGANISATIONS_MORE
        return {one.number: one for one in self._rows(path, columns, more, with_sites)}

    def _sites(self) -> dict[str, list[SiteRecord]]:
        path = self._directory / SITES
        found: dict[str, list[SiteRecord]] = {}
        if path.exists():
            for number, site in self._rows(path, mapping.SITES, mapping.ADDRESS, mapping.site):
                found.setdefault(number, []).append(site)
        return found

    def _rows(
        self,
        path: Path,
        required: tuple[str, ...],
        optional: tuple[str, ...],
        read: Callable[..., T],
    ) -> Iterator[T]:
        for line, row in sheets.read(path, required, optional):
            try:
                yield read(row, allow_test=self._allow_test)
            except mapping.UnknownFunction as error:
                raise sheets.fault(path, line, _("de functie is niet gekend")) from error
            except (InszFault, KboFault) as error:
                raise sheets.fault(path, line, _("een nummer klopt niet")) from error
            except ValueError as error:
                raise sheets.fault(path, line, _("een datum klopt niet")) from error
