"""Somebody before the live site, in a browser without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

from tests.signin.tours.party import Answer

MOST_STEPS = 15


@dataclass
class Form:
    """A form of a page: where it goes, its hidden fields, what its button says."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    words: str = ""


class Forms(HTMLParser):
    """Gathers the forms in the main part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.main = self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.main = True
        elif tag == "form" and self.main:
            self.found.append(Form(given.get("action", ""), given.get("method", "get")))
            self.inside = True
        elif self.inside and "name" in given and tag in ("input", "button"):
            self.found[-1].fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.main = self.main and tag != "main"
        self.inside = self.inside and tag != "form"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1].words += f" {data.strip()}"


class Visitor:
    """A persona of the demo; ``pressed`` are the paths of the pages on which a button was pressed.

    ``buttons`` is what the person wants: path of a page → words of the button.
    """

    def __init__(self, site: str, buttons: Mapping[str, str]) -> None:
        self.site = site.rstrip("/")
        self.buttons = dict(buttons)
        self.pressed: list[str] = []
        self.http = httpx.Client(trust_env=False, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.http.close()

    def go(self, url: str) -> Answer:
        """Follow an address through our pages, until it leads to the client."""
        self.pressed = []
        response = self.http.get(url)
        for _step in range(MOST_STEPS):
            if response.is_redirect:
                target = urljoin(str(response.url), response.headers["Location"])
                if not self.ours(target):
                    return Answer(target)
                response = self.http.get(target)
                continue
            assert response.status_code == 200, f"{response.url}: {response.text[:2000]}"
            form = self.form(response)
            action = urljoin(str(response.url), form.action)
            if not self.ours(action):
                return Answer(action, form.fields)
            response = self.http.request(form.method, action, data=form.fields)
        raise AssertionError(f"{url} leads nowhere: {self.pressed}")

    def ours(self, url: str) -> bool:
        """Whether an address is the site's."""
        return url.startswith(f"{self.site}/")

    def form(self, response: httpx.Response) -> Form:
        """The form of a page with the button that the person wants."""
        forms = Forms()
        forms.feed(response.text)
        path = urlsplit(str(response.url)).path
        words = self.buttons.get(path, "Verder")
        good = [form for form in forms.found if words in form.words]
        assert good, f"no button {words!r} on {path}: {[form.words for form in forms.found]}"
        self.pressed.append(path)
        return good[0]


def told(answer: Answer) -> dict[str, str]:
    """The parameters that came back to the client."""
    query = parse_qs(urlsplit(answer.url).query)
    return dict(answer.form) or {name: values[0] for name, values in query.items()}
