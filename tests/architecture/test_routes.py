"""Addresses: each shows a declared page, has a door, typed parameters and a Dutch path."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter
from django.utils.functional import Promise

from sleutelbos.web.pages import Page, Pages, anybody
from tests.architecture.source import ROOMS, told, tree_of

pytestmark = pytest.mark.usefixtures("everything")

TYPED = (UUIDConverter, IntConverter, SlugConverter)
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PERSONAL = {"insz", "rrn", "bis", "tst", "rijksregisternummer", "email", "naam", "name", "nummer",
            "number"}  # fmt: skip
ENGLISH = {
    "users", "user", "requests", "request", "grants", "grant", "rights", "right", "persons",
    "person", "organisation", "organisations", "managers", "manager", "appoint", "login", "logout",
    "sign-in", "sign-out", "settings", "profile", "search", "audit", "log", "home", "edit",
    "delete", "new", "add", "remove", "change", "help", "mailbox", "clock", "reset", "key", "keys",
    "question",
}  # fmt: skip

# Views without a declared page, each with its reason: route → reason.
WITHOUT_PAGE: dict[str, str] = {
    ".well-known/authzen-configuration/handelingen": "for programs: where to ask about actions",
    "handelingen/access/v1/evaluation": "for programs: a client asks, no cookie plays a part",
    "handelingen/access/v1/evaluations": "the same, several questions at once",
}
# Parameters of another type, each with its reason: (name of the page, parameter) → reason.
OTHER_PARAMETERS = {
    ("signin:make-key", "token"): "a signed one-time link; it is checked before anything is shown",
}
# First words of a path that are no Dutch, each with its reason.
OTHER_WORDS = {
    "_onderdelen": "the specimen of the page toolkit, never in production",
    ".well-known": "a place that is registered (RFC 8615)",
}
# Pages for whoever is signed in, each with its reason; what they show is only the visitor's own,
# or is found through a query that is scoped to him (an object elsewhere is a 404).
FOR_ALL_SIGNED_IN = {
    "access:ask": "whoever lacks a right asks for it",
    "access:invite": "a button of the same form",
    "access:my-requests": "the visitor's own requests",
    "access:organisations": "the organisations for which the visitor may act",
    "access:withdraw-request": "a request of the visitor himself",
    "desk:ask-help": "each may ask 1700 or the support of an e-service something",
    "desk:call-off-help": "a meeting of the visitor, or the helpdesk's",
    "desk:close-help": "a question of the visitor, or the helpdesk's",
    "desk:contact": "the visitor's own address and language",
    "desk:conversation": "a conversation in which the visitor takes part",
    "desk:help-request": "a question of the visitor, or the helpdesk's",
    "desk:looks": "who looked at the visitor's own data",
    "desk:news": "its page lets in who may come into the e-service, whose code is in the address",
    "desk:my-messages": "the visitor's own conversations",
    "desk:my-sign-ins": "the visitor's own sign-ins",
    "desk:profile": "what is kept about the visitor himself",
    "desk:run": "a task that the visitor began, or that its kind shows him",
    "desk:runs": "the tasks that the visitor began",
    "desk:write-manager": "each may write to a beheerder, without seeing his address",
    "signin:add-key": "a key of the visitor himself",
    "signin:add-passkey": "a key of the visitor himself",
    "signin:capacity": "the organisations for which the visitor may act",
    "signin:consent": "what an application may know about the visitor himself",
    "signin:my-consents": "what the visitor himself agreed to",
    "signin:end-session": "a session of the visitor himself",
    "signin:my-sessions": "the visitor's own sessions",
    "signin:recovery-codes": "codes of a key of the visitor himself",
    "signin:withdraw-key": "a key of the visitor himself",
}
# Public pages that show personal data to some, each with its reason.
PUBLIC_AND_REVEALING = {
    "desk:managers": "names only for people of the organisation; a visitor sees kinds and numbers",
    "duallearning:learner-page": "a learner has no account: the link is his own, with an end date",
    "duallearning:sign-document": "a signer has no account: the link is his own, with an end date",
    "duallearning:sign-link": "a signer has no account: the link is his own, with an end date",
}
# Pages that show nothing of the business, each with its reason; "room:" stands for a whole room.
SHOWS_NOTHING = {
    "web:": "the page toolkit itself",
    "demo:": "about the demo, not about what is kept",
    "signin:acm": "leads to the provider at which people may sign in too",
    "signin:lost-key": "what to do when a key is lost",
    "signin:op-fault": "what went wrong between an application and us",
    "signin:sign-out": "ends the session",
    "timereg:manifest": "how a phone names the app",
    "timereg:offline": "what a phone keeps for when there is no network; it holds no names",
    "timereg:worker": "the script that shows that page",
}


@dataclass(frozen=True)
class Route:
    """An address of the site."""

    path: str
    converters: dict[str, Any]
    view: Callable[..., Any]

    @property
    def page(self) -> Page | None:
        return getattr(self.view, "page", None)


def routes() -> list[Route]:
    """Every address, with the parts that ``include`` put in front of it."""
    return list(_walk(get_resolver("sleutelbos.config.urls").url_patterns, "", {}))


def _walk(
    patterns: list[URLPattern | URLResolver], before: str, converters: dict[str, Any]
) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        typed = {**converters, **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path, typed)
        else:
            yield Route(path, typed, pattern.callback)


def pages() -> list[Page]:
    return [route.page for route in routes() if route.page is not None]


def declared() -> dict[str, Page]:
    """Every page that a room declares, by its full name."""
    found = {}
    for room in ROOMS:
        try:
            module = importlib.import_module(f"sleutelbos.{room}.pages")
        except ModuleNotFoundError as error:
            if error.name != f"sleutelbos.{room}.pages":
                raise
            continue
        kept = getattr(module, "page", None)
        if isinstance(kept, Pages):
            found.update({page.full_name: page for page, _view in kept.views.values()})
    return found


def test_the_site_has_addresses() -> None:
    names = {page.full_name for page in pages()}
    assert {"desk:home", "signin:sign-in", "access:organisations", "access:quick-grant"} <= names


def test_every_declared_page_has_an_address() -> None:
    missing = set(declared()) - {page.full_name for page in pages()}
    assert not missing, told(sorted(missing))


def test_every_view_is_a_declared_page() -> None:
    wrong = [r.path for r in routes() if r.page is None and r.path not in WITHOUT_PAGE]
    assert not wrong, told(wrong)


def test_every_address_is_of_one_page() -> None:
    paths = [re.sub(r":\w+>", ">", route.path) for route in routes()]
    assert not {path for path in paths if paths.count(path) > 1}


def test_parameters_are_typed() -> None:
    wrong = [
        f"{route.path}: {name}"
        for route in routes()
        for name, converter in route.converters.items()
        if not isinstance(converter, TYPED)
        and (route.page.full_name if route.page else route.path, name) not in OTHER_PARAMETERS
    ]
    assert not wrong, told(wrong)


@pytest.mark.requirement("P08")
def test_no_address_carries_what_identifies_a_person() -> None:
    wrong = [
        f"{route.path}: {name}"
        for route in routes()
        for name in route.converters
        if PERSONAL & set(name.split("_"))
    ]
    assert not wrong, told(wrong)


def test_persons_and_organisations_go_by_their_public_key() -> None:
    rows = {"person", "organisation", "grant", "relation", "post", "request_uid", "uid", "site"}
    wrong = [
        f"{route.path}: {name}"
        for route in routes()
        for name, converter in route.converters.items()
        if name in rows and not isinstance(converter, UUIDConverter)
    ]
    assert not wrong, told(wrong)


def words_of(path: str) -> list[str]:
    """The fixed parts of a path."""
    return [part for part in path.split("/") if part and "<" not in part]


def test_paths_are_dutch_words_with_hyphens() -> None:
    wrong = []
    for route in routes():
        for word in words_of(route.path):
            if word in OTHER_WORDS:
                break
            if not SEGMENT.fullmatch(word) or word in ENGLISH:
                wrong.append(f"{route.path}: {word}")
    assert not wrong, told(wrong)


def test_paths_do_not_end_with_a_slash() -> None:
    wrong = [route.path for route in routes() if route.path.endswith("/")]
    assert not wrong, told(wrong)


def test_a_page_that_is_not_public_has_a_door() -> None:
    wrong = [
        page.full_name
        for page in pages()
        if not page.public and page.door is anybody and page.full_name not in FOR_ALL_SIGNED_IN
    ]
    assert not wrong, told(sorted(wrong))


def test_every_exception_is_still_needed() -> None:
    open_pages = {p.full_name for p in pages() if not p.public and p.door is anybody}
    parameters = {
        (route.page.full_name, name)
        for route in routes()
        if route.page
        for name, converter in route.converters.items()
        if not isinstance(converter, TYPED)
    }
    without = {route.path for route in routes() if route.page is None}
    revealing = {page.full_name for page in pages() if page.public and page.reveals}
    assert set(FOR_ALL_SIGNED_IN) <= open_pages, set(FOR_ALL_SIGNED_IN) - open_pages
    assert set(OTHER_PARAMETERS) <= parameters, set(OTHER_PARAMETERS) - parameters
    assert set(WITHOUT_PAGE) <= without, set(WITHOUT_PAGE) - without
    assert set(PUBLIC_AND_REVEALING) <= revealing, set(PUBLIC_AND_REVEALING) - revealing


def test_doors_are_named_and_explained() -> None:
    wrong = [
        page.full_name
        for page in pages()
        if page.door.__name__ == "<lambda>" or not inspect.getdoc(page.door)
    ]
    assert not wrong, told(wrong)


def test_a_page_says_what_it_shows_or_does() -> None:
    wrong = [
        page.full_name
        for page in pages()
        if not page.shows
        and not page.does
        and page.reveals is None
        and page.full_name not in SHOWS_NOTHING
        and f"{page.room}:" not in SHOWS_NOTHING
    ]
    assert not wrong, told(sorted(wrong))


def test_titles_are_translated() -> None:
    wrong = [page.full_name for page in pages() if not isinstance(page.title, Promise)]
    assert not wrong, told(wrong)


def module_of(route: Route) -> Path:
    """The file in which the view of a page stands."""
    return Path(inspect.getfile(inspect.unwrap(route.view)))


def says_whose(path: Path) -> bool:
    """Whether a module calls ``reveal(…)``, or gives a ``Table`` its ``person=``."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            given = {keyword.arg for keyword in node.keywords}
            if name == "reveal" or (name == "Table" and "person" in given):
                return True
    return False


