"""Forms to put people on a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer
from sleutelbos.register.public import InszField, PersonNameField
from sleutelbos.web.forms import EmailField, Form, OneOf, SomeOf


class ChoosePersons(Form):
    """Tick who takes part."""

    persons = SomeOf(label=_("Wie?"))

    def __init__(self, *args: Any, persons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = persons  # type: ignore[attr-defined]


class FindPerson(Form):
    """Somebody by his number; the names count only for whom no source knows."""

    insz = InszField()
    given_name = PersonNameField(label=_("Voornaam"), required=False)
    family_name = PersonNameField(
        label=_("Familienaam"), required=False,
        help_text=_("Kent het Rijksregister dit nummer, dan telt de naam van daar."),
    )  # fmt: skip
    email = EmailField(
        label=_("E-mailadres"), required=False, max_length=254,
        help_text=_("Daarheen gaat de code. Zonder adres drukt u een kaart af."),
    )  # fmt: skip

    def newcomer(self) -> Newcomer:
        """What was filled in."""
        values = self.cleaned_data
        return Newcomer(
            values["insz"], values["given_name"], values["family_name"], values["email"]
        )


class ChooseOne(Form):
    """One of a few persons."""

    person = OneOf(label=_("Wie?"))

    def __init__(self, *args: Any, persons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = persons  # type: ignore[attr-defined]
