"""A database that goes away and comes back, under a site that serves (issue: bad input)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, urljoin

import httpx
import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.plugin import databases
from tests.signin.tours.party import Account
from tests.signin.tours.registrar import Registrar
from tests.site import Site

AWAY = 3.0  # seconds; longer than a decision process may be without its feed
WITHIN = 10.0  # seconds in which everything answers again


@contextmanager
def no_database(site: Site) -> Iterator[None]:
    """Nobody gets a connection, and who has one loses it: as when the server is gone."""
    name = str(conninfo_to_dict(site.database_url)["dbname"])
    with psycopg.connect(databases.admin_url, autocommit=True) as admin:
        database = sql.Identifier(name)
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(database))
        try:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
        finally:
            admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(database))


def soon(answer: Callable[[], int], wanted: int) -> None:
    """It answers so within a few seconds; meanwhile it may not hang."""
    until = time.monotonic() + WITHIN
    while (found := answer()) != wanted:
        assert time.monotonic() < until, f"still {found}"
        time.sleep(0.1)


class Caller:
    """A client of the site: it asks for a token, what a token is worth, and for a decision."""

    def __init__(self, site: Site, account: Account) -> None:
        auth = tuple(quote(part, safe="") for part in (account.client_id, account.secret))
        self.http = httpx.Client(auth=auth, timeout=5, trust_env=False)  # type: ignore[arg-type]
        self.site, self.account = site, account

    def token(self) -> int:
        url = f"{self.site.url}op/modern/v1/introspect"
        return self.http.post(url, data={"token": "niets"}).status_code

    def decision(self) -> int:
        question = {
            "subject": {"type": "person", "id": "0" * 40},
            "action": {"name": "WerkplekDuaalGebruiker"},
            "resource": {"type": "organisation", "id": "901001"},
        }
        url = urljoin(self.site.decisions_url, "/access/v1/evaluation")
        return self.http.post(url, json=question).status_code

    def page(self) -> int:
        return httpx.get(f"{self.site.url}aanmelden", timeout=5, trust_env=False).status_code


@pytest.mark.requirement("G24")
@pytest.mark.requirement("G26")
def test_a_database_that_goes_away_and_comes_back(live_site: Site, registrar: Registrar) -> None:
    caller = Caller(live_site, registrar.account("modern-api"))
    everything = (caller.token, caller.decision, caller.page)
    assert [ask() for ask in everything] == [200, 200, 200]
    with no_database(live_site):
        time.sleep(AWAY)
        assert caller.decision() == 503, "never a decision that may be stale"
        assert caller.token() >= 500
        assert caller.page() >= 500
    for ask in everything:
        soon(ask, 200)
    grant = registrar.grant()  # and changes are followed again: this does not fall on deaf ears
    registrar.withdraw(grant)
    assert [ask() for ask in everything] == [200, 200, 200]
