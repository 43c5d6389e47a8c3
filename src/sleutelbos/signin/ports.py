"""What Toegangsbeheer needs from higher rooms; ``config/wiring.py`` binds each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web.ports import Port


@dataclass(frozen=True)
class Persona:
    """Somebody of the demo, one click away. ``uid`` is that of the person in the register;
    ``group`` the heading below which he stands."""

    uid: str
    name: str
    function: type_of_text
    organisation: type_of_text
    story: type_of_text = ""
    first_task: type_of_text = ""
    first_task_url: str = ""
    group: type_of_text = ""

    @property
    def initials(self) -> str:
        """First and last initial, for the portrait."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _no_personas() -> Sequence[Persona]:
    return ()


def _no_help(page: str) -> str:
    return ""


personas: Port[[], Sequence[Persona]] = Port(_no_personas)
# Address of the form for a question about this page; empty when there is none.
help_url: Port[[str], str] = Port(_no_help)
