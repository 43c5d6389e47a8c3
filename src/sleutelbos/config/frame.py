"""What stands around each page: who is here, for whom, which instance."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import public as demo
from sleutelbos.desk.public import help_label_for, help_url_for
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.web.ports import Choice, Frame


def capacity_uid(request: HttpRequest) -> UUID | None:
    """Public key of the organisation for which the person acts."""
    uid: UUID | None = getattr(request, "capacity_uid", None)
    return uid


def _offers_sign_in(request: HttpRequest) -> bool:
    """Whether the page has the button itself."""
    return request.path in (reverse("desk:home"), reverse("signin:sign-in"))


def around(request: HttpRequest) -> Frame:
    """The frame of a page."""
    by: Actor = getattr(request, "actor", Nobody())
    signed_in = not isinstance(by, Nobody)
    banner, links = demo.banner(request) if settings.DEMO else ("", ())
    menu = (
        Choice(_("Mijn profiel"), reverse("desk:profile"), "user"),
        Choice(_("Andere organisatie kiezen"), reverse("signin:capacity"), "repeat"),
        Choice(_("Afmelden"), reverse("signin:sign-out"), "log-out", post=True),
    )
    return Frame(
        home_url=reverse("desk:home"),
        person=by.label if signed_in else "",
        capacity=getattr(request, "capacity_name", "") if signed_in else "",
        switch_url=reverse("signin:capacity") if signed_in else "",
        menu=menu if signed_in else (),
        banner=banner,
        banner_links=links,
        footer=(
            Choice(help_label_for(request), help_url_for(request), "message-square"),
            Choice(_("Handleiding"), reverse("desk:manual")),
            Choice(_("Wie is mijn beheerder?"), reverse("desk:who-is-my-manager")),
            Choice(_("Toegankelijkheid"), reverse("desk:accessibility")),
        ),
        sign_in_url="" if signed_in or _offers_sign_in(request) else reverse("signin:sign-in"),
    )
