"""Ports of the register as the demo binds them, for the tests that ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sleutelbos.connectors.kbo_functions.fake import FakeFunctions
from sleutelbos.connectors.person_directory.fake import FakeDirectory
from sleutelbos.register import ports


@pytest.fixture
def unbound() -> Iterator[None]:
    """No administration and no source, whatever the wiring bound."""
    nothing = ports.NoSource()
    with ports.bound(
        administration=ports.NoAdministration(), directory=nothing, functions_feed=nothing
    ):
        yield


@pytest.fixture
def sources(unbound: None) -> Iterator[None]:
    """The fake Rijksregister and functions feed."""
    with ports.bound(directory=FakeDirectory(), functions_feed=FakeFunctions()):
        yield
