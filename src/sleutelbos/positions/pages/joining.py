"""The onboarding of an entity: the six steps, whose turn it is, since when, what to do (A23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.positions.actions import onboarding_flow as flow
from sleutelbos.positions.actions.onboarding_making import (
    link_people,
    make_positions,
    take_back_links,
    take_back_positions,
)
from sleutelbos.positions.models import Onboarding
from sleutelbos.positions.pages.base import PURPOSE, entity_of, page, plan_crumbs, plan_url
from sleutelbos.positions.pages.joining_parts import figures, planned
from sleutelbos.positions.pages.line_looks import DO, lines_url
from sleutelbos.positions.pages.rollout_looks import entity_url
from sleutelbos.positions.queries.onboarding import candidates_of
from sleutelbos.positions.queries.onboarding_lines import (
    Progress,
    onboarding_of,
    progress_of,
)
from sleutelbos.positions.queries.rollout import rollout_for
from sleutelbos.positions.queries.step_files import COLUMNS
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import STEPS, onboarding_flow
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Head,
    Link,
    Listing,
    Part,
    Pill,
)
from sleutelbos.web.press import press
from sleutelbos.web.words import moment_text


@dataclass(frozen=True)
class Way:
    """What can be done in a step by a button of this page: the action and what is said then."""

    action: Action[[Onboarding], Onboarding]
    told: type_of_text


# What the buttons ask → what they do. The first of a step ends it, the other takes the one before
# back.
WAYS: dict[str, Way] = {
    "stap-1": Way(flow.finish_placing, _("Stap 1 is afgerond. De entiteit kreeg een mail.")),
    "stap-2": Way(flow.finish_checking, _("Stap 2 is afgerond. Kijk nu naar de groene lijnen.")),
    "stap-3": Way(flow.hand_in_requests, _("De aanvragen zijn ingediend bij het expertenteam.")),
    "stap-4": Way(make_positions, _("De arbeidsplaatsen zijn gemaakt. De entiteit kreeg een"
                                    " mail.")),
    "stap-5": Way(flow.hand_in_holders, _("De toewijzingen zijn ingediend bij het expertenteam.")),
    "stap-6": Way(link_people, _("Het personeel is gekoppeld. De entiteit is aangesloten.")),
    "terug-1": Way(flow.take_back_report, _("Stap 1 is heropend.")),
    "terug-2": Way(flow.check_again, _("Stap 2 is heropend.")),
    "terug-3": Way(flow.ask_again, _("Stap 3 is heropend.")),
    "terug-4": Way(take_back_positions, _("Stap 4 is ongedaan gemaakt.")),
    "terug-5": Way(flow.assign_again, _("Stap 5 is heropend.")),
    "terug-6": Way(take_back_links, _("Stap 6 is ongedaan gemaakt.")),
}  # fmt: skip
SENTENCES: dict[str, type_of_text] = {
    "placing": _("Elke actieve arbeidsrelatie krijgt een arbeidsplaats en wordt meteen gekoppeld."),
    "checking": _("Kijk na of de arbeidsplaats op elke blauwe lijn klopt. Wat niet klopt,"
                  " verbetert u hier."),
    "asking": _("Vraag voor elke groene lijn een arbeidsplaats aan, of zeg waarom die niet nodig"
                " is."),
    "making": _("De gevraagde arbeidsplaatsen worden in één keer gemaakt, of geen enkele."),
    "assigning": _("Kijk na wat gemaakt is en zeg wie op elke plaats mag: de oranje kolommen."),
    "linking": _("Wie toegewezen is, wordt in één keer gekoppeld."),
    "joined": _("Alle arbeidsplaatsen zijn gemaakt en gekoppeld. Het plan toont ze meteen."),
}  # fmt: skip


def joining_url(entity: Organisation) -> str:
    """To the onboarding of an entity."""
    return reverse("positions:joining", args=[entity.uid])


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/aansluiting",
    name="joining",
    title=_("Aansluiting"),
    door=roles.reads_somewhere,
    shows="positions.joining",
    does=(flow.begin_onboarding, *(way.action for way in WAYS.values())),
    reveals=PURPOSE,
)
def joining(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The six steps of one entity."""
    by = request.actor
    entity = entity_of(request, organisation, whole=True)
    onboarding = onboarding_of(by, entity.pk)
    if request.method == "POST":
        return _do(request, entity, onboarding)
    crumbs = plan_crumbs(entity, Crumb(_("Aansluiting")))
    if onboarding is None:
        links = [Actions(_rollout_links(by, entity))]
        return show.page(
            request, _head_before(entity), _before(by, entity), crumbs=crumbs, aside=links
        )
    progress = progress_of(onboarding)
    parts: list[Part] = [
        _steps(onboarding),
        *planned(request, onboarding),
        *figures(onboarding, progress),
    ]
    aside: list[Part] = [Actions(_more(by, onboarding), _("Wat u nog kunt doen"))]
    return show.page(request, _head(by, onboarding, progress), *parts, crumbs=crumbs, aside=aside)


def _do(
    request: PageRequest, entity: Organisation, onboarding: Onboarding | None
) -> HttpResponseBase:
    wanted, back = request.POST.get(DO, ""), joining_url(entity)
    if wanted == "starten":
        told = _("De aansluiting is gestart met stap 1.")
        return press(request, flow.begin_onboarding, entity, told=told, back=back)
    if onboarding is None or wanted not in WAYS:
        raise Http404
    way = WAYS[wanted]
    return press(request, way.action, onboarding, told=way.told, back=back)


