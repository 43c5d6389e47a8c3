"""Forms of the wizard "Snel recht toekennen" and of "Gebruiker toevoegen"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.forms import ChoiceField, Field
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages import terms
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import InszField, PersonNameField
from sleutelbos.web.forms import (
    DateField,
    EmailField,
    Form,
    ListField,
    OneOf,
    SomeOf,
    TextField,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Right, Role
    from sleutelbos.register.public import Site

KINDS: dict[str, type_of_text] = {
    RelationKind.OFFICIAL: _("Statutair personeel van een overheid."),
    RelationKind.PERMANENT: _("Werkt in vast verband voor uw organisatie."),
    RelationKind.EXTERNAL: _("Werkt voor een andere organisatie, bijvoorbeeld een opleider."),
    RelationKind.OCCASIONAL: _("Werkt af en toe of voor korte tijd voor u."),
    RelationKind.DELEGATED: _("Handelt in opdracht van uw organisatie."),
}


class WhoForm(Form):
    """Who gets the right."""

    insz = InszField()


class NewcomerForm(Form):
    """Somebody whom no register knows: his names, and why he is added all the same."""

    given_name = PersonNameField(label=_("Voornaam"), required=False)
    family_name = PersonNameField(label=_("Familienaam"))
    reason = TextField(
        label=_("Waarom voegt u deze persoon toe?"),
        rows=3,
        max_length=500,
        help_text=_("Bijvoorbeeld: opleider van een partnerorganisatie."),
    )


class RightForm(Form):
    """Which right; choice cards."""

    right = OneOf(label=_("Recht"), error_messages={"required": _("Kies een recht.")})

    def __init__(self, *args: Any, rights: Sequence[Right], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self.fields["right"],
            {right.code: (str(right), _about(right)) for right in rights},
        )


def _offer(field: Field, choices: Mapping[str, tuple[type_of_text, type_of_text]]) -> None:
    """Give a field its choices: code → label and explanation."""
    assert isinstance(field, ChoiceField)
    field.choices = [(code, label) for code, (label, _about) in choices.items()]
    field.widget.descriptions = {code: about for code, (_label, about) in choices.items()}


def _about(right: Right) -> str:
    if right.max_days is None:
        return right.description
    longest = _t("Geldt hoogstens %s.") % terms.length_text(right.max_days)
    return f"{right.description} {longest}"


class RoleForm(Form):
    """Which roles; they combine."""

    roles = SomeOf(
        label=_("Rol"),
        help_text=_("U kunt meer dan één rol kiezen."),
        error_messages={"required": _("Kies minstens één rol. Zonder rol werkt het recht niet.")},
    )

    def __init__(
        self, *args: Any, roles: Sequence[Role], held: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self.fields["roles"],
            {
                role.code: (
                    role.name,
                    " ".join(filter(None, (role.description, held.get(role.code)))),
                )
                for role in roles
            },
        )


@dataclass(frozen=True)
class Asks:
    """What the question about the period depends on.

    ``ends`` are the quick choices; ``sites`` may be chosen, and must when ``limited``; ``new`` is
    whether a werkrelatie will be made; ``email`` whether an address is missing.
    """

    ends: Mapping[str, date | None]
    sites: Sequence[Site] = ()
    limited: bool = False
    new: bool = False
    email: bool = False


class TermForm(Form):
    """From when to when, where, and what a new werkrelatie needs."""

    start = DateField(label=_("Vanaf"))
    length = OneOf(label=_("Tot wanneer"))
    until = DateField(
        label=_("Laatste dag"),
        required=False,
        help_text=_("Vul dit alleen in als u zelf een laatste dag kiest."),
    )
    site = ListField(label=_("Vestiging"), required=False)
    kind = OneOf(label=_("Soort werkrelatie"), choices=RelationKind.choices, descriptions=KINDS)
    email = EmailField(
        label=_("E-mailadres"),
        required=False,
        max_length=254,
        help_text=_("Zonder e-mailadres krijgt deze persoon geen bericht."),
    )

    def __init__(self, *args: Any, asks: Asks, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = {code: (terms.label(code, day), "") for code, day in asks.ends.items()}
        ends[terms.OWN] = (terms.label(terms.OWN, None), "")
        _offer(self.fields["length"], ends)
        site = self.fields["site"]
        assert isinstance(site, ListField)
        none = _("Kies …") if asks.limited else _("De hele organisatie")
        site.choices = [("", none), *((str(one.uid), str(one)) for one in asks.sites)]
        site.required = asks.limited
        wanted = {"site": bool(asks.sites), "kind": asks.new, "email": asks.email}
        for name, asked in wanted.items():
            if not asked:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Checks of one answer against another."""
        given = super().clean() or self.cleaned_data
        start = given.get("start")
        if start is not None and start < clock.today():
            self.add_error("start", _t("Kies een begindatum vanaf vandaag."))
        if given.get("length") == terms.OWN and given.get("until") is None:
            if "until" not in self.errors:
                self.add_error("until", _t("Vul de laatste dag in."))
        return given
