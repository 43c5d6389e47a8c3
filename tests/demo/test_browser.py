"""The demo in a real browser, with its web and worker processes running."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import _with_demo
from tests.plugin import databases, worker_database
from tests.site import Site, running_site
from tests.templates import clone

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of our own: starting again would trouble others."""
    name = f"{worker_database}_demo_site"
    clone(databases, name, _with_demo)
    with running_site(databases.dsn(name), tmp_path_factory.mktemp("demo-site")) as found:
        yield found
    databases.drop_database(name)


@pytest.fixture(scope="module")
def start(site: Site) -> object:
    """What there is before anybody did something."""
    return picture(site)


@pytest.fixture(autouse=True)
def _seen_first(start: object) -> None:
    """Before the first test changes it."""


@pytest.fixture
def tab(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_a_persona_finds_her_mail_and_moves_the_clock(tab: Page) -> None:
    tab.goto("/aanmelden")
    tab.get_by_role("button", name="Aanmelden als Fatima El Kaddouri").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Houtbouw Hazelaar")
    tab.get_by_role("link", name="Klok").click()
    tab.get_by_role("button", name="Een week later").click()
    expect(tab.get_by_role("heading", name="Wat er gebeurde")).to_be_visible()
    tab.get_by_role("link", name="Postvak").first.click()
    tab.get_by_label("Persoon").select_option(label="Fatima El Kaddouri")
    tab.get_by_role("button", name="Zoeken").click()
    expect(tab.get_by_text("fatima@example.be").first).to_be_visible()


def picture(site: Site) -> list[tuple[int, ...]]:
    """What a visitor finds at the start."""
    tables = ("register_person", "access_grant", "access_rightrequest", "tools_message")
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    with psycopg.connect(site.database_url) as watching:
        return watching.execute(f"SELECT {counts}").fetchall()


def test_back_to_the_start_while_the_processes_run(tab: Page, start: object, site: Site) -> None:
    tab.goto("/aanmelden")
    tab.get_by_role("button", name="Aanmelden als Stef Ruelens").click()
    expect(tab.get_by_text("Stef Ruelens").first).to_be_visible()
    tab.goto("/demo/opnieuw")
    tab.get_by_role("button", name="Opnieuw beginnen").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("begint opnieuw")
    expect(tab.get_by_text("weer aan het begin")).to_be_visible(timeout=120_000)
    tab.goto("/")
    expect(tab.get_by_text("Stef Ruelens")).to_have_count(0)
    assert picture(site) == start
    tab.goto("/demo/klok")
    facts = tab.locator("dl").first.inner_text().splitlines()
    shown, real = facts[1::2]
    assert shown == real
