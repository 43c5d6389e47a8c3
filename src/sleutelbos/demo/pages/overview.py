"""What this demo is, and where one can go."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import rules
from sleutelbos.demo.pages.base import page
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Card, Cards, Head, Link, Note


@page("demo", name="overview", title=_("Over de demo"), public=True, door=rules.in_demo)
def overview(request: PageRequest) -> HttpResponse:
    """The four ways to use the demo."""
    cards = [
        Card(
            _("Postvak"),
            reverse("demo:mailbox"),
            _("Elke mail die de demo verstuurde, zoals de ontvanger ze leest."),
            icon="mail",
        ),
        Card(
            _("Klok"),
            reverse("demo:clock"),
            _("Zet de tijd vooruit en zie wat er dan gebeurt."),
            icon="clock",
        ),
        Card(
            _("Spiekbriefje"),
            reverse("demo:cheats"),
            _("Testnummers van mensen en ondernemingen om mee te oefenen."),
            icon="clipboard-list",
        ),
        Card(
            _("Opnieuw beginnen"),
            reverse("demo:restart"),
            _("Zet alles terug zoals het was."),
            icon="rotate-cw",
        ),
    ]
    return show.page(
        request,
        Head(
            _("Over de demo"),
            _("Een klein Vlaanderen om in te oefenen. U kunt niets stukmaken."),
            primary=Link(_("Kies een persona"), reverse("signin:sign-in"), look="primary"),
        ),
        Note(
            _(
                "Alle personen, scholen en ondernemingen zijn verzonnen. Alleen de entiteiten van "
                "de Vlaamse overheid en de sectorale partnerschappen bestaan echt. Er vertrekt "
                "geen enkele mail."
            )
        ),
        Cards(cards),
    )
