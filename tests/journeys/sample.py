"""The sample application of docs/voorbeeld, running beside the site as its README tells."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType
from urllib.parse import urlsplit

import pytest

from tests.plugin import ROOT
from tests.site import Site

FOLDER = ROOT / "docs" / "voorbeeld"
MANIFEST = FOLDER / "application.toml"
PROGRAM = FOLDER / "zaalreservatie.py"
REGISTERED = "http://127.0.0.1:8090"  # where the manifest has it


@dataclass(frozen=True)
class Client:
    """How the sample is registered: where it listens, its number, its secret."""

    url: str
    client_id: str
    secret: str


@contextmanager
def running_sample(site: Site, client: Client) -> Iterator[ModuleType]:
    """The program itself, its server in a thread; what it knows can be read from the module."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SLEUTELBOS_URL", site.url.rstrip("/"))
        patch.setenv("SLEUTELBOS_DECISIONS_URL", site.decisions_url)
        patch.setenv("OWN_URL", client.url)
        patch.setenv("CLIENT_ID", client.client_id)
        patch.setenv("CLIENT_SECRET", client.secret)
        sample = loaded()
    handler: Callable[..., sample.Browser] = sample.Browser  # type: ignore[name-defined]
    server = ThreadingHTTPServer(("127.0.0.1", urlsplit(client.url).port or 80), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield sample
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        sample.http.close()


def loaded() -> ModuleType:
    """The program as a module; it asks the site at once for its addresses."""
    spec = spec_from_file_location("zaalreservatie", PROGRAM)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
