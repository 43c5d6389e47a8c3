"""Everything on the published list is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sleutelbos.register.models import Person
from tests.signin.op import refused_clients, refused_codes, refused_tokens
from tests.signin.op.refusals import CASES, Stage
from tests.signin.op.rp import Browser, Flow
from tests.world import World

LISTED = (refused_codes, refused_clients, refused_tokens)  # declare their cases when imported
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "uitleg" / "openid.md"
HEADING = "\n## Wat geweigerd wordt\n"


@pytest.fixture
def stage(world: World, person: Person, browser: Browser, flow: Flow, acm_flow: Flow) -> Stage:
    return Stage(world, person, browser, flow, acm_flow)


@pytest.mark.requirement("G25")
@pytest.mark.parametrize("name", sorted(CASES))
def test_refused(name: str, stage: Stage) -> None:
    CASES[name][1](stage)


def test_the_list_is_published() -> None:
    _, _, listed = DOCUMENT.read_text("utf-8").partition(HEADING)
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", listed, re.MULTILINE)
    assert dict(rows) == {name: sentence for name, (sentence, _case) in CASES.items()}
