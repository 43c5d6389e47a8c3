"""The sandboxes: whose, how many, begun anew, ended; what their role and processes can't reach."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from sleutelbos.config.postgres import Databases
from sleutelbos.config.sandboxes import cookies, role, template, words
from sleutelbos.config.sandboxes.__main__ import NEVER_BOTH, build
from sleutelbos.config.sandboxes.front import Speeltuin
from sleutelbos.config.sandboxes.house import DAY, Full, House
from sleutelbos.tools import handover
from tests.plugin import databases, worker_database

pytestmark = pytest.mark.requirement("A15")
NOW = 1_800_000_000.0
NAMES, TEMPLATE = f"{worker_database}_speel", f"{worker_database}_speel_bron"


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    """A database that stands for the real one, shut to the role of the sandboxes."""
    name = f"{worker_database}_echt"
    databases.create_database(name)
    role.make(databases, name)
    role.make(databases, name)  # at each start
    yield name
    databases.drop_database(name)


@pytest.fixture(scope="module")
def own(real: str) -> Iterator[Databases]:
    """The server as the sandboxes see it, with a small template."""
    mine = Databases(role.with_role(databases.admin_url))
    mine.create_database(TEMPLATE)
    with psycopg.connect(mine.dsn(TEMPLATE)) as connection:
        connection.execute("CREATE TABLE plan (name text)")
        connection.execute("INSERT INTO plan VALUES ('zoals het was')")
    yield mine
    mine.drop_database(TEMPLATE)


@pytest.fixture
def house(own: Databases, tmp_path: Path) -> Iterator[House]:
    """At most two sandboxes."""
    made = House(tmp_path / "speeltuin", own, 2, NAMES)
    yield made
    made.end(NOW + 1000 * DAY)


def told(own: Databases, name: str) -> list[str]:
    with psycopg.connect(own.dsn(name)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM plan ORDER BY 1")]


def test_each_has_one_of_his_own(own: Databases, house: House) -> None:
    mine = house.open("ik", 14, TEMPLATE, "a", NOW)
    other = house.open("jij", 14, TEMPLATE, "a", NOW)
    assert house.open("ik", 14, TEMPLATE, "a", NOW + 60) == mine
    with psycopg.connect(own.dsn(mine.database)) as connection:
        connection.execute("INSERT INTO plan VALUES ('iets van mij')")
    assert len(told(own, mine.database)) == 2
    assert told(own, other.database) == ["zoals het was"]
    with pytest.raises(Full):
        house.open("zij", 14, TEMPLATE, "a", NOW)


def test_it_begins_anew_and_keeps_its_last_day(own: Databases, house: House) -> None:
    mine = house.open("ik", 14, TEMPLATE, "a", NOW)
    with psycopg.connect(own.dsn(mine.database)) as connection:
        connection.execute("DELETE FROM plan")
    (house.place(mine) / "mail.txt").write_text("weg")
    house.reset(mine, TEMPLATE)
    assert told(own, mine.database) == ["zoals het was"]
    assert house.find(mine.number) == mine
    assert not (house.place(mine) / "mail.txt").exists()


def test_it_ends_by_itself_with_its_database(own: Databases, house: House) -> None:
    mine = house.open("ik", 14, TEMPLATE, "a", NOW)
    stray = f"{NAMES}_{'0' * 16}"  # a kill came between database and record
    own.create_database(stray)
    assert house.end(NOW + 14 * DAY - 1) == []
    assert mine.database in own.names()
    assert house.end(NOW + 14 * DAY) == [mine]
    assert not {mine.database, stray} & set(own.names())
    assert house.find(mine.number) is None
    assert not house.place(mine).exists()
    assert TEMPLATE in own.names()


def test_one_of_older_code_is_made_again(own: Databases, house: House) -> None:
    mine = house.open("ik", 14, TEMPLATE, "a", NOW)
    newer = house.open("ik", 14, TEMPLATE, "b", NOW)
    assert newer.number != mine.number
    assert mine.database not in own.names()


def test_the_role_opens_no_other_database(own: Databases, real: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(own.dsn(real))
    with psycopg.connect(own.admin_url, autocommit=True) as connection:
        for command in (
            f'CREATE DATABASE "{NAMES}_copy" TEMPLATE "{real}"',
            f'DROP DATABASE "{real}"',
            f'GRANT CONNECT ON DATABASE "{real}" TO speeltuin',
            "CREATE ROLE meer SUPERUSER",
            "SELECT pg_read_file('postgresql.conf')",
        ):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.Warning)):
                connection.execute(command)


def test_a_process_knows_nothing_of_the_real_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*NEVER_BOTH, "SLEUTELBOS_UPSTREAM", "SLEUTELBOS_SPEELTUIN_KEY", "PGPASSWORD"):
        monkeypatch.setenv(name, "geheim")
    found = template.environment(tmp_path, "postgresql://speeltuin@/eigen")
    assert "geheim" not in found.values()
    assert found["SLEUTELBOS_SECRET_FILE"] == str(tmp_path / "keys.json")
    assert set(found) - set(template.KEPT) == {
        "SLEUTELBOS_MODE", "DJANGO_SETTINGS_MODULE", "SLEUTELBOS_SECRET_FILE", "DATABASE_URL",
        "SLEUTELBOS_DATA",
    }  # fmt: skip


@pytest.mark.parametrize("name", NEVER_BOTH)
def test_a_process_serves_the_sandboxes_or_the_real_instance(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        build({name: "iets van het echte"})


def test_cookies_of_another_port_never_come_in() -> None:
    sent = "sleutelbos=echt; speeltuin=abc; speeltuin-sleutelbos=eigen; taal=nl"
    assert cookies.inwards(sent) == "sleutelbos=eigen"
    assert cookies.outwards("sleutelbos=x; Path=/") == "speeltuin-sleutelbos=x; Path=/"
    assert cookies.value_of(sent, "speeltuin") == "abc"
    assert cookies.value_of(sent, "weg") == ""


class Ready(template.Template):
    """A template that is there, or isn't yet."""

    here: str | None = TEMPLATE

    def ready(self, today: object) -> str | None:
        """What the test says."""
        return self.here


