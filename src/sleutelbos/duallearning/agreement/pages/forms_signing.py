"""Forms of signing (W24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.inviting import Asked
from sleutelbos.duallearning.agreement.pages.forms import HINT
from sleutelbos.duallearning.agreement.queries.signing import Signer
from sleutelbos.duallearning.agreement.states_signing import Party
from sleutelbos.web.forms import DateField, FileField, Form, OneOf, TextField

PAPER = "papier"
SIGN, REFUSE = "teken", "weiger"


class AskForm(Form):
    """How each party signs: by a link to one of its people, or on paper."""

    def __init__(self, *args: Any, people: Mapping[Party, Sequence[Signer]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for party, found in people.items():
            choices = [(str(place), _by_link(one)) for place, one in enumerate(found)]
            first = "0" if found[0].email else PAPER
            choices.append((PAPER, _t("Op papier")))
            self.ask(party, OneOf(label=party.label, choices=choices, initial=first))

    def values(self, *names: str) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        found = []
        for party, people in self.people.items():
            chosen = self.cleaned_data[party]
            if chosen == PAPER:
                found.append(Asked(party, by_link=False))
            else:
                found.append(Asked(party, by_link=True, person=people[int(chosen)].person))
        return {"asked": found}


def _by_link(one: Signer) -> str:
    if not one.name:
        return _t("Met een link (nog niet ingevuld wie)")
    return _t("Met een link: %(name)s, %(email)s") % {
        "name": one.name,
        "email": one.email or _t("geen e-mailadres"),
    }


class CodeForm(Form):
    """The code that was mailed, and whether one signs."""

    kept = _("U hebt nog niet getekend. Wat u invulde, staat er nog.")
    code = TextField(
        label=_("Code uit de mail"), max_length=20, help_text=_("Zes cijfers. Kijk ook bij spam.")
    )
    answer = OneOf(
        label=_("Wat wilt u doen?"),
        choices=[(SIGN, _("Ik las het document en teken het")), (REFUSE, _("Ik teken niet"))],
    )
    reason = TextField(
        label=_("Waarom tekent u niet?"), rows=3, required=False, max_length=1000,
        help_text=_("Alleen als u niet tekent. De school leest dit."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Who refuses says why."""
        given = super().clean() or self.cleaned_data
        if given.get("answer") == REFUSE and not (given.get("reason") or "").strip():
            self.add_error("reason", _("Schrijf waarom u niet tekent."))
        return given


class PaperForm(Form):
    """What one party signed on paper."""

    signed_on = DateField(label=_("Dag van de handtekening"))
    paper = FileField(label=_("Ondertekend document"), help_text=HINT)
