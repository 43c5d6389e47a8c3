"""The glossary: every word that users read has its English identifier and its meaning."""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils.functional import Promise

from sleutelbos.access import chain
from sleutelbos.access.manifest import Manifest, parse
from sleutelbos.kernel.flows import FLOWS
from tests.architecture.source import PACKAGE, ROOT, told

pytestmark = pytest.mark.usefixtures("everything")

COLUMNS = ["term", "code", "betekenis", "bron"]
Entry = tuple[str, str]  # term, identifier


def glossary() -> list[dict[str, str]]:
    with (ROOT / "docs" / "woordenboek.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known() -> set[Entry]:
    return {(row["term"].lower(), row["code"]) for row in glossary()}


def manifests() -> Iterator[Manifest]:
    for path in sorted((PACKAGE / "access" / "manifests").glob("*.toml")):
        yield parse(path.read_text("utf-8"))


def choices() -> Iterator[type[TextChoices]]:
    """The choices of our own rooms, in order of their name."""
    kinds = [k for k in TextChoices.__subclasses__() if k.__module__.startswith("sleutelbos.")]
    return iter(sorted(kinds, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}"))


def identifier(kind: type[TextChoices]) -> str:
    """``access.PostKind``: the room and the name."""
    return f"{kind.__module__.split('.')[1]}.{kind.__qualname__}"


def tables() -> list[Entry]:
    return [
        (str(model._meta.verbose_name), model._meta.label)
        for model in apps.get_models()
        if model.__module__.startswith("sleutelbos.")
        and isinstance(model._meta.verbose_name, Promise)
    ]


def labels() -> list[Entry]:
    return [
        (str(member.label), f"{identifier(kind)}.{member.name}")
        for kind in choices()
        for member in kind
    ]


def states() -> list[Entry]:
    return [
        (str(state.label), f"{model}:{state.code}")
        for model, flow in sorted(FLOWS.items())
        for state in flow.states.values()
    ]


def rights_and_roles() -> list[Entry]:
    found = []
    for manifest in manifests():
        found.append((manifest.name, manifest.code))
        for right in manifest.rights:
            found.append((right.name, right.code))
            found += [(role.name, f"{right.code}:{role.code}") for role in right.roles]
    return found


def authorities() -> list[Entry]:
    return [
        (authority.label, f"beheerders-aanstellen:{code}")
        for code, authority in sorted(chain.authorities().items())
    ]


def check(entries: list[Entry]) -> None:
    assert entries
    missing = [f"{term},{code}" for term, code in entries if (term.lower(), code) not in known()]
    assert not missing, told(missing)


def test_every_table_is_in_it() -> None:
    check(tables())


def test_every_choice_is_in_it() -> None:
    check(labels())


def test_every_state_is_in_it() -> None:
    check(states())


def test_every_application_right_and_role_is_in_it() -> None:
    check(rights_and_roles())


def test_every_authority_is_in_it() -> None:
    check(authorities())


def test_it_has_four_full_columns() -> None:
    rows = glossary()
    assert list(rows[0]) == COLUMNS
    wrong = [str(row) for row in rows if None in row or not all(row[name] for name in COLUMNS)]
    wrong += [str(row) for row in rows if not row["betekenis"].endswith(".")]
    assert not wrong, told(wrong)


def test_no_word_is_explained_twice() -> None:
    entries = [(row["term"].lower(), row["code"]) for row in glossary()]
    assert not {entry for entry in entries if entries.count(entry) > 1}


def test_what_looks_like_our_code_is_there() -> None:
    """A code with a room in front names a table, a choice or a state that exists."""
    real = {code for _term, code in [*tables(), *labels(), *states()]}
    real |= {identifier(kind) for kind in choices()} | {m._meta.label for m in apps.get_models()}
    rooms = ("register.", "access.", "signin.", "desk.", "tools.", "web.", "kernel.")
    wrong = [
        row["code"]
        for row in glossary()
        if row["code"].startswith(rooms) and row["code"] not in real and not _is_name(row["code"])
    ]
    assert not wrong, told(wrong)


def _is_name(code: str) -> bool:
    """Whether a dotted name leads to a module, or to something in one: ``kernel.actors.Actor``."""
    if _is_module(code):
        return True
    place, _, name = code.rpartition(".")
    return _is_module(place) and hasattr(importlib.import_module(f"sleutelbos.{place}"), name)


def _is_module(code: str) -> bool:
    path = PACKAGE / code.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists()
