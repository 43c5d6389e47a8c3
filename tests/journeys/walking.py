"""Walk through the live demo as its personas do: sign in, follow links, look at each page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.site import Site

# All of WCAG 2.2 AA, also what axe leaves out by itself, and what it calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ["color-contrast", "target-size", "link-in-text-block"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """async ({rules, looks, where}) => {
  const off = Object.fromEntries(looks.map(rule => [rule, {enabled: false}]));
  const all = await axe.run({runOnly: rules, rules: off, resultTypes: ["violations"]});
  const seen = await axe.run(where ?? document, {runOnly: looks, resultTypes: ["violations"]});
  return [...all.violations, ...seen.violations].map(
    ({id, help, nodes}) => ({id, help, nodes: nodes.map(({target}) => ({target}))}));
}"""
# The frame as the style sheet sees it: each kind of element with its attributes, without the words,
# and what it lies in.
FRAME = """() => {
  const words = ["href", "value", "action", "title", "aria-label", "id", "aria-labelledby"];
  const own = one => one.tagName + [...one.attributes].filter(
    ({name}) => !words.includes(name)).map(({name, value}) => ` ${name}=${value}`).join("");
  const way = one => one ? `${way(one.parentElement)} > ${own(one)}` : "";
  const all = document.querySelectorAll("body, body *:not(main, main *)");
  const place = `${innerWidth} ${matchMedia("(prefers-color-scheme: dark)").matches}`;
  return [...new Set([...all].map(way))].map(one => place + one);
}"""
_measured: set[str] = set()  # parts of frames, in this worker
SKIP = re.compile(r"[?&](als|taal|thema)=|/static/|\.ics$")


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


def become(page: Page, name: str) -> None:
    """One click on the persona of this name."""
    _click_on(page, page.get_by_role("button", name=re.compile(name)).first)


def sign_in(page: Page, number: int) -> None:
    """Become the persona with this place on the sign-in page."""
    _click_on(page, page.locator(".personas form button").nth(number))


def _click_on(page: Page, persona: Locator) -> None:
    page.goto("/aanmelden")
    persona.click()
    expect(page).not_to_have_url(re.compile("/aanmelden$"))  # a slow answer: still the old page
    expect(page.locator("h1")).to_be_visible()


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


def axe(page: Page) -> list[str]:
    """What axe finds on the page: rule, help and places.

    Three rules measure how things look, which takes axe six times as long as all its other rules
    together. The frame around the page looks the same on hundreds of pages, so they pass over a
    frame that was measured before.
    """
    page.evaluate(AXE)
    frame = set(page.evaluate(FRAME))
    where = "main" if frame <= _measured else None
    found = page.evaluate(RUN, {"rules": RULES, "looks": LOOKS, "where": where})
    _measured.update(frame)
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
