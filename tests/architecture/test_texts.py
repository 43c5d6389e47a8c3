"""What users read: all of it in English too, with u, in plain words, without exclamation marks."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.utils.functional import Promise

from sleutelbos.config import catalogue
from sleutelbos.kernel import guard
from tests.architecture.source import PACKAGE, python_files, told, tree_of, where

# Words to avoid: the list of Heerlijk Helder, and whoever isn't addressed with u.
HEAVY_WORDS = Path(__file__).with_name("heerlijk_helder_woorden.csv")
FAMILIAR = ("je", "jij", "jou", "jouw", "jullie")
BEFORE_ENKEL = ("geen ", "één ")  # "geen enkel recht" says something else than "enkel uw recht"

MIRROR = "sleutelbos.register.kbo."  # tables as the KBO names them; no user ever reads their name

pytestmark = pytest.mark.usefixtures("everything")


def heavy_words() -> dict[str, str]:
    """Word → what to write instead."""
    with HEAVY_WORDS.open(encoding="utf-8", newline="") as file:
        return {row["vermijd"]: row["gebruik"] for row in csv.DictReader(file)}


@cache
def messages() -> Catalog:
    """Every text that is translated, once per run."""
    return catalogue.gather()


@cache
def own_texts() -> list[tuple[str, str]]:
    """(place, text) of every Dutch text: code and templates, data files, guides."""
    return list(_own_texts())


def _own_texts() -> Iterator[tuple[str, str]]:
    for message in messages():
        texts = message.id if isinstance(message.id, tuple | list) else [message.id]
        for text in texts:
            if text:
                yield message.locations[0][0] if message.locations else "", str(text)
    for path in sorted(PACKAGE.rglob("*.toml")):
        for text in _strings(tomllib.loads(path.read_text("utf-8"))):
            yield where(path), text
    for path in sorted(PACKAGE.rglob("*.nl.md")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield where(path, number), re.sub(r"!\[", "[", line)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def test_every_text_has_its_english() -> None:
    missing = catalogue.missing(messages())
    assert not missing, f"{len(missing)} texts without English" + told(sorted(missing))


def test_the_catalogue_keeps_the_names_in_a_text() -> None:
    """A placeholder that the English lost would break the page that is shown in English."""
    holes = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    wrong = []
    for message in messages():
        pairs = (
            zip(message.id, message.string, strict=True)
            if isinstance(message.id, tuple | list)
            else [(message.id, message.string)]
        )
        for dutch, english in pairs:
            if english and set(holes.findall(english)) - set(holes.findall(dutch)):
                wrong.append(f"{dutch!r} / {english!r}")
    assert not wrong, told(wrong)


def test_we_say_u() -> None:
    familiar = re.compile(rf"\b({'|'.join(FAMILIAR)})\b", re.IGNORECASE)
    wrong = [
        f"{place}: {found[0]}: {text!r}"
        for place, text in own_texts()
        if (found := familiar.search(text))
    ]
    assert not wrong, told(wrong)


def test_we_use_plain_words() -> None:
    words = heavy_words()
    assert "gelieve" in words
    before = "".join(f"(?<!{word})" for word in BEFORE_ENKEL)
    heavy = re.compile(rf"{before}\b({'|'.join(words)})\b", re.IGNORECASE)
    wrong = [
        f"{place}: {found[0]}, beter: {words[found[0].lower()]}: {text!r}"
        for place, text in own_texts()
        if (found := heavy.search(text))
    ]
    assert not wrong, told(wrong)


def test_we_do_not_shout() -> None:
    wrong = [f"{place}: {text!r}" for place, text in own_texts() if "!" in text]
    assert not wrong, told(wrong)


def test_no_text_hides_in_an_f_string() -> None:
    """There the catalogue does not see it, and English readers get Dutch."""
    wrong = [
        where(path, node.lineno)
        for path in python_files()
        for outer in ast.walk(tree_of(path))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in catalogue.KEYWORDS
    ]
    assert not wrong, told(wrong)


NOT_ON_SCREEN = {"recht"}  # bold in a guide, yet no button, heading or link


@pytest.mark.requirement("G32")
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_guides_name_what_stands_on_the_screen(lang: str) -> None:
    """What is bold (and no sentence) is a text of the product, in the language of the guide."""
    shown = set()
    for message in messages():
        said = message.id if lang == "nl" else message.string
        shown.add((said if isinstance(said, str) else said[0]).rstrip("."))
    wrong = [
        f"{path.name}: {bold}"
        for path in sorted((PACKAGE / "desk" / "guides").glob(f"*.{lang}.md"))
        for bold in re.findall(r"\*\*(.+?)\*\*", path.read_text("utf-8"))
        if not bold.endswith(".") and bold not in shown | NOT_ON_SCREEN
    ]
    assert not wrong, told(wrong)


def test_every_table_has_its_dutch_name() -> None:
    wrong = [
        model._meta.label
        for model in guard.business_models()
        if not model._meta.auto_created
        and not model.__module__.startswith(MIRROR)
        and not isinstance(model._meta.verbose_name, Promise)
    ]
    assert not wrong, told(wrong)
