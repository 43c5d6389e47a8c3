"""Somebody of the demo, one click away; in demo mode only (G15)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Person
from sleutelbos.signin import ports, rules
from sleutelbos.signin.keys.base import Given, NotProven, Proof
from sleutelbos.signin.states import LEVELS, KeyKind


class PersonaKey:
    """Takes the word of whoever clicks. Only people whom the demo names can be chosen."""

    code: str = KeyKind.PERSONA
    label: type_of_text = KeyKind.PERSONA.label
    explanation: type_of_text = _("Kies iemand uit de demo. U hebt geen echte sleutel nodig.")
    icon = "user"
    level = LEVELS[KeyKind.PERSONA]

    def offered(self) -> bool:
        """In demo mode."""
        return bool(settings.DEMO_SIGN_IN)

    def begin(self) -> str:
        """The cards stand on the sign-in page itself."""
        return reverse("signin:sign-in")

    def verify(self, given: Given) -> Proof:
        """The person behind a card. Raises NotProven outside demo mode and for any other uid."""
        if not self.offered():
            raise NotProven(rules.NO_PERSONAS)
        uid = given.values.get("persona", "")
        if uid not in {persona.uid for persona in ports.personas()}:
            raise NotProven(_("Deze persona bestaat niet. Kies er een uit de lijst."))
        person = Person.objects.filter(uid=UUID(uid)).first()
        if person is None:
            raise NotProven(_("Deze persona bestaat niet meer. Herstel de demo."))
        return Proof(person, KeyKind.PERSONA)
