"""The generated reference: what stands in it, and that a stale page is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from sleutelbos.config import reference
from sleutelbos.config.reference import events, markdown, requirements, states, texts
from sleutelbos.kernel.flows import FLOWS
from tests.examples import business_actions

EISEN = """id,requirement,source
G01,"Eerste | eis",S0
G02,Tweede eis,"S0, B"
"""
TEST = """import pytest

@pytest.mark.requirement("G01")
def test_one(): ...

@pytest.mark.requirement("G01")
@pytest.mark.requirement("X99")
class TestMore: ...
"""
CATALOGUE = 'msgid ""\nmsgstr ""\n\nmsgid "Dag"\nmsgstr "Hello"\n'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project: two requirements, one test, a matrix, a glossary, a catalogue."""
    for name, text in {
        "docs/eisen.csv": EISEN,
        "docs/woordenboek.csv": "term,code,betekenis,bron\nZaak,x.Zaak,Wat telt.,S0\n"
        'Aanvraag,x.Aanvraag,"Vraag, met komma.",S0\n',
        "tests/room/test_one.py": TEST,
        "tests/room/helper.py": 'requirement("G02")\n',
        "tests/matrix/wie_mag_wat.csv": "handeling,niemand,lid\nx.do,,ja\nx.look,,\n",
        "catalogue.po": CATALOGUE,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(texts, "CATALOGUE", tmp_path / "catalogue.po")
    return tmp_path


def test_requirements_are_counted_by_their_marks(root: Path) -> None:
    page = requirements.page(root)
    assert "1 van de 2 eisen" in page
    assert "| G01 | Eerste \\| eis | S0 | `tests/room/test_one.py` |" in page
    assert "| G02 | Tweede eis | S0, B | – |" in page


def test_every_flow_and_state_stands_in_its_page(root: Path) -> None:
    business_actions()
    page = states.page(root)
    for model, flow in FLOWS.items():
        section = page.partition(f"## {model}\n")[2].partition("\n## ")[0]
        assert f"[*] --> {flow.start}" in section
        for state in flow.states.values():
            assert f"| {state.code} | {state.label} |" in section
        for move in flow.moves.values():
            for source in move.sources:
                assert f"    {source} --> {move.target}: " in section
        for end in flow.ends():
            assert f"    {end} --> [*]" in section


def test_events_name_their_payload_and_who_listens(root: Path) -> None:
    business_actions()
    page = events.page(root)
    line = next(line for line in page.splitlines() if line.startswith("| `access.right-granted`"))
    assert "grants: list[int]" in line
    assert "`access.mails." in line


def test_who_may_what_tells_who(root: Path) -> None:
    page = reference.PAGES["wie-mag-wat.md"](root)
    assert "(`x.do`)\n\nlid\n" in page
    assert "(`x.look`)\n\nniemand uit de testwereld\n" in page


def test_the_glossary_is_in_order_of_its_terms(root: Path) -> None:
    page = reference.PAGES["woordenboek.md"](root)
    assert page.index("| Aanvraag | x.Aanvraag | Vraag, met komma. | S0 |") < page.index("| Zaak |")


def test_texts_stand_beside_their_english(root: Path) -> None:
    assert "| Dag | Hello |" in reference.PAGES["teksten.md"](root)


def test_a_page_that_is_not_current_is_named(root: Path) -> None:
    assert reference.outdated(root) == list(reference.PAGES)
    reference.write(root)
    assert reference.outdated(root) == []
    (root / "docs" / "eisen.csv").write_text(EISEN + "G03,Derde,S0\n", "utf-8")
    assert reference.outdated(root) == ["eisen.md"]


def test_every_page_warns_that_it_is_generated(root: Path) -> None:
    for name, page in reference.PAGES.items():
        if name.endswith(".md"):  # JSON has no place for it
            assert page(root).startswith(markdown.NOTICE)
