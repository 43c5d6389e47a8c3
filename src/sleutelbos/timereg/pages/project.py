"""A project: what ESF knows of it, who takes part, and its trainings (T02, T11)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import help_url
from sleutelbos.timereg.pages import projects_parts as parts
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.queries.projects import places_of, project_rows, trainings_of
from sleutelbos.timereg.rules.feed import sees_contact
from sleutelbos.timereg.rules.roles import enters
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
    Crumb,
    Fact,
    Facts,
    Head,
    HelpBox,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)
from sleutelbos.web.words import day_text, moment_text

if TYPE_CHECKING:
    from sleutelbos.timereg.models import Project


@page(
    "tijdsregistratie/projecten/<uuid:project>",
    name="project",
    title=_("Project"),
    door=enters,
    shows="timereg.project",
)
def project(request: PageRequest, project: UUID) -> HttpResponseBase:
    """One project. Its contact at ESF is shown to the promotor only."""
    found = one(project_rows(request.actor), project)
    head = Head(
        found.title,
        _sentence(found),
        pill=parts.state_pill(found),
        kicker=_t("Project %s") % found.number,
    )
    return show.page(
        request,
        head,
        *_banner(found),
        Facts(_facts(request, found)),
        _takes_part(found),
        _trainings(found),
        parts.not_there_yet(of_project=True),
        crumbs=[Crumb(_("Projecten"), reverse("timereg:projects")), Crumb(found.number)],
        aside=[_help(request)],
    )


def _sentence(found: Project) -> str:
    my_part = getattr(found, "my_part", None)
    if my_part:
        words = {"part": parts.part_label(my_part).lower()}
        return _t("Uw organisatie is %(part)s van dit project.") % words
    return _t("U ziet dit project omdat u voor ESF werkt.")


def _banner(found: Project) -> list[Part]:
    if found.missing_since is not None:
        text = _t(
            "ESF gaf dit project op %(day)s niet meer door. Er zijn registraties, dus alles blijft"
            " staan en u kunt verder werken. Klopt dit niet? Vraag het aan ESF, met projectnummer"
            " %(number)s."
        )
        words = {"day": day_text(found.missing_since), "number": found.number}
        if found.settled_at:
            kept = _t("ESF-support besliste op %(day)s dat het blijft: %(reason)s")
            told = {"day": day_text(found.settled_at), "reason": found.settled_reason}
            text = f"{text % words} {kept % told}"
            return [Note(text, "info", _("Dit project ontbreekt bij ESF"))]
        return [Note(text % words, "warn", _("Dit project ontbreekt bij ESF"))]
    if not found.active:
        text = _t("ESF geeft dit project niet meer door. U kunt er niets nieuws voor plannen.")
        if found.settled_reason:
            text += " " + _t("ESF-support schreef: %s") % found.settled_reason
        return [Note(text, "info")]
    return []


def _facts(request: PageRequest, found: Project) -> list[Fact]:
    facts = [
        Fact(_("Oproep"), f"{found.call.code} {found.call.name}".strip()),
        Fact(_("Fonds"), found.call.get_fund_display()),
        Fact(_("Looptijd"), parts.period_text(found)),
        Fact(_("Personeelstijd"), found.get_method_display()),
        Fact(
            _("Geladen op"),
            moment_text(found.loaded_at),
            _("Toen gaf ESF dit project het laatst nieuw of gewijzigd door."),
        ),
    ]
    if sees_contact(request.actor, found):
        contact = ", ".join(filter(None, (found.contact_name, found.contact_email)))
        hint = _("Deze persoon krijgt de maandrapporten. U wijzigt dit in de ESF-applicatie.")
        facts.append(Fact(_("Projectverantwoordelijke bij ESF"), contact or "–", hint))
    return facts


def _takes_part(found: Project) -> Section:
    rows = [
        [place.organisation.name, str(place.site or _t("hele organisatie")),
         Pill(place.get_part_display(), "info" if place.part == "promotor" else "neutral")]
        for place in places_of(found)
    ]  # fmt: skip
    headings = [_("Organisatie"), _("Vestiging"), _("Rol")]
    empty = _("ESF gaf nog niet door wie deelneemt.")
    return Section(_("Wie neemt deel"), [Listing(headings, rows, empty=empty)])


def _trainings(found: Project) -> Section:
    rows = [
        [row.code, row.name, Pill(_("Actief"), "ok") if row.active else parts.ENDED]
        for row in trainings_of(found)
    ]
    headings = [_("Opleidingscode"), _("Opleiding"), _("Toestand")]
    empty = _("ESF gaf nog geen opleidingen door voor dit project.")
    return Section(_("Opleidingen"), [Listing(headings, rows, empty=empty)])


def _help(request: PageRequest) -> HelpBox:
    ask = Link(_("Stel een vraag aan ESF-support"), help_url(request.path), icon="message-square")
    guide = Link(_("Lees de handleiding"), reverse("desk:manual"), icon="book-open")
    return HelpBox(_("Vermeld altijd het projectnummer."), [ask, guide])
