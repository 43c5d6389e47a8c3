"""A newcomer signs up for a speeltuin session, enters a sandbox of his own by the mail, changes
something, begins anew; the real instance never changes, and nothing real can be reached (A15)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Page, expect

from sleutelbos.config.postgres import Databases
from sleutelbos.config.sandboxes.role import ROLE
from sleutelbos.config.sandboxes.template import Template
from tests.journeys.walking import axe, become, too_wide
from tests.plugin import databases
from tests.site import Site
from tests.templates import fingerprint

pytestmark = [pytest.mark.slow, pytest.mark.requirement("A15")]
GRANTS = (
    "GRANT ALL ON ALL TABLES IN SCHEMA public TO {}",
    "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {}",
    "ALTER DATABASE {1} OWNER TO {0}",
)


@pytest.fixture
def names(live_site: Site) -> Iterator[str]:
    """How the databases of the sandboxes begin; the loaded demo is the template of them."""
    site = Databases(live_site.database_url)
    begin = f"{urlsplit(live_site.database_url).path.removeprefix('/')}_speel"
    home = live_site.data / "speeltuin"
    home.mkdir(exist_ok=True)
    shutil.copy(os.environ["SLEUTELBOS_SECRET_FILE"], home / "keys.json")
    name = Template(home, site, begin).name(datetime.now(UTC).date())
    databases.create_database(name, f"template_demo_{fingerprint()}")
    with psycopg.connect(databases.dsn(name), autocommit=True) as connection:
        for grant in GRANTS:
            connection.execute(grant.format(ROLE, f'"{name}"').encode())
    yield begin
    for left in databases.names():
        if left.startswith(begin):
            databases.drop_database(left)


def states(url: str) -> dict[str, str]:
    """The states of the positions in a database."""
    with psycopg.connect(url) as connection:
        return dict(connection.execute("SELECT number, state FROM positions_position").fetchall())


def mails(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM tools_message").fetchone()
        return int(row[0]) if row else 0


def of_sandboxes() -> list[dict[str, str]]:
    """The environments of the processes that serve a sandbox now."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            pairs = (place / "environ").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        told = dict(pair.partition("=")[::2] for pair in pairs if pair)
        if told.get("SLEUTELBOS_SANDBOX"):
            found.append(told)
    return found


def approve(page: Page) -> None:
    """Approve the position that waits on the home page."""
    page.get_by_role("link", name="Kijk na").first.click()
    page.get_by_role("link", name="Goedkeuren").first.click()
    page.get_by_label("Reden").fill("Om te oefenen")
    page.get_by_role("button", name="Arbeidsplaats goedkeuren").click()
    expect(page.locator(".toasts")).to_contain_text("is goedgekeurd")


def test_a_newcomer_plays_and_nothing_real_changes(page: Page, live_site: Site, names: str) -> None:
    page.set_default_timeout(60_000)  # a sandbox starts in seconds, on a busy machine in more
    become(page, "Bram")
    page.goto("/arbeidsplaatsen/speeltuin")
    page.locator("main tbody a").first.click()
    page.get_by_role("button", name="Inschrijven").click()
    expect(page.locator("main")).to_contain_text("U hebt een plaats.")
    session = page.url
    page.goto("/demo/postvak?zoek=speeltuinsessie")
    mail = page.get_by_role("link", name="U doet mee aan een speeltuinsessie").first
    for _again in range(40):  # the worker delivers
        if mail.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    mail.click()
    expect(page.locator("main")).to_contain_text("speeltuinsessie.ics")
    page.locator(f".mailtext a[href$='{urlsplit(session).path}']").click()
    real, sent = states(live_site.database_url), mails(live_site.database_url)

    page.get_by_role("button", name="Naar mijn speeltuin").click()
    banner = page.locator(".banner")
    expect(banner).to_contain_text("Speeltuin – niets telt hier echt", timeout=60_000)
    inside = page.url.removesuffix("/aanmelden")
    assert inside != live_site.url.rstrip("/")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert not too_wide(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Bram").first.click()
    expect(page).not_to_have_url(f"{inside}/aanmelden", timeout=30_000)
    page.goto(f"{inside}/")
    approve(page)
    expect(banner).to_contain_text("niets telt hier echt")
    played = next(
        name for name in databases.names()
        if name.startswith(f"{names}_") and "_sjabloon_" not in name
    )  # fmt: skip
    changed = states(databases.dsn(played))
    assert changed != real
    page.goto(f"{inside}/arbeidsplaatsen/speeltuin")
    page.locator("main tbody a").last.click()
    page.get_by_role("button", name="Inschrijven").click()
    expect(page.locator("main")).to_contain_text("U hebt een plaats.")

    for told in of_sandboxes():
        if names not in told["DATABASE_URL"]:
            continue  # of another run
        assert told["SLEUTELBOS_DATA"].startswith(str(live_site.data / "speeltuin"))
        assert told["SLEUTELBOS_SECRET_FILE"] == str(live_site.data / "speeltuin" / "keys.json")
        assert "SLEUTELBOS_SMTP" not in told
        assert live_site.database_url not in told.values()
        own = told["DATABASE_URL"].replace(f"/{played}", f"/{names.removesuffix('_speel')}")
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(own)

    banner.get_by_role("link", name="Opnieuw beginnen").click()
    page.get_by_role("button", name="Opnieuw beginnen").click()
    expect(page).to_have_url(f"{inside}/aanmelden", timeout=60_000)
    page.goto(f"{inside}/aanmelden", timeout=60_000)
    assert states(databases.dsn(played)) == states(databases.dsn(_template(names)))
    assert states(live_site.database_url) == real
    assert mails(live_site.database_url) == sent
    page.goto(session)  # still signed in there
    expect(page.locator("main")).to_contain_text("U hebt een plaats.")


def _template(names: str) -> str:
    return next(n for n in databases.names() if n.startswith(f"{names}_sjabloon_"))
