"""Pieces of the page on which one asks for a right: cards, search, who decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages.forms_requests import FindOrganisation
from sleutelbos.access.queries import orphans
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    Organisation,
    TargetGroup,
    numbers_of,
    shown_number,
    target_groups_of,
)
from sleutelbos.web.parts import Button, Card, HelpBox, Note, Part, Section, Template
from sleutelbos.web.ports import Helper

if TYPE_CHECKING:
    from sleutelbos.access.models import Right
    from sleutelbos.access.queries.posts import Holder


def organisation_cards(rows: Iterable[Organisation], url: Callable[..., str]) -> list[Card]:
    """Organisations to choose from, with their number and doelgroep."""
    return [
        Card(
            row.name,
            url(organisatie=str(row.uid)),
            description_of(row),
            icon="building-2",
        )
        for row in rows
    ]


def description_of(organisation: Organisation) -> str:
    """Doelgroepen and number in a line."""
    groups = [str(TargetGroup(code).label) for code in sorted(target_groups_of(organisation))]
    numbers = [shown_number(value) for value in numbers_of(organisation).values()]
    return " · ".join([*groups, *numbers])


def right_cards(rights: Iterable[Right], url: Callable[..., str]) -> list[Card]:
    """Rights to choose from, with their application and description."""
    return [
        Card(
            right.name,
            url(recht=right.code),
            right.description
            if right.application.name == right.name
            else f"{right.application.name}. {right.description}",
            icon="key-round",
        )
        for right in rights
    ]


def search_form(form: FindOrganisation, url: str) -> Part:
    """The search for an organisation (GET); keeps what the address already names."""
    _path, _sep, query = url.partition("?")
    kept = parse_qsl(query)
    return Template("access/_search.html", {"form": form, "kept": kept})


def decider_parts(deciders: Sequence[Holder]) -> list[Part]:
    """Who will decide: names only, no address."""
    if not deciders:
        return []
    helpers = [Helper(holder.person.name, holder.label) for holder in deciders]
    return [HelpBox(_("U krijgt een mail met hun beslissing."), (), helpers, _("Wie beslist"))]


def nobody_parts(by: Actor, place: Organisation, deciders: Sequence[Holder]) -> list[Part]:
    """What to do when nobody can decide, or only somebody who may never have signed in."""
    if any(holder.post is not None for holder in deciders):
        return []
    if deciders:
        return [_invitation(place, deciders)]
    lines = [
        f"{authority.label}: {authority.contact}" for authority in orphans.authorities_for(place)
    ]
    contact = _t("Neem contact op met %s.") % "; ".join(lines) if lines else ""
    text = _t("U kunt de aanvraag versturen, maar niemand kan er nu over beslissen.")
    return [Note(f"{text} {contact}".strip(), "warn", _("Er is nog geen beheerder"))]


def _invitation(place: Organisation, deciders: Sequence[Holder]) -> Part:
    buttons: list[Part] = [
        Button(
            _("Vraag om een beheerder aan te stellen"),
            reverse("access:invite", args=[place.uid, holder.person.uid]),
            icon="mail",
            about=holder.person.name,
        )
        for holder in deciders
    ]
    names = ", ".join(holder.person.name for holder in deciders)
    note = Note(
        _t("Alleen de wettelijk vertegenwoordiger kan nu beslissen: %s.") % names,
        "warn",
        _("Er is nog geen beheerder"),
    )
    return Section(_("Geen beheerder"), [note, *buttons])
