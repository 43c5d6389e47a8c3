"""The embedded server: shared by many, survives violence, leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from sleutelbos.config.postgres import (
    PostgresError,
    account,
    binaries,
    ensure_server,
    places,
    postmaster,
    processes,
    use,
)
from tests.config.conftest import User, running_on

Join = Callable[..., User]

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another")


def ask(url: str, question: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(question.encode())
        row = cursor.fetchone() if cursor.description else None
    return str(row[0]) if row else ""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A directory that other accounts may enter; pytest's own are private."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


def test_six_processes_at_once_share_one_server(data: Path, join: Join) -> None:
    users = [join(data) for _ in range(6)]
    urls = {user.joined() for user in users}
    assert len(urls) == 1
    started = ask(urls.pop(), "SELECT pg_postmaster_start_time()")
    for user in users[:-1]:
        user.leave()
    assert running_on(data)
    extra = join(data)
    assert ask(extra.joined(), "SELECT pg_postmaster_start_time()") == started
    extra.leave()
    users[-1].leave()
    assert running_on(data) is None


def test_killed_owner_leaves_the_server_to_the_next(data: Path, join: Join) -> None:
    owner = join(data)
    owner.joined()
    before = running_on(data)
    owner.kill()
    assert before
    assert running_on(data) == before
    following = join(data)
    following.joined()
    assert running_on(data) == before
    following.leave()
    assert running_on(data) is None


def test_killed_server_is_recovered_with_its_data(data: Path, join: Join) -> None:
    """Its parent lives on and doesn't fetch it, so that a zombie holds its number."""
    owner = join(data, durable=True)
    url = owner.joined()
    ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    before = running_on(data)
    assert before
    os.kill(before.pid, signal.SIGKILL)
    following = join(data, durable=True)
    assert ask(following.joined(), "SELECT answer FROM kept") == "42"
    after = running_on(data)
    assert after
    assert after.pid != before.pid
    following.leave()
    assert running_on(data)
    owner.leave()
    assert running_on(data) is None


def test_nothing_is_left_after_the_last_release(data: Path) -> None:
    server = ensure_server(data, durable=False)
    running = running_on(data)
    assert running
    assert stat.S_IMODE(running.socket.stat().st_mode) == 0o700
    assert ask(server.admin_url, "SHOW listen_addresses") == ""
    server.release()
    server.release()
    assert not running.socket.exists()
    assert not processes.working_in(server.cluster)


def test_a_fork_does_not_release_for_its_parent(data: Path) -> None:
    with ensure_server(data, durable=False) as server:
        child = os.fork()
        if child == 0:
            server.release()
            os._exit(0)
        os.waitpid(child, 0)
        assert ask(server.admin_url, "SELECT 1") == "1"


def test_spaces_and_long_paths(data: Path) -> None:
    deep = data / "een map met spaties en 'aanhalingstekens'" / ("lang" * 30) / ("pad" * 40)
    with ensure_server(deep, durable=False) as server:
        assert ask(server.dsn("postgres"), "SHOW data_directory") == str(server.cluster)
    assert len(str(server.cluster)) > places.LONGEST_SOCKET


def test_interrupted_initdb_starts_again(data: Path) -> None:
    half = data / "postgres" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with ensure_server(data, durable=False) as server:
        assert ask(server.admin_url, "SELECT 1") == "1"
    assert not half.exists()


def test_text_sorts_and_lowers_alike_everywhere(data: Path) -> None:
    with ensure_server(data, durable=False) as server:
        server.create_database("taal")
        assert ask(server.dsn("taal"), "SHOW server_encoding") == "UTF8"
        assert ask(server.dsn("taal"), "SELECT min(x) FROM (VALUES ('b'), ('B')) AS v(x)") == "B"
        for extension in ("btree_gist", "pg_trgm", "unaccent"):
            ask(server.dsn("taal"), f"CREATE EXTENSION {extension}")


