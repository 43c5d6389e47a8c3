"""What the pages of Gebruikersbeheer share: their list, their door, their objects."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation
from sleutelbos.web.pages import Pages, one
from sleutelbos.web.parts import Crumb

page = Pages("access", application=_("Gebruikersbeheer"))


def administered(by: Actor, uid: UUID) -> Organisation:
    """An organisation of which the actor is beheerder; 404 for every other one."""
    return one(queries.administered_organisations(by), uid)


def organisation_crumbs(organisation: Organisation) -> list[Crumb]:
    """The way back to the organisation's page."""
    return [
        Crumb(_("Mijn organisaties"), reverse("access:organisations")),
        Crumb(organisation.name, reverse("access:organisation", args=[organisation.uid])),
    ]
