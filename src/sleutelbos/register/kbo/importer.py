"""Which extract comes next, and loading one at once: a full one, or the update that follows.

A first full extract is read straight into the mirror. Any other is staged, compared and applied
(:mod:`reading`, :mod:`applying`). :func:`load` does it all in the caller's transaction, all or
nothing: for what is small. What is large goes step by step, as a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.register.kbo import applying, layout, reading, sql
from sleutelbos.register.kbo.files import BrokenExtract, Extract, opened
from sleutelbos.register.kbo.models import KboExtract
from sleutelbos.register.kbo.reading import FULL, UPDATE

MOST_VARIABLES = 50


@dataclass(frozen=True)
class Meta:
    """What meta.csv says of the extract."""

    number: int
    type: str
    snapshot_on: date
    made_at: str
    version: str


def load(source: Path) -> KboExtract:
    """Load the extract in a directory or ZIP; the row that says so.

    Raises BrokenExtract, with its sentence, when anything is wrong with the files or their number.
    An extract that is the last one already is taken again only when it is full.
    """
    with opened(source) as extract:
        meta = read_meta(extract)
        check_follows(meta)
        check_files(extract, meta.type)
        if is_first():
            for table in (*layout.TABLES, layout.CODES):
                reading.fill(extract, table, meta.number)
        else:
            _compare_and_apply(extract, meta)
    return keep(meta)


def _compare_and_apply(extract: Extract, meta: Meta) -> None:
    for table in (*layout.TABLES, layout.CODES):
        reading.stage(extract, table, meta.type)
    applying.compare(meta.type)
    last = last_number()
    for part in applying.parts():
        applying.apply_part(meta.number, last, part)
    applying.replace_codes()
    sql.clear()


def keep(meta: Meta) -> KboExtract:
    """Keep that an extract was applied."""
    row, _made = KboExtract.objects.update_or_create(
        number=meta.number,
        defaults={
            "type": meta.type,
            "snapshot_on": meta.snapshot_on,
            "made_at": meta.made_at,
            "version": meta.version,
            "applied_at": clock.now(),
        },
    )
    return row


def is_first() -> bool:
    """Whether nothing was ever loaded, so that nobody reads the mirror yet."""
    return not KboExtract.objects.exists()


def last_number() -> int:
    """The number of the last extract that was applied; 0 when there is none."""
    return KboExtract.objects.order_by("-number").values_list("number", flat=True).first() or 0


def read_meta(extract: Extract) -> Meta:
    """The five variables of meta.csv."""
    lines = islice(extract.rows("meta", layout.META), MOST_VARIABLES)
    found = {cells[0]: cells[1] for _line, cells in lines}
    try:
        snapshot = layout.day(found["SnapshotDate"])
        assert snapshot is not None
        meta = Meta(
            int(found["ExtractNumber"]),
            found["ExtractType"].lower(),
            snapshot,
            found["ExtractTimestamp"][:30],
            found["Version"][:20],
        )
    except (KeyError, ValueError, AssertionError) as error:
        raise BrokenExtract(_("meta.csv zegt niet welk uittreksel dit is.")) from error
    if meta.type not in (FULL, UPDATE) or not 0 < meta.number < 10**9:
        raise BrokenExtract(_("meta.csv zegt niet welk uittreksel dit is."))
    return meta


def check_follows(meta: Meta) -> None:
    """An update must follow the last extract; a full one may not be older."""
    last = last_number()
    words = {"number": meta.number, "last": last}
    if meta.type == FULL:
        if meta.number < last:
            raise BrokenExtract(
                _("Uittreksel %(number)d is ouder dan wat er al is: %(last)d.") % words
            )
    elif not last:
        raise BrokenExtract(_("Laad eerst een volledig uittreksel."))
    elif meta.number <= last:
        raise BrokenExtract(_("Uittreksel %(number)d is al geladen.") % words)
    elif meta.number != last + 1:
        raise BrokenExtract(
            _(
                "Uittreksel %(number)d volgt niet op %(last)d. Laad eerst wat ertussen ligt,"
                " of een volledig uittreksel."
            )
            % words
        )


def check_files(extract: Extract, kind: str) -> None:
    """Every file that such an extract has, is there."""
    endings = ("",) if kind == FULL else ("_delete", "_insert")
    names = [f"{table.file}{ending}" for table in layout.TABLES for ending in endings]
    for name in (*names, layout.CODES.file):
        if name not in extract:
            raise BrokenExtract(_("Het bestand %(name)s.csv ontbreekt.") % {"name": name})