def test_databases_are_made_copied_and_dropped(data: Path) -> None:
    with ensure_server(data, durable=False) as server:
        assert server.create_database("eerste plan")
        assert not server.create_database("eerste plan")
        assert server.is_empty("eerste plan")
        ask(server.dsn("eerste plan"), "CREATE TABLE t (n int)")
        assert server.create_database("kopie", template="eerste plan")
        assert not server.is_empty("kopie")
        with psycopg.connect(server.dsn("kopie")):
            server.drop_database("kopie")
        server.drop_database("kopie")
        server.rename_database("eerste plan", "tweede")
        assert sorted(server.names()) == ["postgres", "tweede"]


@as_root
def test_dropping_to_an_account_when_namespaces_are_refused(
    open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "SYSTEM_HOME", open_place)
    monkeypatch.setenv("SLEUTELBOS_POSTGRES_ACCOUNT", "drop")
    with ensure_server(open_place, durable=False) as server:
        assert ask(server.admin_url, "SELECT 1") == "1"
        assert server.cluster.stat().st_uid != 0
    assert postmaster.find(server.cluster) is None


@as_root
def test_programs_out_of_reach_are_copied(open_place: Path) -> None:
    """As with an environment in /root: the account may not enter it."""
    found = binaries.find(open_place)
    closed = open_place / "closed"
    package = found.bin.parent.parent.name
    installed = closed / package / "installation"
    installed.parent.mkdir(parents=True)
    closed.chmod(0o700)
    shutil.copytree(found.bin.parent, installed, symlinks=True)
    libraries = found.bin.parent.parent
    libraries = libraries.with_name(libraries.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, closed / libraries.name)
    as_other = account.Account(drop_to=account.ordinary_user())
    home = open_place / "home"
    home.mkdir(mode=0o755)
    hidden = binaries.Binaries(installed / found.bin.name, found.major)
    copy = account.within_reach(as_other, hidden, home)
    assert copy.bin.is_relative_to(home)
    assert as_other.popen([copy.initdb, "--version"], cwd="/").wait() == 0


@as_root
def test_an_ordinary_user_needs_no_tricks(data: Path, join: Join) -> None:
    """Seen from within a namespace in which we are not root."""
    before = account.choose(data).prefix
    if not before:
        pytest.skip("namespaces are refused here")
    user = join(data, *before)
    assert ask(user.joined(), "SELECT 1") == "1"
    user.leave()
    assert running_on(data) is None


def test_a_cluster_of_another_version_is_refused(data: Path) -> None:
    cluster = data / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 9"):
        ensure_server(data)


def test_a_socket_directory_of_somebody_else_is_refused(data: Path) -> None:
    (data / "elsewhere").mkdir()
    (data / "socket").symlink_to(data / "elsewhere")
    with pytest.raises(PostgresError, match="belongs to somebody else"):
        places.make_private(data / "socket", account.Account())


def test_database_url_switches_the_embedded_server_off(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.be/sleutelbos")
    assert use(data) is None
    assert not list(data.iterdir())


def test_use_gives_a_database(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    server = use(data, "mijn")
    assert server
    with server:
        assert ask(os.environ["DATABASE_URL"], "SELECT current_database()") == "mijn"


def test_a_number_given_out_again_is_not_taken_for_the_server(data: Path) -> None:
    with ensure_server(data, durable=False) as server:
        cluster = server.cluster
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster}\n0\n5432\n/tmp\n\n")
    assert running_on(data) is None
    with ensure_server(data, durable=False) as server:
        assert ask(server.admin_url, "SELECT 1") == "1"


def test_unroot_needs_the_standard_library_only() -> None:
    """It is run by its path, with -I and -S."""
    source = account.UNROOT.read_text()
    modules = {line.split()[1] for line in source.splitlines() if line.startswith("import ")}
    assert modules <= sys.stdlib_module_names
