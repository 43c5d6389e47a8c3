"""'Mijn organisatie': the same numbers on the screen and in the file, for two roles (W21)."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sleutelbos.duallearning.reporting.pages.datasets import DATASETS
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.web import exports
from tests.access.pages.conftest import SignIn, post, text_of
from tests.duallearning import examples as made
from tests.duallearning.pages.test_role_matrix import CAST, opens, url
from tests.world import World
from tests.world_duaal import CLERK, ELSEWHERE, GUIDE, HANDLER, KEEPER, other_partnership

pytestmark = pytest.mark.requirement("W21")


def taken(client: Client, world: World, slug: str, query: str = "") -> list[dict[str, str]]:
    """The lines of a file."""
    answer = post(client, url("report-file", world.partnership.uid, slug) + query)
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def test_screen_and_file_agree_to_the_last_row(world: World, sign_in: SignIn) -> None:
    made.ended(world)
    made.registered(world, order=43, first=5)
    made.actie(world)
    client = sign_in(KEEPER)
    for slug, found in DATASETS.items():
        many = found.rows(world.partnership).count()
        text = text_of(client.get(url("report", world.partnership.uid, slug)))
        assert f"{many} regel" in text, slug
        lines = taken(client, world, slug)
        assert len(lines) == many, slug
        if lines:
            assert list(lines[0]) == [str(one.label) for one in found.columns]
    assert len(taken(client, world, "overeenkomsten")) == 2
    assert len(taken(client, world, "overeenkomsten", "?toestand=ended")) == 1
    ending = taken(client, world, "beeindigingen")[0]
    assert (ending["Dag"], ending["Reden"]) == ("11", "De leerling haakt af")
    [planned] = taken(client, world, "acties")
    assert (planned["Over"], planned["Soort"], planned["Toestand"]) == (
        "Erkenning", "Bezoek", "Gepland"
    )  # fmt: skip
    recognition = taken(client, world, "erkenningen")[0]
    assert (recognition["Mentoren"], recognition["Lopend"]) == ("1", "0")


def test_every_taken_file_is_kept_in_the_log(world: World, sign_in: SignIn) -> None:
    made.recognised(world)
    taken(sign_in(HANDLER), world, "erkenningen")
    entry = AuditEntry.objects.get(action="duallearning.take-file")
    assert entry.payload["facts"]["lines"] == 1
    client = sign_in(HANDLER)
    assert client.get(url("report-file", world.partnership.uid, "erkenningen")).status_code == 404


def test_no_file_names_a_person(world: World, sign_in: SignIn) -> None:
    """A Beheerder looks up no agreement and no mentor, so his files name none (W14)."""
    made.ended(world)
    made.actie(world, text="Mieke bellen.")
    client = sign_in(KEEPER)
    for slug in DATASETS:
        said = str(taken(client, world, slug))
        text = text_of(client.get(url("report", world.partnership.uid, slug)))
        for name in (
            "Leerling",
            "Mieke",
            world.people[GUIDE].family_name,
            world.people[CLERK].name,
        ):
            assert name not in said.replace("Leerlingen", ""), (slug, name)
        assert "Mieke" not in text
        for query in ("?zoek=Mieke", "?zoek=Lies"):
            assert taken(client, world, slug, query) == [], slug


@pytest.mark.requirement("W18")
def test_who_opens_and_takes_what(world: World, sign_in: SignIn) -> None:
    made.recognised(world)
    address = url("report", world.partnership.uid, "erkenningen")
    clients = {who: sign_in(who) for who in CAST}
    assert {who for who, one in clients.items() if opens(one, address)} == {KEEPER, HANDLER}
    found = {
        who
        for who, one in clients.items()
        if post(one, url("report-file", world.partnership.uid, "erkenningen")).status_code == 200
    }
    assert found == {KEEPER, HANDLER}
    columns = {who for who, one in clients.items() if opens(one, url("report-columns"))}
    assert columns == {KEEPER, HANDLER, ELSEWHERE}
    theirs = url("report", other_partnership().uid, "erkenningen")
    assert {who for who, one in clients.items() if opens(one, theirs)} == {ELSEWHERE}
    assert "0 regels" in text_of(clients[ELSEWHERE].get(theirs))
    unknown = url("report", world.partnership.uid, "leerlingen")
    assert clients[KEEPER].get(unknown).status_code == 404


def test_a_name_that_looks_like_a_formula_is_harmless(world: World, sign_in: SignIn) -> None:
    row = made.recognised(world)
    with arranging():
        row.company.name = "=HYPERLINK(1)"
        row.company.save()
    assert taken(sign_in(KEEPER), world, "erkenningen")[0]["Onderneming"] == "'=HYPERLINK(1)"


def test_each_column_is_explained(world: World, sign_in: SignIn) -> None:
    text = text_of(sign_in(KEEPER).get(url("report-columns")))
    for found in DATASETS.values():
        assert str(found.title) in text
        for one in found.described:
            assert str(one.meaning) in text


def test_the_screen_asks_few_questions(world: World, sign_in: SignIn) -> None:
    """As many for ten rows as for one."""
    made.ended(world)
    client = sign_in(KEEPER)
    for slug in DATASETS:
        with CaptureQueriesContext(connection) as asked:
            client.get(url("report", world.partnership.uid, slug))
        rows = [one for one in asked.captured_queries if "duallearning_" in one["sql"]]
        assert len(rows) <= 4, slug


def test_memory_stays_flat() -> None:
    def rows() -> Iterator[list[object]]:
        for n in range(20_000):
            yield [f"Bedrijf {n}", n, "Gent"]

    tracemalloc.start()
    with exports.as_csv(["Naam", "Nummer", "Gemeente"], rows()) as file:
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert len(file.read().splitlines()) == 20_001
    assert most < 4 * 1024 * 1024
