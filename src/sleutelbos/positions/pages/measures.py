"""What the numbers of the reports mean; the meaning stands beside each number (A16).

Persons and bruto VTE follow the definitions of personeelsaantal and personeelsbeschikbaarheid of
Statistiek Vlaanderen, for who holds a position of the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.pages import looks
from sleutelbos.positions.queries.counting import NOTHING, Count
from sleutelbos.web.parts import Disclosure, Fact, Facts, Figure, Figures, Note
from sleutelbos.web.tables import Column
from sleutelbos.web.words import number_text


@dataclass(frozen=True)
class Measure:
    """A number of the reports: its name, what it means, how it is counted. ``told`` False: it says
    something of people, and is not told of small groups. ``column`` False: tables show it only to
    who asks for it; ``figure`` False: it is no number of the whole."""

    name: str
    label: type_of_text
    meaning: type_of_text
    value: Callable[[Count], Any]
    told: bool = True
    column: bool = True
    figure: bool = True


def open_need(count: Count) -> Decimal:
    """The need that nobody fills; never less than nothing."""
    return max(count.need - count.contract, NOTHING)


MEASURES = (
    Measure("plaatsen", _("Arbeidsplaatsen"),
            _("die op die dag bestaan, ook voorgestelde en bevroren"),
            lambda count: count.positions, column=False),
    Measure("behoefte", _("Behoefte (VTE)"), _("VTE die deze arbeidsplaatsen samen vragen"),
            lambda count: count.need),
    Measure("bezet", _("Contract-VTE"),
            _("VTE die de contracten van wie er een houdt, eraan geven; ook wie verlof heeft"),
            lambda count: count.contract, told=False),
    Measure("bruto", _("Bruto VTE"),
            _("bezetting over heel die maand, zonder de dagen met status verlof; ziekte en"
              " vakantie tellen mee"),
            lambda count: count.gross, told=False),
    Measure("personen", _("Personen"),
            _("die er een houden, ook met verlof; wie er twee houdt, telt één keer"),
            lambda count: count.persons, told=False),
    Measure("vacant", _("Vacant"), _("arbeidsplaatsen die niemand houdt"),
            lambda count: count.vacant, told=False),
    Measure("dubbel", _("Overbezet"), _("met meer personen of VTE dan gevraagd"),
            lambda count: count.double, told=False, column=False),
    Measure("open", _("Niet bezet (VTE)"), _("de behoefte min de bezetting"), open_need,
            told=False, column=False, figure=False),
)  # fmt: skip


def figures(count: Count) -> Figures:
    """The numbers of the whole, each with what it means. A terugvalpositie counts nowhere."""
    return Figures([
        Figure(one.label, shown(one.value(count)), one.meaning) for one in MEASURES if one.figure
    ])  # fmt: skip


def columns() -> list[Column]:
    """A column per number, of rows with a ``count`` that may be ``banded``."""
    return [_column(measure) for measure in MEASURES]


def _column(measure: Measure) -> Column:
    def plain(row: Any) -> Any:
        return None if row.banded and not measure.told else measure.value(row.count)

    def words(row: Any) -> str:
        value = plain(row)
        return _t("niet getoond") if value is None else shown(value)

    return Column(
        measure.name, measure.label, words, sort=measure.name, kind="number", export=plain,
        shown=measure.column,
    )  # fmt: skip


def shown(value: int | Decimal) -> str:
    """A count, or VTE with at most two decimals."""
    return looks.number(value) if isinstance(value, Decimal) else number_text(value)


def banded_note(limit: int) -> Note:
    """Why some numbers are not there."""
    sentence = _t(
        "Kleine groepen (minder dan %s personen) tonen we buiten de entiteit niet, en wat ze zou"
        " verraden evenmin."
    )
    return Note(sentence % limit)


def meanings() -> Disclosure:
    """What each number means, for below a table of many."""
    facts = Facts([Fact(one.label, one.meaning) for one in MEASURES], columns=1)
    return Disclosure(_("Wat de cijfers betekenen"), [facts])
