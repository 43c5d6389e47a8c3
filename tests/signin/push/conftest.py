"""A client that listens, and keys of our own in each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sleutelbos.signin.op import signing
from tests.signin.push.receiver import Receiver, running


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    signing.forget()
    yield
    signing.forget()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running(Receiver()) as found:
        yield found
