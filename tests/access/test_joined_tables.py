"""Tables of joined rows: keys first, and a count that the page knows already."""

from __future__ import annotations

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from sleutelbos.access.models import Role
from sleutelbos.web.tables import MOST_COUNTED, Column, Table
from tests.world import World

COLUMNS = [
    Column("recht", "Recht", "right.name", sort="right__name"),
    Column("rol", "Rol", "name", sort="name"),
]


def table(query: str, **options: object) -> Table:
    rows = Role.objects.select_related("right__application")
    request = RequestFactory().get(f"/lijst?{query}")
    return Table(request, rows, COLUMNS, name="rollen", per_page=3, **options)  # type: ignore[arg-type]


def test_joined_rows_come_in_order_with_three_queries(world: World) -> None:
    every = list(Role.objects.select_related("right").order_by("-right__name", "pk"))
    assert len(every) > 6
    with CaptureQueriesContext(connection) as seen:
        shown = table("sorteer=-recht&blad=2")
        cells = [(row.key, row.cells[0].value) for row in shown.rows]
    assert cells == [(role.pk, role.right.name) for role in every[3:6]]
    assert len(seen) == 3
    assert [query["sql"].count("JOIN") for query in seen.captured_queries] == [0, 1, 2]


def test_a_page_that_counted_is_not_counted_again(world: World) -> None:
    number = Role.objects.count()
    shown = table("blad=2")
    shown.counted(number)
    with CaptureQueriesContext(connection) as seen:
        assert shown.count_text == f"{number} resultaten"
        assert len(shown.rows) == 3
    assert len(seen) == 2
    shown.counted(MOST_COUNTED + 500)
    assert shown.count_text == "meer dan 10.000 resultaten"


def test_rows_may_be_ticked_by_another_key(world: World) -> None:
    assert [row.key for row in table("", key="code").rows] == [
        row.source.code for row in table("").rows
    ]
