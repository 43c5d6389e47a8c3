"""A pass counts for whom it was made, for a minute, and only with the right key."""

from __future__ import annotations

import base64
import json
import stat
from pathlib import Path

import pytest

from sleutelbos.tools.handover import LIVES, BadPass, give, key_of, take

pytestmark = pytest.mark.requirement("A15")
KEY, NOW = b"k" * 32, 1_000_000.0


def test_a_pass_says_for_whom_and_how_long() -> None:
    text = give(KEY, "iemand", 14, NOW)
    found = take(KEY, text, NOW + LIVES)
    assert (found.who, found.days) == ("iemand", 14)
    assert found.number != take(KEY, give(KEY, "iemand", 14, NOW), NOW).number
    with pytest.raises(BadPass, match="too old"):
        take(KEY, text, NOW + LIVES + 1)


def test_nobody_makes_a_pass_of_another_person_of_his_own() -> None:
    body, _dot, seal = give(KEY, "iemand", 14, NOW).partition(".")
    told = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    other = json.dumps({**told, "who": "een ander"}).encode()
    changed = base64.urlsafe_b64encode(other).decode().rstrip("=")
    for text in (f"{changed}.{seal}", f"{body}.", f"{body}.é", body, "", "."):
        with pytest.raises(BadPass, match="not ours"):
            take(KEY, text, NOW)
    with pytest.raises(BadPass, match="not ours"):
        take(b"x" * 32, f"{body}.{seal}", NOW)


def test_the_key_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "eigen" / "speeltuin.key"
    key = key_of(path)
    assert key_of(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"kort")
    with pytest.raises(ValueError, match="no key"):
        key_of(path)
