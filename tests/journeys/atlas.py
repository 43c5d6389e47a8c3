"""A map of the site: which persona reaches which page by following links, without a browser.

One visitor per persona asks the running site for pages and reads their links. So a page is opened
in a real browser once, by whoever gets there first, and every address is known that somebody else
must not get to see.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import httpx
from django.urls import Resolver404, resolve, reverse

from tests.site import Site

SKIP = re.compile(r"[?&](als|taal|thema)=|/static/|\.ics$")
MOST = 220  # pages that one persona opens
BARREN = 60  # pages of one kind in a row without a new way on: then one of it is enough per persona
NOBODY = -1
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
            "access:ending",
        ],
        1,
    ),
    "desk:help-requests": 1,
    "desk:help-request": 4,
    "desk:news": 1,
    "access:client": 4,
    "duallearning:start": 1,
    "duallearning:requests": 1,
    "duallearning:request": 6,
    "duallearning:programmes": 1,
    "duallearning:programme": 1,
    "duallearning:partnerships": 1,
    "duallearning:partnership": 30,
    "duallearning:recognitions": 1,
    "duallearning:recognition": 2,
    "duallearning:learners": 1,
    "duallearning:learner": 4,
    "duallearning:agreements": 1,
    "duallearning:agreement": 3,
    "duallearning:search-places": 1,
    "duallearning:info": 1,
    "duallearning:audience": 3,
    "duallearning:schools": 1,
    "duallearning:programming-deliveries": 1,
    "duallearning:companies": 1,
    "access:heads": 1,
    "duallearning:votes": 1,
    "duallearning:vote-round": 1,
    "duallearning:tasks": 1,
    "duallearning:task": 1,
    "duallearning:sanctions": 1,
    "duallearning:sanction": 1,
    "duallearning:trainings": 1,
    "duallearning:training": 2,
    "duallearning:mandates": 1,
    "duallearning:mandate": 2,
    "duallearning:my-organisation": 1,
    "duallearning:report": 7,
    "duallearning:signals": 1,
    "duallearning:signal": 2,
    "duallearning:follow-ups": 1,
    "duallearning:follow-up": 3,
    "duallearning:lights": 1,
    "duallearning:light": 2,
    "duallearning:add-light": 1,
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
    "positions:functions": 1,
    "positions:plan": 1,
    "positions:project": 1,
    "positions:position": 16,
    "positions:units": 1,
    "positions:personnel": 1,
    "positions:joining": 1,
    "positions:joining-lines": 1,
    "positions:joining-line": 8,
    "positions:reports": 1,
    "positions:reports-all": 1,
    "positions:playground": 1,
    "positions:playground-session": 2,
    "positions:rollout": 1,
    "positions:rollout-planned": 1,
    "positions:rollout-entity": 2,
    "positions:keep-project": 1,
}


@dataclass(frozen=True)
class Place:
    """A page that a persona reached: who (its place on the sign-in page), which kind, where."""

    who: int
    name: str
    path: str


@dataclass
class Atlas:
    """All places, and what is wrong with the pages themselves."""

    personas: list[str]
    places: list[Place] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    mute: list[str] = field(default_factory=list)  # of Gebruikersbeheer, without a way to ask 1700

    def first(self) -> dict[str, Place]:
        """The first place of each kind of page."""
        found: dict[str, Place] = {}
        for place in self.places:
            found.setdefault(place.name, place)
        return found


class _Page(HTMLParser):
    """Links, headings, fields and labels of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.headings = 0
        self.title = False
        self.fields: list[str] = []
        self.labels: set[str] = set()
        self._in_label = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        self.headings += tag == "h1"
        self.title |= tag == "title"
        if tag == "label":
            self._in_label = True
            self.labels.add(given.get("for") or "")
        hidden = given.get("type") in ("hidden", "submit", "button")
        if tag in ("input", "select", "textarea") and not hidden and not self._in_label:
            told = given.get("aria-label") or given.get("aria-labelledby")
            if not told:
                self.fields.append(given.get("id") or f"{tag} {given.get('name')}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label = False

    def faults(self) -> list[str]:
        """What every page must have and this one lacks."""
        found = [] if self.title else ["no title"]
        if self.headings != 1:
            found.append(f"{self.headings} first headings")
        return found + [f"no label for {name}" for name in self.fields if name not in self.labels]


def _asks(page: _Page, url: str) -> bool:
    """Whether a question about this very page is one link away (G33)."""
    wanted = f"{reverse('desk:ask-help')}?{urlencode({'pagina': urlsplit(url).path})}"
    return any(link.startswith(wanted) for link in page.links)


def name_of(url: str) -> str:
    """``room:page`` of an address; empty when it leads nowhere of ours."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def personas(site: Site) -> list[str]:
    """First names of the personas, in the order of the sign-in page."""
    forms = _forms(httpx.get(urljoin(site.url, "/aanmelden")).text)
    return [re.findall(r'class="sr">\s*als (\S+)', form)[0] for form in forms]


@contextmanager
def visitor(site: Site, who: int) -> Iterator[httpx.Client]:
    """Somebody who asks for pages; signed in as the persona with this place, or nobody."""
    with httpx.Client(base_url=site.url, follow_redirects=True, timeout=30) as client:
        if who != NOBODY:
            form = _forms(client.get("/aanmelden").text)[who]
            fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
            action = re.search(r'action="([^"]+)"', form)
            assert action
            data = {name: unescape(value) for name, value in fields.items()}
            answer = client.post(action[1], data=data, headers={"referer": site.url})
            assert answer.status_code == 200, answer.url
        yield client


def _forms(page: str) -> list[str]:
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    return [form for form in forms if 'name="persona"' in form]


def atlas(site: Site) -> Atlas:
    """Follow the links as every persona, and as nobody."""
    found, seen = Atlas(personas(site)), Seen()
    for who in range(NOBODY, len(found.personas)):
        with visitor(site, who) as client:
            _walk(client, who, seen, found)
    return found


@dataclass
class Seen:
    """Kinds of pages that were opened, and since how many of a kind nothing new was linked."""

    kinds: set[str] = field(default_factory=set)
    barren: Counter[str] = field(default_factory=Counter)

    def limit(self, kind: str) -> int:
        """How many pages of this kind the next persona opens."""
        if kind not in HUBS:
            return kind not in self.kinds
        return 1 if self.barren[kind] >= BARREN else HUBS[kind]

    def note(self, kind: str, ways: set[str]) -> None:
        """A page was opened that leads to pages of these kinds."""
        self.kinds.add(kind)
        self.barren[kind] = 0 if ways - self.kinds - {""} else self.barren[kind] + 1


def _walk(client: httpx.Client, who: int, seen: Seen, found: Atlas) -> None:
    queue, known = deque(["/"]), {"/"}
    opened: dict[str, int] = {}
    while queue and sum(opened.values()) < MOST:
        path = queue.popleft()
        name = name_of(path)
        if not name or opened.get(name, 0) >= seen.limit(name):
            continue
        opened[name] = opened.get(name, 0) + 1
        answer = client.get(path)
        # 409: what can't be done yet, such as the proof of what isn't sealed; a page as any other
        assert answer.status_code in (200, 409), f"{path} answers {answer.status_code}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        page = _Page(answer.text)
        found.faults += [f"{path}: {fault}" for fault in page.faults()]
        place = Place(who, name_of(str(answer.url)), path)
        found.places.append(place)
        if place.name.startswith("access:") and not _asks(page, str(answer.url)):
            found.mute.append(path)
        seen.note(place.name, {name_of(link) for link in page.links})
        for link in page.links:
            url = urlsplit(urljoin(str(answer.url), link))
            further = url.path + (f"?{url.query}" if url.query else "")
            if url.netloc == answer.url.netloc.decode() and not SKIP.search(further):
                if further not in known:
                    known.add(further)
                    queue.append(further)
