"""Every sentence that the system can say, beside its English."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po

from sleutelbos.config.catalogue import CATALOGUE
from sleutelbos.config.reference.markdown import NOTICE, table


def page(root: Path) -> str:
    """The message catalogue as a page, in the order of the places where the texts stand."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="en") if message.id]
    text = NOTICE + "# Teksten\n\n"
    text += f"{len(messages)} teksten; links wat de gebruiker leest, rechts het Engels.\n\n"
    return text + table(
        ["Nederlands", "Engels"],
        ((_joined(message.id), _joined(message.string)) for message in messages),
    )


def _joined(value: str | tuple[str, ...] | list[str] | None) -> str:
    return value if isinstance(value, str) else " / ".join(value or ())
