"""The site as a newcomer starts it, and a visitor who clicks through it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode, urlsplit

OURS = ("SLEUTELBOS_", "DATABASE_URL", "DJANGO_", "VIRTUAL_ENV", "PYTHONPATH")


@contextmanager
def demo(root: Path, data: Path) -> Iterator[tuple[str, int, float]]:
    """``./dev demo`` on a free port: address, process and seconds until the first page."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(OURS)}
    data.mkdir(parents=True, exist_ok=True)
    start = perf_counter()
    with (data / "said.log").open("w") as said:
        child = subprocess.Popen(
            ["./dev", "demo", "--port", "0", "--data", str(data)],
            cwd=root, env=environment, stdout=subprocess.PIPE, stderr=said, text=True,
        )  # fmt: skip
    try:
        assert child.stdout
        line = child.stdout.readline()
        if not line.startswith("ready: "):
            raise SystemExit((data / "said.log").read_text()[-4000:])
        url = line.removeprefix("ready: ").strip()
        Visitor(url).page("/")
        yield url, child.pid, perf_counter() - start
    finally:
        child.terminate()
        child.wait(timeout=30)


class Visitor:
    """A browser with one connection and its cookies."""

    def __init__(self, url: str) -> None:
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **form: str) -> tuple[int, str, str]:
        """Status, Location and text of one answer."""
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        self._keep(answer)
        content = answer.read().decode(errors="replace")
        return answer.status, answer.headers.get("Location", ""), content

    def page(self, path: str) -> str:
        """The text of a page, after at most five redirects. Raises SystemExit on an error page."""
        for _ in range(5):
            status, location, text = self.ask("GET", path)
            if status < 300:
                return text
            if status >= 400:
                break
            path = location
        raise SystemExit(f"GET {path}: {status}")

    def sign_in(self, number: int) -> list[str]:
        """As one of the demo's personas; the addresses of the menu on the home page."""
        text = self.page("/aanmelden")
        personas = re.findall(r'name="persona" value="([^"]+)"', text)
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)[0]
        persona = personas[number % len(personas)]
        self.ask("POST", "/aanmelden/persona", persona=persona, csrfmiddlewaretoken=token)
        links = re.findall(r'<a[^>]* href="(/[^"#?]*)"', self.page("/"))
        return sorted({link for link in links if not link.startswith(("/static", "/demo"))})

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = line.partition("=")
            self.cookies[name.strip()] = rest.partition(";")[0]
