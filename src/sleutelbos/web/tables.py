"""Declared tables: sorting, filters, pages, choice of columns and exports from one list.

::

    COLUMNS = [
        Column("naam", _("Naam"), "name", sort="name", link=lambda row: row.url),
        Column("tot", _("Tot en met"), lambda row: row.last_day, kind="date", sort="valid"),
        Column("staat", _("Staat"), lambda row: Pill(row.label, row.tone), kind="pill"),
    ]
    table = Table(request, users_for(by), COLUMNS, name="gebruikers", filters=UserFilter)
    return show.listing(request, Head(_("Gebruikers")), table)

In the address: ``sorteer=-naam``, ``blad=2``, ``kol=naam&kol=tot``, ``als=csv``.
A screen takes two queries (rows and a bounded count), whatever the number of rows; three when the
rows bring other tables along (``select_related``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import exports, words
from sleutelbos.web.columns import Cell, Chip, Column, Heading, Row, said
from sleutelbos.web.forms import FilterForm
from sleutelbos.web.pages import reveal
from sleutelbos.web.parts import Button, Empty, Part

SORT, PAGE, COLUMN, EXPORT, ALL = "sorteer", "blad", "kol", "als", "alles"
MOST_COUNTED, CHUNK = 10_000, 1_000
NOTHING: Sequence[Any] = (None, "", [], False)  # in a filter


@dataclass(eq=False)
class Table:
    """A table of this request. ``queryset`` may be a sequence too, of rows already in hand.

    ``person`` gives the key of the person that a row shows, for the log of views. ``bulk`` are
    buttons for the ticked rows; they post as ``rij`` the attribute of the row that ``key`` names.
    With ``tick_all`` a link ticks every row of the page at once. ``above`` are parts between the
    filters and the rows that depend on what is chosen too.
    """

    template: ClassVar[str] = "web/parts/table.html"

    request: HttpRequest
    queryset: QuerySet[Any] | Sequence[Any]
    columns: Sequence[Column]
    _: KW_ONLY
    name: str
    caption: type_of_text = ""
    filters: type[FilterForm] | None = None
    per_page: int = 50
    order: str = ""
    empty: Empty | None = None
    person: Callable[[Any], int | None] | None = None
    bulk: Sequence[Button] = ()
    key: str = "pk"
    tick_all: bool = False
    may_export: bool = True
    above: Sequence[Part] = ()

    def __post_init__(self) -> None:
        """Read the address."""
        self.query: QueryDict = self.request.GET
        self.form = self.filters(self.query) if self.filters is not None else None
        self.order_name = self.query.get(SORT, self.order)
        self.source = self._ordered(self._narrowed(self.queryset))

    # what is chosen

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """Filters that were filled in, and well."""
        if self.form is None or not self.form.is_bound:
            return {}
        self.form.is_valid()
        cleaned = self.form.cleaned_data
        return {name: value for name, value in cleaned.items() if value not in NOTHING}

    @cached_property
    def visible(self) -> list[Column]:
        """Columns on screen: those chosen, else those that show at first."""
        wanted = set(self.query.getlist(COLUMN))
        found = [c for c in self.columns if c.name in wanted]
        return found or [c for c in self.columns if c.shown]

    def _narrowed(self, rows: Any) -> Any:
        asked = self.form and (self.chosen or self.form.narrows_first)
        return self.form.narrow(rows, self.chosen) if self.form and asked else rows

    def _ordered(self, rows: Any) -> Any:
        down, wanted = self.order_name.startswith("-"), self.order_name.lstrip("-")
        column = next((c for c in self.columns if c.name == wanted and c.sorts), None)
        if column is None:
            self.order_name = ""
            return rows
        if not isinstance(rows, QuerySet):
            return sorted(rows, key=column.sort_key, reverse=down)
        return rows.order_by(*(f"-{path}" if down else path for path in column.sorts), "pk")

    # what is shown

    @cached_property
    def count(self) -> int:
        """Number of rows, at most ``MOST_COUNTED`` + 1."""
        if isinstance(self.source, QuerySet):
            return self.source.order_by()[: MOST_COUNTED + 1].count()
        return len(self.source)

    def counted(self, number: int) -> None:
        """The page counted the rows of ``source`` already: they aren't counted again."""
        self.count = min(number, MOST_COUNTED + 1)

    @property
    def count_text(self) -> str:
        """``1 resultaat``, ``412 resultaten`` or ``meer dan 10.000 resultaten``."""
        if self.count == 1:
            return _("1 resultaat")
        if isinstance(self.source, QuerySet) and self.count > MOST_COUNTED:
            return _("meer dan %s resultaten") % words.number_text(MOST_COUNTED)
        return _("%s resultaten") % words.number_text(self.count)

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.count // self.per_page))

    @cached_property
    def page(self) -> int:
        """The page that is shown, within what there is."""
        text = self.query.get(PAGE, "1")
        return min(max(int(text), 1), self.pages) if text.isdecimal() and len(text) < 7 else 1

    @cached_property
    def rows(self) -> list[Row]:
        """The lines of this page; their persons go to the log of views."""
        start = (self.page - 1) * self.per_page
        sources = self._between(start, start + self.per_page)
        self._reveal(sources)
        return [
            Row(
                getattr(source, self.key, None),
                [self._cell(c, source) for c in self.visible],
                source,
            )
            for source in sources
        ]

    def _between(self, start: int, end: int) -> list[Any]:
        """Sources by place. Of joined rows the keys are sorted first, not every row in full."""
        rows = self.source
        if not isinstance(rows, QuerySet) or not rows.query.select_related:
            return list(rows[start:end])
        keys = list(rows.values_list("pk", flat=True)[start:end])
        return list(rows.filter(pk__in=keys))

    def _cell(self, column: Column, source: Any) -> Cell:
        return Cell(column, column.of(source), column.link(source) if column.link else "")

    def _reveal(self, sources: Iterable[Any]) -> None:
        if self.person is not None:
            keys = (self.person(source) for source in sources)
            reveal(self.request, [key for key in keys if key is not None])

    @cached_property
    def headings(self) -> list[Heading]:
        """Heads with the address that sorts by them."""
        return [self._heading(column) for column in self.visible]

    def _heading(self, column: Column) -> Heading:
        if not column.sorts:
            return Heading(column, "", "")
        up, down = self.order_name == column.name, self.order_name == f"-{column.name}"
        url = self._url({SORT: f"-{column.name}" if up else column.name}, drop=(PAGE,))
        return Heading(column, url, "ascending" if up else "descending" if down else "")

    @property
    def emptiness(self) -> Empty:
        """Why there is nothing."""
        if self.form and any(name not in self.form.frame for name in self.chosen):
            return Empty(
                _("Niets gevonden"), _("Geen enkele regel past bij uw keuze. Wis een filter.")
            )
        return self.empty or Empty(_("Nog niets"), _("Deze lijst is leeg."))

    # ways on

    @cached_property
    def chips(self) -> list[Chip]:
        """The chosen filters, each removable."""
        if self.form is None:
            return []
        found = []
        for name, value in self.chosen.items():
            field = self.form.fields[name]
            text = said(field, value)
            inner = _names(name)
            found.append(Chip(str(self.form[name].label), text, self._url({}, drop=(*inner, PAGE))))
        return found

    @property
    def clear_url(self) -> str:
        """The address without filters."""
        names = [n for f in (self.form.fields if self.form else {}) for n in _names(f)]
        return self._url({}, drop=(*names, PAGE))

    @property
    def ticked(self) -> bool:
        """Whether every row of this page is ticked at first."""
        return self.tick_all and ALL in self.query

    @property
    def tick_url(self) -> str:
        """Address of this page with every row ticked, or with none when they are."""
        return self._url({}, drop=(ALL,)) if self.ticked else self._url({ALL: "1"})

    @property
    def previous_url(self) -> str:
        """Address of the page before; empty on the first."""
        return self._url({PAGE: str(self.page - 1)}, (ALL,)) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """Address of the page after; empty on the last."""
        return self._url({PAGE: str(self.page + 1)}, (ALL,)) if self.page < self.pages else ""

    @property
    def csv_url(self) -> str:
        """Address of the CSV of what is shown, all pages."""
        return self._url({EXPORT: "csv"}, drop=(PAGE,))

    @property
    def xlsx_url(self) -> str:
        """Address of the Excel file of what is shown, all pages."""
        return self._url({EXPORT: "xlsx"}, drop=(PAGE,))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Hidden fields of the filter form: sorting and columns stay."""
        pairs = [(SORT, str(self.query[SORT]))] if SORT in self.query else []
        return pairs + [(COLUMN, str(name)) for name in self.query.getlist(COLUMN)]

    @property
    def kept_for_columns(self) -> list[tuple[str, str]]:
        """Hidden fields of the column form: filters and sorting stay."""
        names = [name for name in self.query if name not in (COLUMN, PAGE, EXPORT, ALL)]
        return [(name, str(text)) for name in names for text in self.query.getlist(name)]

    def _url(self, changes: dict[str, str], drop: Sequence[str] = ()) -> str:
        query = self.query.copy()
        for name in (EXPORT, *drop):
            query.pop(name, None)
        for name, text in changes.items():
            query[name] = text
        return f"?{query.urlencode()}" if query else self.request.path

    # files

    @property
    def export_wanted(self) -> bool:
        """Whether this request asks for a file."""
        return self.may_export and self.query.get(EXPORT) in ("csv", "xlsx")

    def export(self) -> FileResponse:
        """The rows of all pages, with the columns on screen, as a file."""
        columns = [c for c in self.visible if c.export and c.kind != "actions"]
        headings = [str(c.label) for c in columns]
        excel = self.query.get(EXPORT) == "xlsx"
        write = exports.as_xlsx if excel else exports.as_csv
        file = write(headings, ([c.exported(row) for c in columns] for row in self._all()))
        return FileResponse(
            file,
            as_attachment=True,
            filename=f"{self.name}-{clock.today():%Y-%m-%d}.{'xlsx' if excel else 'csv'}",
            content_type=exports.XLSX if excel else exports.CSV,
        )

    def _all(self) -> Iterator[Any]:
        rows = self.source
        many = rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)
        for row in many:
            self._reveal([row])
            yield row


def _names(field: str) -> tuple[str, str, str]:
    """Names in the address of a field, of the two days of a period too."""
    return (field, f"{field}_van", f"{field}_tot")


__all__ = ["Column", "Table"]
