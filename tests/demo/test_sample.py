"""The sample application of docs/voorbeeld runs at once against the demo, and only there."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.conf import LazySettings

from sleutelbos.access.public import client_auth
from sleutelbos.demo import stories
from sleutelbos.demo.actions.shared_secret import share_secret
from sleutelbos.demo.cast import Cast
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.actors import system
from tests.access.examples import make_client
from tests.journeys.sample import FOLDER, MANIFEST, PROGRAM
from tests.world import World


def default(name: str) -> str:
    """What the program takes when nobody sets this variable."""
    found = re.search(rf'"{name}", "([^"]+)"', PROGRAM.read_text("utf-8"))
    assert found
    return found[1]


def test_the_demo_loads_the_file_of_the_sample() -> None:
    assert stories.application("zaalreservatie") == MANIFEST.read_text("utf-8")


def test_its_client_works_with_the_secret_that_the_readme_tells(demo: None) -> None:
    secret = default("CLIENT_SECRET")
    assert f"`{secret}`" in (FOLDER / "README.md").read_text("utf-8")
    client = client_auth.record_of(default("CLIENT_ID"))
    assert client
    assert hashlib.sha256(secret.encode()).digest() in client.secrets
    assert client.redirect_uris == [f"{default('OWN_URL')}/terug"]


def test_a_persona_can_look_but_not_book(demo: None) -> None:
    cast = Cast(clock.today())
    powers = cast.actor("fatima", "hazelaar").powers
    assert [one.role for one in powers if one.right == "Zaalreservatie"] == ["zaalbeheerder"]


def test_nobody_sets_a_known_secret_outside_the_demo(world: World, settings: LazySettings) -> None:
    client = make_client(world, "active")
    settings.DEMO = False
    with pytest.raises(Refused, match="alleen in de demo"):
        share_secret(system("demo"), client, text="bekend", days=1)
    settings.DEMO = True
    with pytest.raises(Refused):
        share_secret(world.actor("clientbeheerder"), client, text="bekend", days=1)
    assert not client.secrets.exists()
    share_secret(system("demo"), client, text="bekend", days=1)
    assert client.secrets.get().digest == hashlib.sha256(b"bekend").digest()
