"""Walk through the live demo as its personas do: sign in, follow links, look at each page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from tests.site import Site

SKIP = re.compile(r"[?&](als|taal|thema)=|/static/|\.ics$")
MOST = 220  # pages that one persona opens
# Kinds of pages that each persona opens for the links on them, however often they were seen, and
# how many of each: what may be done with a client differs with its state.
HUBS = {
    **dict.fromkeys(
        [
            "desk:home",
            "desk:profile",
            "desk:helpdesk",
            "access:organisations",
            "access:organisation",
            "access:users",
            "access:person",
            "access:managers",
            "access:post",
            "access:requests",
            "access:appointing",
        ],
        1,
    ),
    "access:client": 4,
    "timereg:sessions": 1,
    "timereg:archive": 1,
    "timereg:session": 6,
    "timereg:register": 1,
    "timereg:my-work": 1,
    "timereg:allocations": 1,
    "timereg:allocation": 6,
    "timereg:entries": 1,
    "timereg:entry": 3,
    "timereg:members": 1,
    "timereg:member": 3,
}


@dataclass
class Walker:
    """One persona in a browser of its own; ``trouble`` gathers what a visitor must never see."""

    context: BrowserContext
    site: Site
    trouble: list[str] = field(default_factory=list)

    def open(self) -> Page:
        """A page whose console errors and failed requests are kept."""
        page = self.context.new_page()
        page.on("console", lambda message: self._hear(page, message))
        page.on("pageerror", lambda error: self.trouble.append(f"{page.url}: {error}"))
        return page

    def _hear(self, page: Page, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.trouble.append(f"{page.url}: {message.text}")


def walker(browser: Browser, site: Site, **options: object) -> Walker:
    """A new visitor."""
    context = browser.new_context(base_url=site.url, locale="nl-BE", **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return Walker(context, site)


def personas(page: Page) -> list[str]:
    """Names of the personas on the sign-in page."""
    page.goto("/aanmelden")
    return [name.strip() for name in page.locator("[data-persona]").all_inner_texts()]


def sign_in(page: Page, number: int) -> None:
    """Become the persona with this place on the sign-in page."""
    page.goto("/aanmelden")
    page.locator(".personas form button").nth(number).click()
    expect(page.locator("h1")).to_be_visible()


def name_of(url: str) -> str:
    """``room:page`` of an address; empty when it leads nowhere of ours."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def links(page: Page) -> list[str]:
    """Addresses on this site that the page links to."""
    here = urlsplit(page.url)
    found = []
    for href in page.locator("a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        url = urlsplit(urljoin(page.url, href))
        path = url.path + (f"?{url.query}" if url.query else "")
        if url.netloc == here.netloc and not SKIP.search(path):
            found.append(path)
    return found


def walk(page: Page, seen: set[str], start: str = "/") -> Iterator[str]:
    """Open every kind of page that can be reached by links, each kind once per walk."""
    queue, known = deque([start]), {start}
    opened: dict[str, int] = {}
    while queue and sum(opened.values()) < MOST:
        path = queue.popleft()
        name = name_of(path)
        limit = 2 if name not in seen else HUBS.get(name, 0)
        if not name or opened.get(name, 0) >= limit:
            continue
        opened[name] = opened.get(name, 0) + 1
        try:
            response = page.goto(path)
        except Error as problem:
            if "Download is starting" not in problem.message:
                raise
            continue
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            continue
        # 409: what can't be done yet, such as the proof of what isn't sealed; a page as any other
        assert response.status in (200, 409), f"{path} answers {response.status}"
        for link in links(page):
            if link not in known:
                known.add(link)
                queue.append(link)
        yield name_of(page.url)


def axe(page: Page) -> list[str]:
    """What axe finds on the page: rule, help and places."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {v['id']}: {v['help']} at {[n['target'] for n in v['nodes']][:3]}"
        for v in found
    ]


def too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    wide: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    )
    return wide


def spills(page: Page) -> bool:
    """Whether something is wider than its place, so that it lies under what stands beside it."""
    wide: bool = page.evaluate(
        "[...document.querySelectorAll('.content')].some("
        "place => place.scrollWidth > place.clientWidth + 1)"
    )
    return wide
