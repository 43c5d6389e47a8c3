"""Tables: sorting, filters, pages and files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, models
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from sleutelbos.kernel.models import AuditView
from sleutelbos.web import forms
from sleutelbos.web.exports import harmless
from sleutelbos.web.parts import Pill
from sleutelbos.web.specimen import lists
from sleutelbos.web.tables import Column, Table


class Thing:
    def __init__(self, pk: int, name: str, day: date | None, amount: float) -> None:
        self.pk, self.name, self.day, self.amount = pk, name, day, amount


THINGS = [
    Thing(1, "Ann", date(2026, 3, 12), 1234.5),
    Thing(2, '=HYPERLINK("http://x")', None, -3),
    Thing(3, "@Bilal", date(2026, 1, 1), 7),
]
COLUMNS = [
    Column("naam", "Naam", "name", sort="name"),
    Column("dag", "Dag", "day", kind="date", sort="day"),
    Column("aantal", "Aantal", "amount", kind="number"),
    Column("staat", "Staat", lambda row: Pill("Actief", "ok"), kind="pill", shown=False),
]


class Filter(forms.FilterForm):
    zoek = forms.TextField(label="Naam")
    dag = forms.DateField(label="Dag")
    tussen = forms.PeriodField(label="Tussen")

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        return [t for t in queryset if chosen.get("zoek", "") in t.name]


def table(query: str = "", **options: Any) -> Table:
    request = RequestFactory().get(f"/lijst?{query}")
    return Table(request, THINGS, COLUMNS, name="dingen", **options)


def names(shown: Table) -> list[str]:
    return [row.source.name for row in shown.rows]


def test_sorts_by_declared_columns_only() -> None:
    assert names(table("sorteer=naam")) == ['=HYPERLINK("http://x")', "@Bilal", "Ann"]
    assert names(table("sorteer=-dag"))[-1] == "@Bilal"
    for query in ("sorteer=aantal", "sorteer=pk", "sorteer=__class__"):
        assert names(table(query)) == [t.name for t in THINGS]
    assert [h.order for h in table("sorteer=-naam").headings] == ["descending", "", ""]


def test_filters_are_chips_that_can_be_removed() -> None:
    shown = table("zoek=Ann&dag=12/3/2026&sorteer=naam&blad=3", filters=Filter)
    assert names(shown) == ["Ann"]
    assert [(chip.label, chip.value) for chip in shown.chips] == [
        ("Naam", "Ann"),
        ("Dag", "12 mrt 2026"),
    ]
    assert shown.chips[0].url == "?dag=12%2F3%2F2026&sorteer=naam"
    period = table("tussen_van=1/1/2026&sorteer=naam", filters=Filter)
    assert [(chip.value, chip.url) for chip in period.chips] == [
        ("1 jan 2026 – …", "?sorteer=naam")
    ]
    assert shown.clear_url == "?sorteer=naam"
    assert "niets gevonden" in str(table("zoek=zzz", filters=Filter).emptiness.title).lower()


def test_a_filter_that_cannot_be_read_filters_nothing() -> None:
    assert len(table("dag=gisteren", filters=Filter).rows) == 3


@pytest.mark.parametrize(
    ("blad", "page"), [("2", 2), ("99", 2), ("0", 1), ("-1", 1), ("x", 1), ("9" * 30, 1)]
)
def test_pages_stay_within_what_there_is(blad: str, page: int) -> None:
    shown = table(f"blad={blad}", per_page=2)
    assert (shown.page, shown.pages) == (page, 2)


def test_columns_are_chosen_in_the_address() -> None:
    assert [c.name for c in table().visible] == ["naam", "dag", "aantal"]
    assert [c.name for c in table("kol=staat&kol=naam&kol=pk").visible] == ["naam", "staat"]


def body(shown: Table) -> bytes:
    return b"".join(shown.export().streaming_content)  # type: ignore[arg-type]


def test_csv_is_of_all_pages_and_harmless() -> None:
    text = body(table("als=csv&kol=naam&kol=dag&kol=aantal&kol=staat", per_page=1)).decode()
    assert text.splitlines() == [
        "\ufeffNaam;Dag;Aantal;Staat",
        "Ann;12/03/2026;1234,5;Actief",
        '"\'=HYPERLINK(""http://x"")";;-3;Actief',
        "'@Bilal;01/01/2026;7;Actief",
    ]


def test_excel_keeps_types_and_is_harmless() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(table("als=xlsx"))))
    assert book.get_sheet_by_index(0).to_python() == [
        ["Naam", "Dag", "Aantal"],
        ["Ann", date(2026, 3, 12), 1234.5],
        ['\'=HYPERLINK("http://x")', "", -3.0],
        ["'@Bilal", date(2026, 1, 1), 7.0],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_starts_a_formula(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless("a=1") == "a=1"


def test_no_file_where_that_is_forbidden() -> None:
    assert not table("als=csv", may_export=False).export_wanted
    assert not table("als=exe").export_wanted


def test_persons_on_screen_and_in_files_are_revealed() -> None:
    shown = table(person=lambda row: row.pk, per_page=2)
    assert shown.rows
    assert shown.request.revealed == {1, 2}  # type: ignore[attr-defined]
    shown = table("als=csv", person=lambda row: row.pk, per_page=2)
    shown.export()
    assert shown.request.revealed == {1, 2, 3}  # type: ignore[attr-defined]


@pytest.fixture
def views(db: None) -> Iterator[models.QuerySet[AuditView]]:
    from sleutelbos.kernel import audit
    from sleutelbos.kernel.actors import person

    for number in range(120):
        audit.write_view(person(number + 1), f"proef:{number % 7}", "Nakijken", [number + 1])
    return AuditView.objects.all()


@pytest.mark.parametrize("per_page", [10, 100])
def test_two_queries_whatever_the_number_of_rows(
    views: models.QuerySet[AuditView], per_page: int
) -> None:
    columns = [Column("pagina", "Pagina", "page", sort="page"), Column("wie", "Wie", "actor")]
    request = RequestFactory().get("/lijst?sorteer=-pagina&blad=2")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = Table(request, views, columns, name="inzagen", per_page=per_page)
        assert shown.count_text == "120 resultaten"
        pages = [row.cells[0].value for row in shown.rows]
        assert pages == sorted(pages, reverse=True)
        assert shown.next_url or shown.pages == 2
    assert len(queries) == 2
    assert (
        body(Table(RequestFactory().get("/?als=csv"), views, columns, name="x")).count(b"\n") == 121
    )


def test_the_example_table_finds_what_its_filters_say() -> None:
    request = RequestFactory().get("/?staat=actief&tot=1/6/2026")
    shown = Table(request, lists.LINES, lists.COLUMNS, name="x", filters=lists.LineFilter)
    assert shown.rows
    assert all(row.source.state == "actief" for row in shown.rows)
    assert all(row.source.until < date(2026, 6, 1) for row in shown.rows)


def test_all_rows_of_a_page_are_ticked_by_a_link() -> None:
    shown = table("sorteer=naam", tick_all=True)
    assert (shown.ticked, shown.tick_url) == (False, "?sorteer=naam&alles=1")
    shown = table("sorteer=naam&alles=1", tick_all=True, per_page=2)
    assert (shown.ticked, shown.tick_url) == (True, "?sorteer=naam")
    assert "alles" not in shown.next_url
    assert not table("alles=1").ticked
