"""Render a Typst template to a tagged PDF (PDF/UA-1 and PDF/A-2a).

A template is a file of the room that owns it, with a version in its name; an old version stays, so
that a document of the past can be made again. The facts reach it as data, never as markup. The
same template, facts and moment always give the same bytes; nothing is fetched and no font of the
machine plays a part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
LAYOUT = HERE / "layout-1.typ"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
# Both standards refuse a character that no font has; it becomes a question mark then.
UNKNOWN = re.compile(r'the text `?"((?:[^"\\]|\\.)+)"`? could not be displayed')
MOST_UNKNOWN = 50  # different texts in one document


class BadDocument(RuntimeError):
    """A template does not fit its facts; the message is for who maintains it."""


def render_pdf(template: Path, facts: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of a template with its facts.

    ``facts`` is plain JSON and has at least ``title`` and ``lang`` (nl or en). ``made_at`` is the
    moment that the document states. A character that no font has shows as "?". Raises BadDocument
    with the name of the template.
    """
    missing = {"title", "lang"} - set(facts)
    if missing:
        raise BadDocument(f"{template.name}: no {', '.join(sorted(missing))}")
    source = f"{LAYOUT.read_text('utf-8')}\n{template.read_text('utf-8')}".encode()
    data = json.dumps(facts, ensure_ascii=False)
    for _try in range(MOST_UNKNOWN):
        try:
            return _compiled(source, data, made_at)
        except typst.TypstError as error:
            unknown = UNKNOWN.search(error.message)
            if unknown is None or unknown[1] not in data:
                message = f"{template.name}: {error.message} {' '.join(error.hints)}"
                raise BadDocument(message.strip()) from error
            data = data.replace(unknown[1], "?" * len(unknown[1]))
    raise BadDocument(f"{template.name}: too many characters that no font has")


def _compiled(source: bytes, data: str, made_at: datetime) -> bytes:
    compiled: Any = typst.compile  # its stubs want the root to be bytes when the source is
    found = compiled(
        source,
        root=HERE,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"facts": data},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(found, bytes)
    return found


@cache
def _fonts() -> typst.Fonts:
    """Our own letters, and those that Typst brings along for what ours lack."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
