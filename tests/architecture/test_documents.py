"""What the documents say is so: links lead somewhere, commands exist, names and numbers agree."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

from tests.architecture.source import PACKAGE, ROOT, told, tracked_files, where

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
STORIES = PACKAGE / "demo" / "stories"
NUMBERS = {
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    22: "twenty-two",
    24: "twenty-four",
    26: "twenty-six",
    27: "twenty-seven",
    28: "twenty-eight",
    29: "twenty-nine",
    30: "thirty",
    32: "thirty-two",
}


def documents() -> list[Path]:
    """The documents for people who read the repository; guides are shown by the product."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".md" and "guides" not in path.parts and "naslag" not in path.parts
    ]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def version() -> str:
    found: str = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    return found


def test_links_lead_to_a_file() -> None:
    wrong = [
        f"{where(path, number)}: {target}"
        for path in documents()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for target in LINK.findall(re.sub(r"`[^`]*`", "", line))
        if not (path.parent / target).exists()
    ]
    assert not wrong, told(wrong)


def test_commands_exist() -> None:
    """Every ``./dev word`` in a document is one that the script knows."""
    known = set(re.findall(r"^\./dev (\w+)", text_of("dev"), re.MULTILINE))
    assert {"demo", "test", "check", "fix", "bench"} <= known
    wrong = [
        f"{where(path)}: {word}"
        for path in documents()
        for word in re.findall(r"\./dev (\w+)", path.read_text("utf-8"))
        if word not in known
    ]
    assert not wrong, told(wrong)


def test_every_room_tells_its_story() -> None:
    rooms = [path.parent for path in sorted(PACKAGE.glob("*/__init__.py"))]
    wrong = [where(room) for room in rooms if not (room / "README.md").exists()]
    assert not wrong, told(wrong)


def test_settings_are_explained() -> None:
    """Every variable that the settings read stands in the story of running an instance."""
    names = set(
        re.findall(r'environ\.get\(\s*"([A-Z_]+)"', text_of("src/sleutelbos/config/settings.py"))
    )
    assert "DATABASE_URL" in names
    explained = text_of("docs/uitleg/instantie.md")
    assert not {name for name in names if f"| `{name}` |" not in explained}


def test_the_readme_names_people_who_are_there() -> None:
    readme = text_of("README.md")
    with (STORIES / "people.csv").open(encoding="utf-8", newline="") as file:
        people = {row["code"]: f"{row['given']} {row['family']}" for row in csv.DictReader(file)}
    personas = tomllib.loads((STORIES / "personas.toml").read_text("utf-8"))["personas"]
    names = {people[persona["code"]] for persona in personas}
    assert f"offers {NUMBERS[len(personas)]} invented people" in readme
    section = readme.partition("## What you see")[2].partition("\n## ")[0]
    mentioned = set(re.findall(r"\*\*([^*]+)\*\*", section))
    assert mentioned
    assert mentioned <= names, mentioned - names


def test_the_change_log_is_about_this_version() -> None:
    newest = re.search(r"^## \[([^\]]+)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert newest
    assert newest[1] == version()


def test_the_licence_is_the_same_everywhere() -> None:
    licence = tomllib.loads(text_of("pyproject.toml"))["project"]["license"]
    assert licence == "EUPL-1.2"
    assert f"license: {licence}" in text_of("publiccode.yml")
    assert f"[{licence}](LICENSE)" in text_of("README.md")
    assert text_of("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_the_description_fits_the_standard() -> None:
    """publiccode.yml: mandatory keys, and at most 150 signs for a short description."""
    text = text_of("publiccode.yml")
    for key in (
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
        "softwareType", "description", "legal", "maintenance", "localisation",
    ):  # fmt: skip
        assert re.search(rf"^{key}:", text, re.MULTILINE), key
    shorts = re.findall(r'shortDescription: "([^"]+)"', text)
    assert len(shorts) == 2
    assert all(len(short) <= 150 for short in shorts)