def beside(path: Path) -> Iterator[Path]:
    """The modules of the same folder that a module imports; a view may be spread over them."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module.split(".")[-1], *(name.name for name in node.names)]
            yield from (found for name in names if (found := path.with_name(f"{name}.py")).exists())


@pytest.mark.requirement("P08")
def test_what_a_page_reveals_is_logged_with_a_purpose() -> None:
    """A page that declares ``reveals`` has a purpose, a door, and says whose data it shows."""
    wrong = []
    for route in routes():
        page = route.page
        if page is None or page.reveals is None:
            continue
        if page.public and page.full_name not in PUBLIC_AND_REVEALING:
            wrong.append(f"{page.full_name}: public")
        if not isinstance(page.reveals.purpose, Promise):
            wrong.append(f"{page.full_name}: its purpose is not translated")
        path = module_of(route)
        if not any(says_whose(one) for one in (path, *beside(path))):
            wrong.append(f"{page.full_name}: nothing in {path.name} says whose data it shows")
    assert not wrong, told(wrong)


@pytest.mark.requirement("P08")
def test_whoever_says_whose_data_it_shows_declares_it() -> None:
    """In a module that calls ``reveal`` at least one page declares ``reveals``."""
    declaring = {module_of(route) for route in routes() if route.page and route.page.reveals}
    modules = {module_of(route) for route in routes() if route.page}
    wrong = [path.name for path in sorted(modules - declaring) if says_whose(path)]
    assert not wrong, told(wrong)
