"""The manual (G32)."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk import manual
from sleutelbos.desk.checklist import checklist_for
from sleutelbos.desk.pages.base import HELPDESK, page
from sleutelbos.desk.pages.parts import checklist_part
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Actions,
    Card,
    Cards,
    Crumb,
    Head,
    HelpBox,
    Link,
    Part,
    PrintButton,
    Template,
)
from sleutelbos.web.words import day_text


@page("hulp", name="manual", title=_("Handleiding"), public=True, shows="desk.manual")
def contents(request: PageRequest) -> HttpResponseBase:
    """All guides."""
    cards = [
        Card(one.title, reverse("desk:guide", args=[one.slug]), one.summary, icon="book-open")
        for one in manual.guides()
    ]
    parts: list[Part] = [Cards(cards)]
    checklist = checklist_for(request.actor)
    if checklist is not None:
        parts.insert(0, checklist_part(checklist))
    head = Head(_("Handleiding"), _("Korte gidsen, één per rol. U kunt ze ook afdrukken."))
    return show.page(request, head, *parts, aside=[_ask()])


@page("hulp/<slug:slug>", name="guide", title=_("Handleiding"), public=True, shows="desk.guide")
def guide(request: PageRequest, slug: str) -> HttpResponseBase:
    """One guide, with the steps of the reader when it is about his role."""
    found = manual.guide(slug)
    if found is None:
        raise Http404
    return _shown(request, found, [Crumb(_("Handleiding"), reverse("desk:manual"))])


@page(
    "toegankelijkheid",
    name="accessibility",
    title=_("Toegankelijkheid"),
    public=True,
    shows="desk.guide",
)
def accessibility(request: PageRequest) -> HttpResponseBase:
    """The statement on accessibility."""
    found = manual.guide("toegankelijkheid")
    assert found is not None
    return _shown(request, found, [])


def _shown(request: PageRequest, found: manual.Guide, crumbs: list[Crumb]) -> HttpResponseBase:
    checklist = checklist_for(request.actor)
    parts: list[Part] = [Template("desk/guide.html", {"guide": found})]
    if checklist is not None and checklist.guide == found.slug:
        parts.insert(0, checklist_part(checklist))
    version = _("Versie van %(day)s") % {"day": day_text(found.day)}
    head = Head(found.title, found.summary, term=version)
    links = [Link(one.title, f"#{one.anchor}") for one in found.chapters]
    aside: list[Part] = [Actions(links, _("Op deze pagina")), PrintButton(), _ask()]
    return show.page(request, head, *parts, crumbs=crumbs, aside=aside)


def _ask() -> HelpBox:
    link = Link(_("Stel een vraag aan 1700"), reverse("desk:ask-help"), icon="message-square")
    return HelpBox(links=[link], helpers=[HELPDESK])
