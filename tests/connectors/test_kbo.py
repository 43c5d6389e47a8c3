"""Where the files of the KBO lie, and the KBO that doesn't exist."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sleutelbos.connectors.kbo import checks
from sleutelbos.connectors.kbo.client import FolderSource, SiteSource, source_of
from sleutelbos.connectors.kbo.fake import FakeKbo
from sleutelbos.connectors.kbo.synthetic import World
from sleutelbos.connectors.kbo.writing import HEADERS, write_full, write_update
from sleutelbos.register.kbo import layout
from sleutelbos.register.ports.kbo import KboSource, KboUnreachable

pytestmark = pytest.mark.requirement("W01")
ACCOUNT = "lezer:geheim"


def site(files: dict[str, bytes], seen: list[httpx.Request] | None = None) -> SiteSource:
    """The site with these files, behind the real client."""

    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        path = request.url.path
        if path.endswith("/j_spring_security_check"):
            good = request.content == b"j_username=lezer&j_password=geheim"
            place = "/affiliation/" if good else "/static/login?error=1"
            return httpx.Response(
                302, headers={"location": place, "set-cookie": "JSESSIONID=1; Path=/"}
            )
        if request.headers.get("cookie") != "JSESSIONID=1":
            return httpx.Response(403)
        if path.endswith("/affiliation/xml/"):
            links = "".join(f'<a href="files/{name}">{name}</a>' for name in files)
            return httpx.Response(200, text=f"<html>{links}<a href='x.zip'>x</a></html>")
        data = files.get(path.rpartition("/")[2])
        return httpx.Response(404) if data is None else httpx.Response(200, content=data)

    return SiteSource("https://kbo.test/open-data", ACCOUNT, httpx.MockTransport(answer))


def fake(files: dict[str, bytes], folder: Path) -> KboSource:
    found = FakeKbo()
    found.files = files
    return found


def folder_with(files: dict[str, bytes], folder: Path) -> KboSource:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "KboOpenData_0150_2025_10_15_Update.zip.deel").write_bytes(b"half")
    return FolderSource(folder)


@pytest.mark.parametrize("made", [fake, folder_with, lambda files, folder: site(files)])
def test_every_source_keeps_the_port(
    made: Callable[[dict[str, bytes], Path], KboSource], tmp_path: Path
) -> None:
    files = {
        "KboOpenData_0140_2025_10_04_Full.zip": b"whole",
        "KboOpenData_0141_2025_10_05_Update.zip": b"part",
        "leesmij.txt": b"x",
    }
    folder = tmp_path / "drop"
    folder.mkdir()
    source = made(files, folder)
    offers = sorted(source.offers())
    assert [(one.number, one.full) for one in offers] == [(140, True), (141, False)]
    for offer in offers:
        source.fetch(offer, tmp_path / "got.zip")
        assert (tmp_path / "got.zip").read_bytes() == files[offer.name]
    gone = offers[0].__class__(99, True, "KboOpenData_0099_2025_10_04_Full.zip")
    with pytest.raises(KboUnreachable):
        source.fetch(gone, tmp_path / "got.zip")


def test_the_account_goes_to_the_site_only_and_a_wrong_one_is_said() -> None:
    seen: list[httpx.Request] = []
    site({}, seen).offers()
    assert [request.url.host for request in seen] == ["kbo.test", "kbo.test"]
    wrong = site({})
    wrong._password = "fout"
    with pytest.raises(KboUnreachable) as caught:
        wrong.offers()
    assert caught.value.sentence == "De KBO aanvaardt de naam en het wachtwoord niet."


def test_what_is_away_is_said(tmp_path: Path) -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    source = SiteSource("https://kbo.test", ACCOUNT, httpx.MockTransport(away))
    with pytest.raises(KboUnreachable, match="De KBO is nu niet bereikbaar"):
        source.offers()
    assert checks.problems(str(tmp_path / "nergens"), "") == [
        "De map met de bestanden van de KBO kan niet gelezen worden."
    ]
    assert checks.problems(str(tmp_path), "") == []
    assert isinstance(source_of("https://kbo.test", ACCOUNT), SiteSource)


# the KBO that doesn't exist


def test_the_headers_are_those_that_are_read() -> None:
    for table in (*layout.TABLES, layout.CODES):
        assert HEADERS[table.file] == table.header


def rows(path: Path, name: str) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        return list(csv.reader(io.StringIO(archive.read(f"{name}.csv").decode())))[1:]


def test_the_shares_are_those_of_the_real_one(tmp_path: Path) -> None:
    path = write_full(World(4000), tmp_path / "x.zip")
    count = {name: len(rows(path, name)) for name in HEADERS if name not in ("meta", "code")}
    enterprises = count["enterprise"]
    real = {
        "establishment": 1_672_490, "denomination": 3_309_907, "address": 2_841_755,
        "contact": 691_157, "activity": 36_306_368, "branch": 7_325,
    }  # fmt: skip
    for name, wanted in real.items():
        assert count[name] / enterprises == pytest.approx(wanted / 1_938_238, rel=0.12), name
    kinds = [row[3] for row in rows(path, "enterprise")]
    assert kinds.count("2") / enterprises == pytest.approx(0.6, abs=0.03)
    situations = [row[2] for row in rows(path, "enterprise")]
    assert situations.count("000") / enterprises == pytest.approx(0.942, abs=0.02)


def test_the_same_seed_gives_the_same_and_another_does_not(tmp_path: Path) -> None:
    def made(seed: int) -> list[list[str]]:
        world = World(50, seed=seed)
        world.next_day(10)
        return rows(write_full(world, tmp_path / f"{seed}.zip"), "address")

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_an_update_names_what_happened_and_nothing_else(tmp_path: Path) -> None:
    world = World(200)
    happened = world.next_day(40)
    path = write_update(world, tmp_path / "x.zip")
    named = {row[0].replace(".", "") for name in HEADERS if name not in ("meta", "code", "branch")
             for row in rows(path, f"{name}_delete")}  # fmt: skip
    assert named == {one.number for one in happened}
    assert {one.kind for one in happened} >= {"moved", "renamed", "gone", "activities"}


def test_positions_and_numbers_are_each_others_inverse() -> None:
    world = World(1_200_000)
    for one in (0, 5, 999_999, 1_000_000, 1_199_999, 1_200_000, 2_200_001):
        assert world.position(world.number(one)) == one
    assert len(world.number(1_000_000)) == 10
