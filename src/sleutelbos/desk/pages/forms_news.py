"""Forms for news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.actions.news import News
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web.forms import DateField, Form, ListField, TextField


class NewsForm(Form):
    """What an item says; with ``audiences`` also for whom it is."""

    day = DateField(label=_("Datum"))
    title = TextField(label=_("Titel"), max_length=150)
    text = TextField(
        label=_("Tekst"),
        rows=9,
        max_length=5000,
        help_text=_("Begin een regel met - voor een lijst. Zet **sterretjes** rond vette woorden."),
    )
    release = TextField(label=_("Release"), required=False, max_length=40)

    def __init__(
        self, *args: Any, audiences: Sequence[tuple[str, type_of_text]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if audiences:
            field: Any = ListField(
                label=_("Voor wie?"), choices=list(audiences), required=False,
                empty_label=_("Iedereen"),
            )  # fmt: skip
            self.ask("audience", field)

    def news(self) -> News:
        """What was filled in."""
        asked = [one.name for one in fields(News) if one.name in self.fields]
        return News(**self.values(*asked))


class CorrectionForm(NewsForm):
    """What it should say, and why."""

    was = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("Waarom verbetert u dit?"),
        required=False,
        max_length=500,
        help_text=_("Alleen support leest dit."),
    )


class WithdrawForm(Form):
    """Why it should go."""

    reason = TextField(
        label=_("Waarom moet dit weg?"),
        rows=3,
        max_length=500,
        help_text=_("Alleen support leest dit."),
    )
