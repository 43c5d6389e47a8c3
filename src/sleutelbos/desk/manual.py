"""The manual: Markdown guides in Dutch and English, with their date and pictures (G32)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from sleutelbos.web.words import language

# In the order in which one learns; the last one is reached from the footer only.
SLUGS = (
    "toegang-regelen",
    "wettelijk-vertegenwoordiger",
    "hoofd-lokale-beheerder",
    "lokale-beheerder",
    "beheerders-vervangen",
    "gebruiker",
    "digitale-sleutels",
    "helpdesk-1700",
    "platformbeheerder",
)
APART = ("toegankelijkheid",)
HERE = "sleutelbos.desk"
_places: dict[str, str] = dict.fromkeys((*SLUGS, *APART), HERE)


@dataclass(frozen=True)
class Chapter:
    """A heading of a guide with what stands below it."""

    anchor: str
    title: str
    html: SafeString


@dataclass(frozen=True)
class Guide:
    """A guide: ``summary`` is its first paragraph, ``day`` the date of its version."""

    slug: str
    title: str
    summary: str
    day: date
    chapters: tuple[Chapter, ...]


def add_guides(package: str, slugs: Sequence[str]) -> None:
    """Guides of an e-service, in its own folder ``guides``, behind those that are there."""
    _places.update(dict.fromkeys(slugs, package))


def guides() -> list[Guide]:
    """All guides of the manual in the language of the page."""
    return [_read(slug, language()) for slug in _places if slug not in APART]


def guide(slug: str) -> Guide | None:
    """One guide; None when there is none of that name."""
    return _read(slug, language()) if slug in _places else None


@cache
def _read(slug: str, lang: str) -> Guide:
    """Read ``guides/<slug>.<lang>.md``: title, ``versie: 2026-11-22``, summary, ``##`` chapters."""
    text = (files(_places[slug]) / "guides" / f"{slug}.{lang}.md").read_text("utf-8")
    found = re.match(r"# (.+)\n+versie: (\d{4}-\d\d-\d\d)\n+(.+?)\n\n(.*)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"guide {slug}.{lang} does not start with title, versie and summary")
    title, day, summary, body = found.groups()
    parts = re.split(r"^## (.+)$", body, flags=re.MULTILINE)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    chapters = tuple(
        Chapter(slugify(heading), heading, SafeString(_markdown().render(below)))
        for heading, below in pairs
    )
    return Guide(slug, title, " ".join(summary.split()), date.fromisoformat(day), chapters)


@cache
def _markdown() -> MarkdownIt:
    """Markdown without HTML; pictures only from ``static/guides``, tables and headings styled."""
    engine = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    engine.add_render_rule("image", _picture)
    engine.add_render_rule("table_open", _table)
    return engine


@cache
def _plain() -> MarkdownIt:
    """For what users write: no HTML, no pictures, no headings of their own."""
    engine = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    engine.disable(["image", "heading", "lheading"])
    engine.add_render_rule("table_open", _table)
    return engine


def written(text: str) -> SafeString:
    """A text in the Markdown of the manual, written by a user: links, lists, bold, tables."""
    return SafeString(_plain().render(text))


def _picture(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A picture of the manual; one that was not made yet is left out."""
    token = tokens[index]
    name = f"guides/{token.attrs.get('src', '')}"
    if finders.find(name) is None:
        return ""
    token.attrs["src"] = static(name)
    token.attrs["alt"] = token.content
    return self.renderToken(tokens, index, options, env)


def _table(self: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    tokens[index].attrSet("class", "table")
    return self.renderToken(tokens, index, options, env)
