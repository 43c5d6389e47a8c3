"""'Erkenningen': which vestiging is recognised, for what, until when, with which mentors (W08)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.actions.keeping import (
    deactivate_mentor,
    reactivate_mentor,
)
from sleutelbos.duallearning.recognition.models import Mentor, Recognition
from sleutelbos.duallearning.recognition.pages import free_places, looks, request_parts
from sleutelbos.duallearning.recognition.pages.attached import attached
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.filters import RecognitionFilter
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.recognition.pages.renew import renew_button
from sleutelbos.duallearning.recognition.pages.training import training_pill, training_url
from sleutelbos.duallearning.recognition.queries.scope import (
    mentors_of_requests,
    recognitions_for,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools import dates
from sleutelbos.web import show, words
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Section,
)
from sleutelbos.web.press import ask
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:recognitions"
COLUMNS = [
    Column("erkenning", _("Erkenning"), "number", sort="number", link=looks.recognition_url),
    Column("onderneming", _("Onderneming"), "company.name", sort="company__name"),
    Column("vestiging", _("Vestiging"), lambda row: looks.site_text(row.site)),
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name"),
    Column("plaatsen", _("Plaatsen"), "places", sort="places", kind="number"),
    Column(
        "tot",
        _("Tot en met"),
        lambda row: dates.last_day(row.valid),
        sort="valid",
        kind="date",
    ),
    Column("toestand", _("Toestand"), looks.recognition_pill, kind="pill"),
]


@page(
    "duaal/erkenningen",
    name="recognitions",
    title=_("Erkenningen"),
    door=roles.reads_recognitions,
    shows="duallearning.recognitions",
)
def recognitions(request: PageRequest) -> HttpResponseBase:
    """All recognitions that I may see, with search, filters and files."""
    empty = Empty(
        _("Nog geen erkenningen"),
        _("Wordt een aanvraag goedgekeurd, dan staat de erkenning hier."),
        icon="badge-check",
    )
    table = Table(
        request, recognitions_for(request.actor), COLUMNS, name="erkenningen",
        filters=RecognitionFilter, order="-erkenning", empty=empty,
    )  # fmt: skip
    sentence = ngettext("%s erkenning.", "%s erkenningen.", table.count)
    return show.listing(
        request, Head(_("Erkenningen"), sentence % words.number_text(table.count)), table
    )


@page(
    "duaal/erkenningen/<uuid:uid>",
    name="recognition",
    title=_("Erkenning"),
    door=roles.reads_recognitions,
    shows="duallearning.recognition",
    reveals=PURPOSE,
)
def recognition(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One recognition with its mentors; its company deactivates and reactivates them."""
    by = request.actor
    row = one(recognitions_for(by), uid)
    people = list(
        row.mentors.select_related("person", "request__company", "training").order_by("pk")
    )
    reveal(request, [one.person_id for one in people])
    head = Head(
        row.programme.name, _sentence(row), pill=looks.recognition_pill(row),
        kicker=_t("Erkenning %s") % row.number,
    )  # fmt: skip
    facts = Facts(
        [
            Fact(_("Onderneming"), row.company.name),
            Fact(_("Vestiging"), looks.site_text(row.site)),
            Fact(_("Geldt"), words.period_text(row.valid)),
            Fact(_("Leerlingen tegelijk"), str(row.places)),
            Fact(_("Gegeven door"), str(row.partnership or _t("Het departement"))),
        ]
    )
    crumbs = [Crumb(_("Erkenningen"), reverse(LIST)), Crumb(row.number)]
    button = renew_button(by, row)
    aside: list[Part] = [Actions([button])] if button else []
    return show.page(
        request, head, *_without_mentor(row, people), facts, _mentors(request, people),
        free_places.section(by, row), *attached(by, row),
        request_parts.history(row, inside=bool(roles.is_officer(by))),
        crumbs=crumbs, aside=[*aside, looks.help_box(request.path)],
    )  # fmt: skip


def _sentence(row: Recognition) -> str:
    last = words.day_text(dates.last_day(row.valid))
    if row.state == "expired":
        return _t("De erkenning verliep op %s.") % last
    if row.state == "lifted":
        return _t("De erkenning is opgeheven.")
    if row.state == "suspended":
        return _t("De erkenning is geschorst. Er kan geen nieuwe leerling beginnen.")
    return _t("De vestiging is erkend tot en met %s.") % last


def _without_mentor(row: Recognition, people: list[Mentor]) -> list[Part]:
    if row.state != "active" or any(one.state == "valid" for one in people):
        return []
    text = _t("Deze erkenning heeft geen geldige mentor. Er kan geen nieuwe leerling beginnen.")
    return [Note(text, "warn")]


def _mentors(request: PageRequest, people: list[Mentor]) -> Section:
    by, lines, acts = request.actor, [], False
    for who in people:
        line: list[Any] = [who.person.name, looks.mentor_pill(who), _training(by, who)]
        url = reverse("duallearning:deactivate-mentor", args=[who.uid])
        if deactivate_mentor.check(by, who, reason=""):
            line.append(Link(_("Deactiveren"), url, about=who.person.name))
        elif reactivate_mentor.check(by, who):
            fields = {"doe": "heractiveren"}
            line.append(Button(_("Heractiveren"), url, fields, "quiet", about=who.person.name))
        acts = acts or len(line) > 3
        lines.append(line)
    full = [[*line, "–"][:4] for line in lines] if acts else lines
    headings = [
        _("Mentor"),
        _("Toestand"),
        _("Mentoropleiding"),
        *([_("Wijzigen")] if acts else []),
    ]
    return Section(_("Mentoren"), [Listing(headings, full, empty=_("Geen mentor."))])


def _training(by: Actor, who: Mentor) -> Any:
    """Where his mentoropleiding stands; the way to hand over the attest while it lacks."""
    row = getattr(who, "training", None)
    if row is None:
        return "–"
    if row.state == "due" and roles.files_for(by, who.request.company):
        last = words.day_text(row.due)
        return Link(_t("Attest voor %s") % last, training_url(row, "prove-training"))
    return training_pill(row)


@page(
    "duaal/mentoren/<uuid:uid>/deactiveren",
    name="deactivate-mentor",
    title=_("Mentor deactiveren"),
    door=roles.files_somewhere,
    does=(deactivate_mentor, reactivate_mentor),
    reveals=PURPOSE,
)
def deactivate(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """He guides nobody here any more; ``doe`` heractiveren takes it back."""
    by = request.actor
    mentor = one(mentors_of_requests(by).filter(recognition__isnull=False), uid)
    assert mentor.recognition is not None
    reveal(request, [mentor.person_id])
    back = looks.recognition_url(mentor.recognition)
    if request.POST.get("doe") == "heractiveren":
        reactivate_mentor.keyed(key_of(request), by, mentor)
        show.toast(request, _t("%s is weer mentor.") % mentor.person.name)
        return see_other(back)
    head = Head(
        _("Mentor deactiveren"), mentor.person.name,
        kicker=_t("Erkenning %s") % mentor.recognition.number,
    )  # fmt: skip
    return ask(
        request, ReasonForm.of(request), deactivate_mentor, mentor,
        head=head, submit=_("Deactiveren"), back=back,
        told=_t("%s is geen mentor meer hier.") % mentor.person.name,
        crumbs=[Crumb(_("Erkenning"), back), Crumb(_("Mentor deactiveren"))],
    )  # fmt: skip
