"""Every page that links lead to, as every persona: axe, console, CSP, width, no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser

from tests.conftest import _with_demo
from tests.journeys.walking import axe, spills, too_wide, walk, walker
from tests.plugin import databases, worker_database
from tests.site import Site, running_site
from tests.templates import clone

pytestmark = [pytest.mark.slow]

# Pages that no link leads to for a persona of the demo, each with its reason.
UNLINKED = {
    "desk:run": "there is a task only once somebody chose a file",
    "signin:make-key": "reached by a link in a mail",
    "web:preferences": "a form in the footer",
    "access:quick-grant": "always leads on to its first step",
    "access:add-user": "always leads on to its first step",
    "access:find-user": "answers a form",
    "access:appoint-step": "the next step after a form",
    "access:replace-step": "the next step after a form",
    "access:extend": "answers a form",
    "access:submit-client": "answers a form",
    "access:reopen-client": "answers a form",
    "access:end-trust": "answers a form",
    "access:invite": "answers a form",
    "access:withdraw-request": "answers a form",
    "demo:restarting": "would begin the demo again",
    "demo:moving": "would move the clock of all who follow; tests/demo opens it",
    "demo:moving-progress": "would move the clock of all who follow; tests/demo opens it",
    "demo:restart-progress": "would begin the demo again",
    "desk:close-help": "answers a form",
    "desk:follow-help": "answers a form",
    "desk:invite": "answers a form",
    "desk:take-help": "answers a form",
    "desk:conversation": "begins with a message; tests/desk opens it",
    "signin:persona": "answers a form",
    "signin:sign-out": "answers a form",
    "signin:withdraw-key": "needs a key of one's own; no persona has one",
    "signin:recovery-codes": "needs a key of one's own; no persona has one",
    "signin:end-session": "answers a form",
    "signin:sign-out-user": "there is a link only while that user is signed in",
    "signin:delivery": "there is a message only once a client was told something",
    "signin:acm": "only where the Toegangsbeheer of the government is connected",
    "signin:acm-back": "only where the Toegangsbeheer of the government is connected",
    "signin:eid": "only where a proxy passes on the certificate",
    "signin:consent": "a client leads to it",
    "signin:op-fault": "a client leads to it",
    "signin:op-logout": "a client leads to it",
    "access:audit-proof": "a file",
    "access:audit-all-proof": "a file",
    "timereg:annul-entry": "comes once somebody registered; tests/timereg/pages opens it",
    "timereg:finish": "comes once somebody registered; tests/timereg/pages opens it",
    "timereg:allocation": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-add": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-agree": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-archive": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-clear": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-correct": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-refuse": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-submit": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:allocation-withdraw": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:approve-work": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:ask-late": "depends on the hour of the day; tests/timereg/pages opens it",
    "timereg:ask-member-right": "answers a form",
    "timereg:ask-trainer-right": "answers a form",
    "timereg:assist": "a form leads there; tests/timereg opens it",
    "timereg:batch": "answers a script",
    "timereg:calendar-feed": "a file",
    "timereg:copy-work": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:deliver-work": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:entry": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:entry-change": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:entry-withdraw": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:late": "depends on the hour of the day; tests/timereg/pages opens it",
    "timereg:manifest": "a file",
    "timereg:mark": "answers a form",
    "timereg:member": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:member-change": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:member-resume": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:member-stop": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:merge": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:merge-record": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:merge-undo": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:my-work": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:offline": "the kept page of a phone; tests/timereg/browser opens it",
    "timereg:open": "depends on the hour of the day; tests/timereg/pages opens it",
    "timereg:present-work": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:preview-excel": "a file",
    "timereg:preview-pdf": "a file",
    "timereg:replace-code": "answers a form",
    "timereg:report-excel": "a file",
    "timereg:report-pdf": "a file",
    "timereg:resubmit": "no session of the demo is reopened now; tests/timereg/pages opens it",
    "timereg:return-work": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:roster": "answers a script",
    "timereg:send-code": "answers a form",
    "timereg:send-report": "answers a form",
    "timereg:sheet": "a file",
    "timereg:to-approve": "no project of the demo has staff yet; tests/timereg opens it",
    "timereg:version-sheet": "a file",
    "timereg:withdraw-calendar": "answers a form",
    "timereg:worker": "a file",
}


def count_personas(browser: Browser, site: Site) -> int:
    visitor = walker(browser, site)
    page = visitor.open()
    page.goto("/aanmelden")
    number = page.locator(".personas form button").count()
    visitor.context.close()
    return number


@pytest.fixture
def untouched_site(tmp_path: Path) -> Iterator[Site]:
    """The demo as it begins: other journeys settle what waits there."""
    name = f"{worker_database}_every_page"
    clone(databases, name, _with_demo)
    with running_site(databases.dsn(name), tmp_path) as site:
        yield site
    databases.drop_database(name)


@pytest.mark.requirement("P04")
@pytest.mark.requirement("P03")
def test_every_page_is_clean(browser: Browser, untouched_site: Site) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    for number in range(-1, count_personas(browser, untouched_site)):
        visitor = walker(browser, untouched_site, viewport={"width": 1280, "height": 900})
        page = visitor.open()
        page.goto("/aanmelden")
        if number >= 0:
            page.locator(".personas form button").nth(number).click()
        for name in walk(page, seen):
            if name in seen:
                continue
            seen.add(name)
            faults += axe(page)
            if spills(page):
                faults.append(f"{page.url}: lies under what stands beside it")
            for width in (320, 1000):
                page.set_viewport_size({"width": width, "height": 720})
                if too_wide(page):
                    faults.append(f"{page.url}: scrolls sideways at {width} px")
            page.set_viewport_size({"width": 1280, "height": 900})
        faults += visitor.trouble
        visitor.context.close()
    assert not faults, "\n".join(sorted(set(faults)))
    declared = {
        f"{view.page.room}:{view.page.name}"
        for view in (pattern.callback for pattern in _patterns())
        if hasattr(view, "page") and not view.page.path.startswith("_onderdelen")
    }
    unseen = declared - seen - set(UNLINKED)
    assert not unseen, f"no persona gets to {sorted(unseen)}"


def _patterns() -> list[object]:
    found: list[object] = []

    def gather(patterns: list[object]) -> None:
        for pattern in patterns:
            inner = getattr(pattern, "url_patterns", None)
            if inner is None:
                found.append(pattern)
            else:
                gather(inner)

    gather(get_resolver().url_patterns)
    return found
