"""Who is my beheerder? For visitors too: whether there is one, not who (G05)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import authorities_for
from sleutelbos.desk import queries
from sleutelbos.desk.managers import KINDS, Manager, kind_label, knows_names, managers_of
from sleutelbos.desk.pages.base import HELPDESK, help_box, organisation_of, page
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.register.public import Organisation, looks_like_insz
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import (
    Card,
    Cards,
    Crumb,
    Empty,
    Head,
    HelpBox,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
    Template,
)


@page(
    "wie-is-mijn-beheerder",
    name="who-is-my-manager",
    title=_("Wie is mijn beheerder?"),
    public=True,
    shows="desk.organisations",
)
def who_is_my_manager(request: PageRequest) -> HttpResponseBase:
    """Search an organisation by name or number."""
    text = request.GET.get("zoek", "").strip()[:200]
    parts: list[Part] = [search_part(text, _("Naam of nummer van uw organisatie"))]
    if looks_like_insz(text):
        parts.append(Note(_("Zoek op de naam of het nummer van een organisatie."), "warn"))
    elif text:
        parts.append(_found(request, text))
    head = Head(
        _("Wie is mijn beheerder?"),
        _("Een beheerder voegt gebruikers toe en kent rechten toe voor zijn organisatie."),
    )
    return show.page(request, head, *parts, aside=[_help()])


def search_part(text: str, label: object) -> Template:
    """The search box for an organisation; an INSZ that was typed is not shown again."""
    shown = "" if looks_like_insz(text) else text
    return Template("desk/search.html", {"text": shown, "label": label})


def _found(request: PageRequest, text: str) -> Part:
    found = queries.find_organisations(request.actor, text)
    if not found:
        return Empty(
            _("Geen organisatie gevonden"),
            _("Zoek op minstens drie letters van de naam, of op het volledige nummer."),
        )
    cards = [
        Card(row.name, reverse("desk:managers", args=[row.uid]), row.municipality) for row in found
    ]
    return Section(_("Gevonden"), [Cards(cards)])


def _help() -> HelpBox:
    return HelpBox(_("Vindt u uw organisatie niet? 1700 zoekt mee."), helpers=[HELPDESK])


@page(
    "wie-is-mijn-beheerder/<uuid:organisation>",
    name="managers",
    title=_("Beheerders"),
    public=True,
    shows="desk.managers",
    reveals=Reveals(_("Opzoeken wie beheerder is")),
)
def managers(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Whether there is a beheerder of each kind; who, only for people of the organisation."""
    found = organisation_of(organisation)
    lines = managers_of(found)
    named = knows_names(request.actor, found)
    if named:
        reveal(request, [line.person.pk for line in lines])
    if lines:
        sentence = _("Stuur een bericht, of bel 1700.")
        parts: list[Part] = [
            _named(request.actor, found, lines) if named else _counted(found, lines)
        ]
    else:
        sentence = _("Deze organisatie heeft nog geen beheerder.")
        parts = [orphan_note(found)]
    if lines and not named:
        parts.append(_why_no_names(request, found))
    return show.page(
        request,
        Head(found.name, sentence),
        *parts,
        crumbs=[Crumb(_("Wie is mijn beheerder?"), reverse("desk:who-is-my-manager"))],
        aside=[help_box(request.path, found)],
    )


def _write_url(organisation: Organisation, kind: str) -> str:
    return reverse("desk:write-manager", args=[organisation.uid, kind])


def _named(by: Actor, organisation: Organisation, lines: list[Manager]) -> Listing:
    rows = [
        [
            line.person.name,
            line.label,
            line.domain,
            _("dat bent u")
            if line.person.pk == by.pk
            else Link(
                _("Bericht sturen"),
                f"{_write_url(organisation, line.kind)}?aan={line.person.uid}",
                about=line.person.name,
            ),
        ]
        for line in lines
    ]
    return Listing([_("Naam"), _("Functie"), _("Domein"), _("Contact")], rows)


def _counted(organisation: Organisation, lines: list[Manager]) -> Listing:
    held = [line.kind for line in lines]
    rows = [
        [
            kind_label(kind),
            Pill(_("ja"), "ok") if kind in held else Pill(_("nee"), "neutral"),
            Link(_("Bericht sturen"), _write_url(organisation, kind), about=kind_label(kind))
            if kind in held
            else "",
        ]
        for kind in KINDS
    ]
    return Listing([_("Functie"), _("Aangesteld"), _("Contact")], rows)


def _why_no_names(request: PageRequest, organisation: Organisation) -> Note:
    if isinstance(request.actor, Nobody):
        back = reverse("desk:managers", args=[organisation.uid])
        url = f"{reverse('signin:sign-in')}?volgende={back}"
        text = _("Werkt u voor deze organisatie? Meld u aan en u ziet de namen.")
        return Note(text, action=Link(_("Aanmelden"), url, look="secondary"))
    return Note(_("De namen ziet alleen wie een werkrelatie met deze organisatie heeft."))


def orphan_note(organisation: Organisation) -> Section:
    """Who can appoint somebody when there is no beheerder."""
    authorities = authorities_for(organisation)
    rows = [[authority.label, authority.contact] for authority in authorities]
    sentence = _("Deze diensten kunnen een beheerder aanstellen of zeggen hoe dat gaat.")
    listing = Listing([_("Dienst"), _("Contact")], rows, empty=_("Bel 1700 om te weten wie helpt."))
    return Section(_("Wie kan een beheerder aanstellen?"), [listing], sentence=sentence)
