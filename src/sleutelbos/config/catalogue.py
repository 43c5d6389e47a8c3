"""The message catalogue: Dutch texts in the code, English beside them, made with Babel.

``sleutelbos texts`` gathers the texts of code and templates into the catalogue, keeps what is
translated, and compiles it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "_t": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gather() -> Catalog:
    """All texts of code and templates, with the English that the catalogue already has."""
    found = Catalog(locale="en", domain="django", charset="utf-8", project="sleutelbos")
    for place, _line, text, context in _texts():
        found.add(text, locations=[(place, 0)], context=context)
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            for message in read_po(file, locale="en"):
                known = found.get(message.id, message.context) if message.id else None
                if known is not None:
                    known.string = message.string
    return found


def missing(catalogue: Catalog) -> list[str]:
    """Texts without English."""
    return [
        str(message.id) for message in catalogue if message.id and not _all_there(message.string)
    ]


def _all_there(english: object) -> bool:
    return all(english) if isinstance(english, list | tuple) else bool(english)


def write(catalogue: Catalog) -> None:
    """Save the catalogue and its compiled form, without the moment at which it was made."""
    catalogue.creation_date = catalogue.revision_date = NO_MOMENT
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(as_po(catalogue))
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as it is saved: sorted, without dates, so that it changes only with texts."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, sort_output=True, omit_header=True, include_lineno=False)
    header = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return header + buffer.getvalue()


def _texts() -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    for file in sorted(PACKAGE.rglob("*")):
        if file.suffix not in (".py", ".html", ".txt") or "migrations" in file.parts:
            continue
        source = file.read_text("utf-8")
        if file.suffix != ".py":
            source = templatize(source, origin=str(file))
        place = file.relative_to(PACKAGE).as_posix()
        found: Any = extract_python(
            io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
        )
        for line, function, messages, _comments in found:
            context, text = _split(function, messages)
            if text:
                yield place, line, text, context


def _split(
    function: str | None, messages: str | tuple[str | None, ...]
) -> tuple[str | None, str | tuple[str, ...]]:
    parts = [messages] if isinstance(messages, str) else [m for m in messages or () if m]
    context = parts.pop(0) if function in ("pgettext", "npgettext") else None
    if function in ("ngettext", "ngettext_lazy", "npgettext") and len(parts) >= 2:
        return context, (parts[0], parts[1])
    return context, parts[0] if parts else ""
