"""PDF from a template: tagged, the same bytes each time, and facts that are never markup."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from sleutelbos.tools.documents import BadDocument, render_pdf

MOMENT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "letter-1.typ"
    file.write_text('= #facts.title\n#listing((1fr, auto), ("Naam", "Telt"), facts.people)\n')
    return file


def facts(*people: list[str]) -> dict[str, object]:
    return {"title": "Een lijst", "lang": "nl", "people": [list(row) for row in people]}


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_tags_language_title_and_outline(template: Path) -> None:
    content = render_pdf(template, facts(["An", "90"]), made_at=MOMENT)
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Een lijst"
    assert [entry.title for entry in reader.outline] == ["Een lijst"]  # type: ignore[union-attr]
    metadata = root["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "pdfuaid:part" in metadata
    assert "pdfaid:part" in metadata


def test_a_table_has_header_cells(template: Path) -> None:
    content = render_pdf(template, facts(["An", "90"]), made_at=MOMENT)
    reader = PdfReader(io.BytesIO(content))
    kinds = {
        str(one.get_object()["/S"])  # type: ignore[index]
        for number in range(1, reader.trailer["/Size"])
        if isinstance(one := reader.get_object(number), dict) and "/S" in one and "/P" in one
    }
    assert {"/Table", "/TR", "/TH", "/TD", "/H1"} <= kinds


def test_the_same_facts_give_the_same_bytes(template: Path) -> None:
    one = render_pdf(template, facts(["An", "90"]), made_at=MOMENT)
    assert one == render_pdf(template, facts(["An", "90"]), made_at=MOMENT)
    assert one != render_pdf(template, facts(["An", "91"]), made_at=MOMENT)


def test_facts_are_never_markup(template: Path) -> None:
    told = text_of(render_pdf(template, facts(['#panic("x") *vet* $a$', '"\\']), made_at=MOMENT))
    assert '#panic("x") *vet* $a$' in told


@pytest.mark.parametrize("name", ["Gülşen Őry", "Жанна", "Ελένη", "Zoë €"])
def test_letters_of_others(template: Path, name: str) -> None:
    assert name in text_of(render_pdf(template, facts([name, "1"]), made_at=MOMENT))


def test_what_no_font_has_becomes_a_question_mark(template: Path) -> None:
    told = text_of(render_pdf(template, facts(["An 😀 中", "1"]), made_at=MOMENT))
    assert "An ? ?" in told


def test_faults_name_the_template(template: Path) -> None:
    with pytest.raises(BadDocument, match=r"letter-1\.typ: no lang"):
        render_pdf(template, {"title": "Een lijst"}, made_at=MOMENT)
    with pytest.raises(BadDocument, match=r"letter-1\.typ: .*people"):
        render_pdf(template, {"title": "Een lijst", "lang": "nl"}, made_at=MOMENT)
