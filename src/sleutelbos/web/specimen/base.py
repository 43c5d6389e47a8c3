"""The list of example pages, and the frame around them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sleutelbos.web import ports
from sleutelbos.web.navigation import NavItem
from sleutelbos.web.pages import Pages
from sleutelbos.web.parts import (
    Crumb,
)

page = Pages("web", application=_("Onderdelen"))
HERE = "/_onderdelen"
AT = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)
DOT = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 3 3'%3E"
    "%3Cpath d='M0 0h1v1H0zM2 0h1v1H2zM1 1h1v1H1zM0 2h1v1H0z'/%3E%3C/svg%3E"
)


def example_frame(request: HttpRequest) -> ports.Frame:
    """A header and footer with everything in them."""
    return ports.Frame(
        person="Lies Peeters",
        capacity="Bakkerij De Smet bv",
        switch_url=HERE,
        menu=(
            ports.Choice(_("Mijn profiel"), HERE, "user"),
            ports.Choice(_("Mijn rechten"), HERE, "key-round"),
            ports.Choice(_("Afmelden"), HERE, "log-out", post=True),
        ),
        banner=_("Dit is een demo met verzonnen gegevens."),
        banner_links=(ports.Choice(_("Zet de klok vooruit"), HERE),),
        footer=(
            ports.Choice(_("Toegankelijkheid"), HERE),
            ports.Choice(_("Privacy"), HERE),
            ports.Choice(_("Hulp"), HERE),
        ),
    )


def example_navigation(request: HttpRequest) -> list[NavItem]:
    """A side navigation with headings, icons and counts."""
    return [
        NavItem(_("Overzicht"), "web:specimen", "house", count=4),
        NavItem(_("Gebruikers"), "web:specimen-list", "users"),
        NavItem(
            _("Rechten"),
            "web:specimen-form",
            "key-round",
            children=(NavItem(_("Bevestigen"), "web:specimen-confirm"),),
        ),
        NavItem(_("Stappen"), "web:specimen-wizard", "list-checks"),
        NavItem(_("Werkplek Duaal"), children=(NavItem(_("Leeg"), "web:specimen-empty"),)),
    ]


def crumbs(label: Any) -> list[Crumb]:
    """The way to an example page."""
    return [Crumb(_("Begin"), HERE), Crumb(label)]
