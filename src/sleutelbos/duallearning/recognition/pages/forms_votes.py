"""Forms of a vote."""

from __future__ import annotations

from typing import Any

from django.forms import BooleanField
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.states import VoteChoice
from sleutelbos.web.forms import DateField, Form, OneOf, TextField


class OpenVoteForm(Form):
    """Until when, and what is asked."""

    deadline = DateField(label=_("Stemmen tot en met"))
    question = TextField(
        label=_("Toelichting voor de stemgerechtigden"), rows=4, required=False
    )  # fmt: skip


class VoteForm(Form):
    """What one votes, and why; ``handled`` asks to know that one handled the file too."""

    choice = OneOf(label=_("Wat stemt u?"), choices=VoteChoice.choices)
    motivation = TextField(
        label=_("Motivering"),
        help_text=_("Nodig als u tegen stemt of een belangenconflict hebt."),
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, handled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if handled:
            label = _("Ik weet dat ik dit dossier ook behandelde")
            self.ask("aware", BooleanField(label=label, required=False))


class CountForm(Form):
    """What the minutes say beside the votes."""

    remark = TextField(label=_("Opmerking bij het verslag"), rows=3, required=False)