def _head_before(entity: Organisation) -> Head:
    return Head(
        _("Aansluiting"), _("Deze entiteit is nog niet begonnen met aansluiten."),
        kicker=entity.name,
    )  # fmt: skip


def _before(by: Actor, entity: Organisation) -> Empty:
    button = Button(
        _("Aansluiting starten"), joining_url(entity), {DO: "starten"}, look="primary",
        icon="play", decision=flow.begin_onboarding.check(by, entity), expected=False,
    )  # fmt: skip
    sentence = _("Het expertenteam start de aansluiting. Daarna volgen zes stappen.")
    return Empty(_("Nog niet gestart"), sentence, button if button.shown else None, icon="flag")


def _head(by: Actor, onboarding: Onboarding, progress: Progress) -> Head:
    state = onboarding_flow.states[onboarding.state]
    entity = onboarding.organisation
    turn = ""
    if state.owner:
        words = {"who": state.owner, "since": moment_text(onboarding.since)}
        turn = _t("Nu aan zet: %(who)s, sinds %(since)s") % words
    return Head(
        _("Aansluiting"),
        SENTENCES[onboarding.state],
        pill=Pill.of(onboarding_flow, onboarding.state),
        kicker=entity.name,
        turn=turn,
        primary=_primary(by, onboarding, progress),
    )


def _left(onboarding: Onboarding, progress: Progress) -> int:
    """How many lines still wait before this step can end."""
    if onboarding.state == "placing":
        found = candidates_of(onboarding.organisation, clock.today())
        return sum(one.wanted for one in found)
    counts = {
        "checking": progress.unchecked_blue,
        "asking": progress.undecided,
        "assigning": max(progress.unchecked_made, progress.unassigned),
    }
    return counts.get(onboarding.state, 0)


def _primary(by: Actor, onboarding: Onboarding, progress: Progress) -> Link | Button | None:
    """The one thing to do in this step, for whose turn it is: the lines that wait, or its end."""
    if onboarding.state == "joined":
        url = plan_url(onboarding.organisation)
        return Link(_("Naar het personeelsplan"), url, "briefcase", "primary")
    name = f"stap-{STEPS.index(onboarding.state) + 1}"
    if not WAYS[name].action.check(by, onboarding):
        return None
    if not _left(onboarding, progress):
        return _button(by, onboarding, name, "primary")
    run = reverse("positions:first-step", args=[onboarding.organisation.uid])
    ways = {
        "placing": (_("Stap 1 laten lopen"), run, "play"),
        "checking": (_("Blauwe lijnen nakijken"), lines_url(onboarding, "blauw"), "list-checks"),
        "asking": (_("Groene lijnen invullen"), lines_url(onboarding, "groen"), "list-checks"),
        "assigning": (_("Nakijken en toewijzen"), lines_url(onboarding, "groen"), "list-checks"),
    }
    return Link(*ways[onboarding.state], "primary")


def _button(
    by: Actor, onboarding: Onboarding, name: str, look: Literal["primary", "secondary"]
) -> Button:
    way = WAYS[name]
    return Button(
        way.action.label,
        joining_url(onboarding.organisation),
        {DO: name},
        look=look,
        icon="undo-2" if name.startswith("terug") else "check",
        decision=way.action.check(by, onboarding),
    )


def _rollout_links(by: Actor, entity: Organisation) -> list[Link]:
    """To the slot and the talks of the entity, once it is in the rollout."""
    return [
        Link(_("Tijdslot en gesprekken"), entity_url(row), "calendar-days", "secondary")
        for row in rollout_for(by).filter(organisation=entity)
    ]


def _more(by: Actor, onboarding: Onboarding) -> list[Link | Button]:
    """The report, the plan, and the way back to the step before."""
    links: list[Link | Button] = [
        Link(_("Naar het personeelsplan"), plan_url(onboarding.organisation), "briefcase",
             "secondary"),
        *_rollout_links(by, onboarding.organisation),
    ]  # fmt: skip
    if onboarding.state == "placing":
        return links
    links.insert(0, Link(_("Alle lijnen"), lines_url(onboarding), "list-checks", "secondary"))
    if onboarding.state == "joined":
        back = _button(by, onboarding, "terug-6", "secondary")
        return [*links[:1], back] if roles.is_expert(by) else links[:1]
    if onboarding.state in COLUMNS and roles.is_hr(by, onboarding.organisation_id):
        url = reverse("positions:step-file", args=[onboarding.organisation.uid])
        links.insert(0, Link(_("In Excel werken"), url, "download", "secondary"))
    back = _button(by, onboarding, f"terug-{STEPS.index(onboarding.state)}", "secondary")
    return [*links, back] if _may_ever(by, onboarding, back) else links


def _may_ever(by: Actor, onboarding: Onboarding, button: Button) -> bool:
    """Whether the button is this visitor's, now or once: then it says why not now."""
    own = onboarding.state in ("asking", "making", "linking")
    his = roles.is_hr(by, onboarding.organisation_id) if own else roles.is_expert(by)
    return bool(his)


def _steps(onboarding: Onboarding) -> Listing:
    """The six steps: whose each is, and where the entity stands."""
    here = list(onboarding_flow.states).index(onboarding.state)
    pills = (Pill(_("Klaar"), "ok"), Pill(_("Nu"), "info", "play"), Pill(_("Later")))
    rows = []
    for place, code in enumerate(STEPS):
        step = onboarding_flow.states[code]
        rows.append([step.label, step.owner, pills[(place >= here) + (place > here)]])
    return Listing([_("Stap"), _("Wie"), _("Stand")], rows)
