"""Mails of the register, within an action: about the address itself, to the one that is left."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.register.models import Organisation, Person
from sleutelbos.tools.mail import Receiver, post, post_outside


def tell_old_address(person: Person, old: str) -> None:
    """The address that no longer counts hears it, whoever changed it."""
    post_outside(
        "register.address-changed",
        Receiver(old, person.name),
        "register/mails/address_changed.txt",
        {"person": person},
        language="en" if person.language == "en" else "nl",
    )


def tell_of_proposal(person: Person, organisation: Organisation | None) -> None:
    """The person, at the address that still counts: another one waits for a word."""
    post(
        "register.address-proposed",
        person.pk,
        "register/mails/address_proposed.txt",
        {
            "person": person,
            "organisation": organisation,
            "link": settings.BASE_URL + reverse("desk:contact"),
        },
    )
