"""Files that a partner leaves: folder, HTTPS and fake keep the same promises (G17, A24)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sleutelbos.connectors.latest_file import client
from sleutelbos.connectors.latest_file.checks import problems
from sleutelbos.connectors.latest_file.client import FolderFiles, HttpsFiles, feed_of
from sleutelbos.connectors.latest_file.fake import FakeFiles
from sleutelbos.kernel import clock
from sleutelbos.tools.outside import FileFeed, IncomingFile, Unreachable

pytestmark = [pytest.mark.requirement("G17"), pytest.mark.requirement("A24")]

OLD = IncomingFile("programmaties-2026-10-01.csv", b"oud")
NEW = IncomingFile("programmaties-2026-11-30.csv", b"nieuw")
PARTNER = "Onderwijs"
URL = "https://onderwijs.example.be/programmaties-2026-11-30.csv"


def served(status: int, content: bytes = b"") -> HttpsFiles:
    """An address that answers so, to who shows the token."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer geheim"
        return httpx.Response(status, content=content, headers={"location": "https://elders.be"})

    return HttpsFiles(PARTNER, URL, "geheim", httpx.MockTransport(answer))


def folder(directory: Path, *files: IncomingFile) -> FolderFiles:
    for one in files:
        (directory / one.name).write_bytes(one.data)
    return FolderFiles(PARTNER, directory)


def test_all_give_the_latest_file(tmp_path: Path) -> None:
    (tmp_path / "programmaties-2026-12-01.csv.deel").write_bytes(b"wordt nog geschreven")
    (tmp_path / "lees-mij.txt").write_bytes(b"geen levering")
    feeds: list[FileFeed] = [
        FakeFiles([NEW, OLD]), folder(tmp_path, OLD, NEW), served(200, NEW.data)
    ]  # fmt: skip
    for feed in feeds:
        assert feed.newest() == NEW
        assert feed.newest() == NEW  # asked again: the same


def test_all_say_that_nothing_lies_there(tmp_path: Path) -> None:
    feeds: list[FileFeed] = [
        FakeFiles(), FolderFiles(PARTNER, tmp_path), served(204), served(404)
    ]  # fmt: skip
    assert [feed.newest() for feed in feeds] == [None] * 4


def test_all_say_why_they_can_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    away = HttpsFiles(PARTNER, URL, "geheim", httpx.MockTransport(broken))
    monkeypatch.setattr(client, "MOST_BYTES", 4)
    found: list[tuple[FileFeed, str]] = [
        (FakeFiles(fault="Er ging iets mis."), "Er ging iets mis."),
        (FolderFiles(PARTNER, tmp_path / "weg"), "kan niet gelezen worden"),
        (folder(tmp_path, NEW), "te groot"),
        (served(200, NEW.data), "te groot"),
        (served(500), "antwoordt met fout 500"),
        (served(302), "antwoordt met fout 302"),  # not followed: the token stays here
        (away, "niet bereikbaar"),
    ]
    for feed, sentence in found:
        with pytest.raises(Unreachable, match=sentence):
            feed.newest()


def test_the_fake_has_its_file_from_a_day_on(db: None) -> None:
    assert FakeFiles([NEW], since=clock.today()).newest() == NEW
    assert FakeFiles([NEW], since=clock.today() + timedelta(days=1)).newest() is None


def test_the_settings_name_one_of_both(tmp_path: Path) -> None:
    assert isinstance(feed_of(PARTNER, URL, "geheim"), HttpsFiles)
    assert isinstance(feed_of(PARTNER, str(tmp_path), ""), FolderFiles)
    assert problems(PARTNER, str(tmp_path), "") == []
    assert "kan niet gelezen worden" in str(problems(PARTNER, str(tmp_path / "weg"), "")[0])
