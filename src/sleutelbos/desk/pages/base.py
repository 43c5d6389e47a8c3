"""What the pages of the desk share."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.links import help_url
from sleutelbos.desk.managers import Manager
from sleutelbos.register.public import Organisation
from sleutelbos.web.pages import Pages
from sleutelbos.web.parts import HelpBox, Link
from sleutelbos.web.ports import Helper

page = Pages("desk")

HELPDESK = Helper(name=_("Helpdesk 1700"), role=_("elke werkdag van 9 tot 19 uur"), phone="1700")


def organisation_of(uid: UUID) -> Organisation:
    """An organisation by its public key; its name is public. Raises Http404."""
    found = Organisation.objects.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found


def manager_of(managers: list[Manager], kind: str, uid: str) -> Manager:
    """The beheerder of this kind; the named person when ``uid`` is given. Raises Http404."""
    for line in managers:
        if line.kind == kind and uid in ("", str(line.person.uid)):
            return line
    raise Http404


def help_box(path: str, organisation: Organisation | None = None) -> HelpBox:
    """Who helps, with the button for a question."""
    ask = Link(
        _("Stel een vraag aan 1700"),
        help_url(path, organisation.uid if organisation else ""),
        icon="message-square",
    )
    guide = Link(_("Lees de handleiding"), reverse("desk:manual"), icon="book-open")
    return HelpBox(links=[ask, guide], helpers=[HELPDESK])
