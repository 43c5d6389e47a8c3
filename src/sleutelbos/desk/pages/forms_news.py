"""Forms for news."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.web.forms import DateField, Form, TextField


class NewsForm(Form):
    """What an item says."""

    SAYS: ClassVar[tuple[str, ...]] = ("day", "title", "text", "release")

    day = DateField(label=_("Datum"))
    title = TextField(label=_("Titel"), max_length=150)
    text = TextField(
        label=_("Tekst"),
        rows=9,
        max_length=5000,
        help_text=_("Begin een regel met - voor een lijst. Zet **sterretjes** rond vette woorden."),
    )
    release = TextField(label=_("Release"), required=False, max_length=40)


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
