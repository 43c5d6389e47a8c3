"""Lists of many: a constant number of queries however they are narrowed, and exact totals."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sleutelbos.access.models import Grant
from sleutelbos.kernel.guard import arranging
from sleutelbos.web import tables
from tests.access.pages.conftest import SignIn, text_of
from tests.access.pages.test_managers import queries_of
from tests.world import World, make_grant, make_person, make_relation, period, role

RIGHT = "WerkplekDuaalGebruiker"


def url_of(name: str, world: World) -> str:
    return reverse(f"access:{name}", args=[world.school.uid])


def make_volk(world: World, number: int) -> list[Grant]:
    """Users with a right that ends within nine days, each a day later than the one before."""
    guide = role(RIGHT, "trajectbegeleider")
    with arranging():
        return [
            make_grant(
                make_relation(make_person(f"Nr{number - n}", "Volk"), world.school),
                guide,
                valid=period(-1, 2 + n),
            )
            for n in range(number)
        ]


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("users", ""),
        ("users", "?zoek=volk"),
        ("users", f"?zoek=volk&soort=vast&recht={RIGHT}"),
        ("users", "?heeft=met&sorteer=-naam"),
        ("who-has-what", f"?naam=volk&recht={RIGHT}"),
        ("who-has-what", "?soort=vast&sorteer=-tot"),
        ("ending", "?dagen=90&sorteer=wie"),
        ("organisation", ""),
    ],
)
def test_a_narrowed_list_takes_as_many_queries_for_more_rows(
    world: World, sign_in: SignIn, name: str, query: str
) -> None:
    client = sign_in("hoofd lokale beheerder")
    make_volk(world, 2)
    few = queries_of(client, url_of(name, world) + query)
    make_volk(world, 7)
    assert queries_of(client, url_of(name, world) + query) == few


def counting(client: Client, url: str) -> list[str]:
    """Statements of a page that count grants."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    statements = [query["sql"] for query in seen.captured_queries]
    return [one for one in statements if "COUNT(" in one and 'FROM "access_grant"' in one]


@pytest.mark.parametrize("name", ["who-has-what", "ending"])
def test_grants_are_counted_once_for_a_page(world: World, sign_in: SignIn, name: str) -> None:
    make_volk(world, 3)
    client = sign_in("hoofd lokale beheerder")
    assert len(counting(client, url_of(name, world))) == 1


def test_the_sentence_of_who_has_what_counts_on_where_the_table_stops(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_volk(world, 4)
    monkeypatch.setattr(tables, "MOST_COUNTED", 2)
    url = url_of("who-has-what", world) + "?naam=volk"
    text = text_of(sign_in("hoofd lokale beheerder").get(url))
    assert "4 rechten van 4 personen" in text
    assert "meer dan 2 resultaten" in text


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Nr3", "Nr2", "Nr1"]),
        ("?sorteer=-tot", ["Nr1", "Nr2", "Nr3"]),
        ("?sorteer=-dagen", ["Nr1", "Nr2", "Nr3"]),
        ("?sorteer=wie", ["Nr1", "Nr2", "Nr3"]),
        ("?sorteer=-wie", ["Nr3", "Nr2", "Nr1"]),
    ],
)
def test_what_ends_is_sorted_by_the_database(
    world: World, sign_in: SignIn, order: str, names: list[str]
) -> None:
    make_volk(world, 3)
    text = text_of(sign_in("hoofd lokale beheerder").get(url_of("ending", world) + order))
    places = [text.index(f"{name} Volk") for name in names]
    assert places == sorted(places)


def test_what_ends_is_ticked_by_its_public_key(world: World, sign_in: SignIn) -> None:
    (grant,) = make_volk(world, 1)
    page = sign_in("hoofd lokale beheerder").get(url_of("ending", world)).content.decode()
    assert f'name="rij" value="{grant.uid}"' in page
