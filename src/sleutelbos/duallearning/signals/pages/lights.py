"""'Knipperlichten instellen': the rules of a Beheerder, tried on history before they go on."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.looks import beside
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.duallearning.signals.actions.lights import (
    rework_light,
    switch_off_light,
    switch_on_light,
    try_light,
)
from sleutelbos.duallearning.signals.metrics import METRICS
from sleutelbos.duallearning.signals.models import Light
from sleutelbos.duallearning.signals.pages import looks
from sleutelbos.duallearning.signals.queries.measuring import (
    effects_of,
    out_so_far,
    subjects_of,
)
from sleutelbos.duallearning.signals.queries.scope import company_of, lights_for
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import Subject
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import (
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
from sleutelbos.web.press import press
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:lights"
COLUMNS = [
    Column("naam", _("Naam"), "name", sort="name", link=looks.light_url),
    Column("regel", _("Wanneer het brandt"), looks.rule_text),
    Column("gewicht", _("Gewicht"), looks.level_pill, kind="pill"),
    Column("brandt", _("Brandt nu"), "burn", sort="burn", kind="number"),
    Column("toestand", _("Toestand"), looks.light_pill, sort="state", kind="pill"),
]
STEPS = {
    "proberen": (try_light, _("Geprobeerd: u ziet hieronder waar het zou branden.")),
    "aanzetten": (switch_on_light, _("Het knipperlicht staat aan, vanaf de volgende nacht.")),
    "uitzetten": (switch_off_light, _("Het knipperlicht staat uit.")),
    "hernemen": (rework_light, _("U kunt het knipperlicht weer bewerken.")),
}


@page(
    "duaal/knipperlichten/instellen",
    name="lights",
    title=_("Knipperlichten instellen"),
    door=roles.sets_lights_somewhere,
    shows="duallearning.lights",
)
def lights(request: PageRequest) -> HttpResponseBase:
    """The rules of my partnership, and how many burn now."""
    rows = lights_for(request.actor)
    add = Link(_("Knipperlicht maken"), reverse("duallearning:add-light"), "plus", "primary")
    empty = Empty(
        _("Nog geen knipperlichten"),
        _("Kies wat u wilt opvolgen, probeer het op het voorbije jaar en zet het aan."),
        add, icon="bell",
    )  # fmt: skip
    table = Table(request, rows, COLUMNS, name="knipperlichten", order="naam", empty=empty)
    on = rows.filter(state="live").count()
    sentence = ngettext("%s knipperlicht staat aan.", "%s knipperlichten staan aan.", on)
    head = Head(_("Knipperlichten instellen"), sentence % words.number_text(on), primary=add)
    return show.listing(request, head, table)


@page(
    "duaal/knipperlichten/instellen/<uuid:uid>",
    name="light",
    title=_("Knipperlicht"),
    door=roles.sets_lights_somewhere,
    shows="duallearning.light",
    does=(try_light, switch_on_light, switch_off_light, rework_light),
)
def light(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One rule: what it does, what it would have done, and what acties brought."""
    by = request.actor
    row = one(lights_for(by), uid)
    if request.method == "POST" and request.POST.get("doe") in STEPS:
        act, told = STEPS[request.POST["doe"]]
        return press(request, act, row, told=told, back=looks.light_url(row))
    ways = _ways(by, row)
    head = Head(
        row.name, METRICS[row.metric].meaning, pill=looks.light_pill(row),
        kicker=_t("Knipperlicht van %s") % row.partnership, primary=ways[0] if ways else None,
    )  # fmt: skip
    facts = Facts(
        [
            Fact(_("Wanneer het brandt"), looks.rule_text(row)),
            Fact(_("Gewicht"), looks.level_pill(row)),
            Fact(_("Blijft daarna uit"), _days(row.cool_down)),
            Fact(_("Brandt nu"), words.number_text(row.burn)),  # type: ignore[attr-defined]
        ]
    )
    parts: list[Part] = [facts, *_trial(row), *_effects(row), history(row)]
    crumbs = [Crumb(_("Knipperlichten instellen"), reverse(LIST)), Crumb(row.name)]
    return show.page(
        request, head, *parts, crumbs=crumbs, aside=beside(request.path, ways[1:])
    )  # fmt: skip


def _days(many: int) -> str:
    return ngettext("%s dag", "%s dagen", many) % words.number_text(many)


def _ways(by: Actor, row: Light) -> list[Link | Button]:
    """The next step first."""
    url, found = looks.light_url(row), list[Link | Button]()
    if row.state == "draft" and roles.sets(by, row):
        tried = row.tried_at is not None
        attempt = Button(_("Proberen op het voorbije jaar"), url, {"doe": "proberen"},
                         "secondary" if tried else "primary", "history")  # fmt: skip
        on = Button(_("Aanzetten"), url, {"doe": "aanzetten"}, "primary", "play")
        found += [on, attempt] if tried else [attempt]
        edit = looks.light_url(row, "change-light")
        found.append(Link(_("Bewerken"), edit, "pencil", "secondary"))
    if row.state == "live":
        found.append(Button(_("Uitzetten"), url, {"doe": "uitzetten"}, "secondary", "ban"))
    if row.state == "off":
        found.append(Button(_("Opnieuw bewerken"), url, {"doe": "hernemen"}, "secondary", "pencil"))
    return found


def _trial(row: Light) -> list[Part]:
    if row.tried_at is None:
        text = _t("Nog niet geprobeerd. Probeer het eerst: daarna kunt u het aanzetten.")
        return [Note(text, "info")]
    months = [
        [words.day_text(date.fromisoformat(one["day"])), words.number_text(one["burn"]),
         words.number_text(one["new"])]
        for one in row.trial["months"]
    ]  # fmt: skip
    listing = Listing([_("Dag"), _("Zou branden"), _("Nieuw")], months, numbers=(1, 2))
    sentence = _t("Wat dit knipperlicht het voorbije jaar zou gedaan hebben.")
    return [
        Section(_("Geprobeerd op het voorbije jaar"), [listing], sentence=sentence),
        _today(row),
    ]


def _today(row: Light) -> Section:
    keys = row.trial["today"]
    found = subjects_of(row, keys)
    lines: list[list[Any]] = [
        [company_of(about).name, _named(row, about)]
        for about in (found[key] for key in keys if key in found)
    ]
    headings = [_("Onderneming"), METRICS[row.metric].subject.label]
    listing = Listing(headings, lines, empty=_("Toen u het probeerde: nergens."))
    return Section(_("Waar het toen zou branden"), [listing])


def _named(row: Light, about: Any) -> str:
    """A mentor is named by his opleiding only: a Beheerder looks no mentor up (S3)."""
    if METRICS[row.metric].subject == Subject.MENTOR:
        return str(about.request.programme)
    return str(about)


def _effects(row: Light) -> list[Part]:
    out, alone = out_so_far(row)
    found = effects_of(row)
    if not out and not found:
        return []
    lines = [
        [one.kind.label, words.number_text(one.concluded), words.number_text(one.went_out)]
        for one in found
    ]
    headings = [_("Soort actie"), _("Afgerond"), _("Daarna ging het uit")]
    said = ngettext("%s keer ging het uit", "%s keer ging het uit", out) % words.number_text(out)
    sentence = _t("%(out)s, waarvan %(alone)s zonder actie.") % {
        "out": said, "alone": words.number_text(alone),
    }  # fmt: skip
    listing = Listing(headings, lines, empty=_("Nog geen afgeronde actie."), numbers=(1, 2))
    return [Section(_("Wat acties opleverden"), [listing], sentence=sentence)]
