"""Templates: each is used, holds no script or style of its own, and every word is translated."""

from __future__ import annotations

import ast
import re
from functools import cache

from tests.architecture.source import (
    PACKAGE,
    python_files,
    template_name,
    templates,
    told,
    tree_of,
    where,
)

# What stands between tags and is no text of a language, each with its reason.
NO_TEXT = {
    "Sleutelbos": "the name of the product",
    "– Sleutelbos": "the name of the product behind a title",
    "Nederlands": "a language is called by its own name",
    "English": "a language is called by its own name",
    "CSV": "the name of a file format",
    "Excel": "the name of a file format",
}
ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "aria-description", "label")

INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


@cache
def constants() -> frozenset[str]:
    """Every text constant of the code."""
    return frozenset(
        node.value
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def composed() -> tuple[re.Pattern[str], ...]:
    """Every f-string of the code that makes the name of a template, as an expression."""
    found = set()
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "([^/]+)"
                    for part in node.values
                ]
                if parts[-1].endswith(("html", "txt")):
                    found.add("".join(parts))
    return tuple(re.compile(expression) for expression in sorted(found))


def is_used(name: str, mentioned: set[str]) -> bool:
    """Whether code or another template names it."""
    if name in constants() or name in mentioned:
        return True
    return any(
        all(is_mentioned(part) for part in match.groups())
        for expression in composed()
        if (match := expression.fullmatch(name))
    )


def is_mentioned(part: str) -> bool:
    """Whether the code knows a part of a name, as it is or in a code as ``desk.help-asked``."""
    coded = "." + part.replace("_", "-")
    return part in constants() or any(text.endswith(coded) for text in constants())


def test_there_are_templates() -> None:
    assert "web/base.html" in {template_name(path) for path in templates()}


def test_every_template_is_used() -> None:
    mentioned = {
        name
        for path in templates()
        for name in re.findall(
            r"{%\s*(?:extends|include)\s+[\"']([^\"']+)", path.read_text("utf-8")
        )
    }
    wrong = [where(path) for path in templates() if not is_used(template_name(path), mentioned)]
    assert not wrong, told(wrong)


def test_no_template_is_twice() -> None:
    names = [template_name(path) for path in templates()]
    assert not {name for name in names if names.count(name) > 1}


def forbidden_in(text: str) -> list[str]:
    """What the content policy would refuse to run or to show."""
    return [what for what, expression in INLINE.items() if expression.search(text)]


def test_nothing_that_the_content_policy_forbids() -> None:
    wrong = [
        f"{where(path, number)}: {what}"
        for path in templates()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for what in forbidden_in(line)
    ]
    wrong += [
        f"{where(path, node.lineno)}: {what}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<" in node.value
        for what in forbidden_in(node.value)
    ]
    assert not wrong, told(wrong)


def bare_text(source: str) -> list[str]:
    """What a visitor reads that no translation tag holds: between tags, and in attributes."""
    source = re.sub(r"{#.*?#}", " ", source, flags=re.DOTALL)
    for block in ("comment", "blocktranslate", "blocktrans"):
        source = re.sub(
            rf"{{%\s*{block}\b.*?{{%\s*end{block}\s*%}}", "\x00", source, flags=re.DOTALL
        )
    source = re.sub(r"{%.*?%}|{{.*?}}", "\x00", source, flags=re.DOTALL)
    spoken = re.findall(rf"\b(?:{'|'.join(ATTRIBUTES)})\s*=\s*\"([^\"]*)\"", source)
    spoken += re.sub(r"<!--.*?-->|<[^>]*>|&\w+;|&#\d+;", "\x00", source, flags=re.DOTALL).split(
        "\x00"
    )
    texts = [" ".join(text.split()) for text in spoken]
    return [text for text in texts if re.search(r"[^\W\d_]{2}", text) and text not in NO_TEXT]


def test_every_word_is_translated() -> None:
    wrong = [
        f"{where(path)}: {text!r}"
        for path in templates()
        for text in bare_text(path.read_text("utf-8"))
    ]
    assert not wrong, told(wrong)


def test_the_search_for_bare_text_finds_it() -> None:
    assert bare_text('<p class="a">{{ x }} Hallo daar</p>') == ["Hallo daar"]
    assert bare_text('<a aria-label="Sluit dit" href="/x">{% translate "Weg" %}</a>') == [
        "Sluit dit"
    ]
    assert bare_text("{% blocktranslate %}Dag {{ x }}{% endblocktranslate %} – {{ y }}") == []


def test_templates_lie_under_the_name_of_their_room() -> None:
    wrong = [
        where(path)
        for path in templates()
        if template_name(path).partition("/")[0] != path.relative_to(PACKAGE).parts[0]
    ]
    assert not wrong, told(wrong)
