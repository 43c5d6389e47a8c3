"""The chain of power as data: who appoints and ends whom (``posts.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class KindRule:
    """Who may fill and end a kind of post, and in which doelgroepen it exists."""

    explanation: str
    by_posts: tuple[str, ...]
    by_authorities: tuple[str, ...]
    target_groups: tuple[str, ...]


@dataclass(frozen=True)
class Authority:
    """A body that appoints beheerders; ``kinds`` empty means organisations of every kind."""

    code: str
    label: str
    target_groups: tuple[str, ...]
    kinds: tuple[str, ...]
    contact: str

    def looks_after(self, target_groups: set[str], kind: str) -> bool:
        """Whether an organisation of these doelgroepen and this kind falls under it."""
        return bool(target_groups & set(self.target_groups)) and (
            not self.kinds or kind in self.kinds
        )


@cache
def _data() -> dict[str, dict[str, dict[str, str | list[str]]]]:
    return tomllib.loads((files("sleutelbos.access") / "posts.toml").read_text("utf-8"))


def _tuple(value: str | list[str]) -> tuple[str, ...]:
    return tuple(value)


@cache
def kind_rules() -> dict[str, KindRule]:
    """Kind of post → its rule."""
    return {
        kind: KindRule(
            str(row["explanation"]),
            _tuple(row["by_posts"]),
            _tuple(row["by_authorities"]),
            _tuple(row["target_groups"]),
        )
        for kind, row in _data()["kinds"].items()
    }


@cache
def authorities() -> dict[str, Authority]:
    """Code → authority."""
    return {
        code: Authority(
            code,
            str(row["label"]),
            _tuple(row["target_groups"]),
            _tuple(row["kinds"]),
            str(row["contact"]),
        )
        for code, row in _data()["authorities"].items()
    }
