"""What is wrong in one row of the file of Vlimpers by itself, whatever else is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions.personnel_file import WORDS, share_of
from sleutelbos.register.public import read_insz

LARGEST_RELATION = 999


def cell_faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(column, sentence) of each cell that can't be right; empty cells are told elsewhere."""
    yield from _numbers(values)
    for column, words in WORDS.items():
        word = values[column]
        if word and word.lower() not in words:
            yield column, _("Kies uit: %s.") % ", ".join(words)
    if values["regime"] and share_of(values["regime"]) is None:
        yield "regime", _("Schrijf een percentage van 0 tot 100, zoals 80.")
    if values["first"] and values["last"] and values["last"] < values["first"]:
        yield "last", _("De laatste dag ligt voor de eerste.")


def _numbers(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if values["number"] and not (len(values["number"]) == 6 and values["number"].isdecimal()):
        yield "number", _("Een Vlimpersnummer telt zes cijfers.")
    if not 0 <= (values["relation"] or 0) <= LARGEST_RELATION:
        yield "relation", _("Dit nummer ligt tussen 0 en 999.")
    if values["insz"]:
        try:
            read_insz(values["insz"])
        except Invalid as invalid:
            yield "insz", str(invalid)