@pytest.fixture
def speeltuin(own: Databases, house: House, tmp_path: Path) -> Speeltuin:
    """The front without its processes."""
    ready = Ready(tmp_path, own, NAMES)
    return Speeltuin(house, None, ready, b"k" * 32)  # type: ignore[arg-type]


def test_a_pass_counts_once(speeltuin: Speeltuin) -> None:
    text = handover.give(speeltuin.key, "ik", 14, time.time())
    mine = speeltuin.enter(text)
    assert mine is not None
    with pytest.raises(handover.BadPass, match="used"):
        speeltuin.enter(text)
    assert speeltuin.enter(handover.give(speeltuin.key, "ik", 14, time.time())) == mine
    other = speeltuin.enter(handover.give(speeltuin.key, "jij", 14, time.time()))
    assert other != mine
    with pytest.raises(handover.BadPass, match="too old"):
        speeltuin.enter(handover.give(speeltuin.key, "ik", 14, time.time() - 100))


def test_a_pass_goes_on_counting_while_the_template_is_made(
    speeltuin: Speeltuin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speeltuin.template, "here", None)
    text = handover.give(speeltuin.key, "ik", 14, time.time() - 59)
    assert speeltuin.enter(text) is None
    began, later = time.time(), 120.0
    monkeypatch.setattr(time, "time", lambda: began + later)
    assert speeltuin.enter(text) is None
    monkeypatch.setattr(speeltuin.template, "here", TEMPLATE)
    assert speeltuin.enter(text) is not None
    with pytest.raises(handover.BadPass):
        speeltuin.enter(text)


def test_what_the_front_says_itself_names_the_speeltuin() -> None:
    shown = words.page(words.FULL).decode()
    assert "niets telt hier echt" in shown
    assert shown.count("<h1>") == 1
    assert 'lang="en"' in shown
    assert "http-equiv" not in shown
    assert 'content="3"' in words.page(words.WAITING, again=True).decode()
