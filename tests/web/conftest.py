"""The page toolkit alone: its own addresses, a stand-in for signing in, no database needed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client, override_settings

from sleutelbos.kernel.actors import Nobody, person
from sleutelbos.web import ports, specimen

WHO = "wie"  # test cookie: key of the person who is signed in


class CookieActor:
    """Stands in for the middleware of the sign-in room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.COOKIES.get(WHO)
        request.actor = person(int(key), "Lies Peeters") if key else Nobody()  # type: ignore
        return self.get_response(request)


SETTINGS = {
    "ROOT_URLCONF": "tests.web.urls",
    "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    "MIDDLEWARE": [
        "sleutelbos.web.middleware.ReferenceMiddleware",
        "sleutelbos.web.middleware.SecurityHeadersMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "sleutelbos.web.middleware.LanguageMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "tests.web.conftest.CookieActor",
        "sleutelbos.web.middleware.RefusalMiddleware",
    ],
}


@pytest.fixture(scope="package", autouse=True)
def _alone() -> Iterator[None]:
    asked = [ports.frame, ports.navigation, ports.who_can_help, ports.ask_for]
    with override_settings(**SETTINGS), pytest.MonkeyPatch.context() as patch:
        for port in asked:
            patch.setattr(port, "_answer", port._fallback)
        yield


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def signed_in() -> Client:
    client = Client()
    client.cookies[WHO] = "1"
    return client


@pytest.fixture
def framed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the example's header and navigation."""
    monkeypatch.setattr(ports.frame, "_answer", specimen.example_frame)
    monkeypatch.setattr(ports.navigation, "_answer", specimen.example_navigation)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def specimen_url(framed: None) -> Iterator[str]:
    """The example pages on a real port."""
    server = make_server("127.0.0.1", 0, WSGIHandler(), _Threads, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/_onderdelen"
    server.shutdown()
    thread.join()
