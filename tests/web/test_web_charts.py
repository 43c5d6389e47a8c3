"""Charts: what is drawn, to which scale, and what is left out."""

from __future__ import annotations

import pytest
from django.template import engines

from sleutelbos.web.parts import Bar, Bars, Lines, Part, Series


def shown(it: Part) -> str:
    return engines["django"].from_string("{% part it %}").render({"it": it})


def test_bars_are_on_one_scale_and_mark_what_is_over() -> None:
    bars = Bars("Bezet", [Bar("A", 2, 4, "2 van 4"), Bar("B", 5, 4, "5 van 4", "/b"),
                          Bar("C", None, 1, "niet getoond")])  # fmt: skip
    drawn = [(one.whole, one.part, one.over) for one in bars.drawn]
    assert drawn == [("800.0", "400.0", ""), ("800.0", "800.0", "200.0"), ("200.0", "0.0", "")]
    html = shown(bars)
    assert '<a href="/b">B</a>' in html
    assert html.count('class="over"') == 1
    assert "style=" not in html
    assert Bars("Leeg", []).drawn == []


def test_lines_rise_from_nothing_and_leave_a_hole() -> None:
    lines = Lines(
        "Verloop", [Series("Behoefte", [0, 10, 20, 20, 15], "20", "dashed"),
                    Series("Bezet", [5, None, 10, 10, None])],
        ["jan", "mei"], now=2,
    )  # fmt: skip
    assert lines.top == 20
    assert lines.drawn[0].pieces == ["0.0,300.0 250.0,150.0 500.0,0.0 750.0,0.0 1000.0,75.0"]
    assert lines.drawn[1].pieces == ["0.0,225.0", "500.0,150.0 750.0,150.0"]
    assert lines.now_at == "500.0"
    html = shown(lines)
    assert 'role="img" aria-label="Verloop"' in html
    assert "Behoefte: <b>20</b>" in html
    assert "<span>10</span>" in html


@pytest.mark.parametrize(
    ("most", "top"),
    [(0, 2), (1.5, 2), (3, 4), (9, 10), (10, 10), (11, 20), (35, 40), (61, 80), (801, 1000)],
)  # fmt: skip
def test_a_scale_ends_on_a_number_that_halves(most: float, top: int) -> None:
    found = Lines("", [Series("x", [most])], []).top
    assert found == top
    assert found % 2 == 0
