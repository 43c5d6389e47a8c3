"""What the entity does with one line: correct, ask a position, assign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions.actions.onboarding_lines import (
    ask_position,
    assign_line,
    correct_line,
)
from sleutelbos.positions.pages.base import PURPOSE, page
from sleutelbos.positions.pages.forms import ChangedPosition
from sleutelbos.positions.pages.forms_lines import (
    VACANT,
    AssignForm,
    FindHolder,
    RequestedPosition,
)
from sleutelbos.positions.pages.joining_line import line_crumbs, line_of
from sleutelbos.positions.pages.line_looks import line_url, lines_url, name_and_relation
from sleutelbos.positions.pages.prefill import initial_for, initial_of
from sleutelbos.positions.queries.choices import choices
from sleutelbos.positions.queries.linking import latest_slice, suggestions
from sleutelbos.positions.queries.positions import (
    candidates,
    candidates_by_number,
    candidates_of,
    slices_of,
)
from sleutelbos.positions.rules import roles
from sleutelbos.tools import dates
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Actions, Crumb, Head, Link
from sleutelbos.web.words import parse_day

if TYPE_CHECKING:
    from sleutelbos.kernel.decisions import type_of_text
    from sleutelbos.positions.models import Employment, OnboardingLine

MOST = 25
SEARCH, WHO = "zoek", "wie"


def own_line(request: PageRequest, uid: UUID) -> OnboardingLine:
    """The line, when the actor is of the HR of its entity; else the page does not exist."""
    line = line_of(request, uid)
    if not roles.is_hr(request.actor, line.onboarding.organisation_id):
        raise Http404
    return line


def _form(
    request: PageRequest,
    line: OnboardingLine,
    form: Form,
    head: tuple[type_of_text, type_of_text],
    submit: type_of_text,
    **more: Any,
) -> HttpResponseBase:
    title, sentence = head
    return show.form(
        request,
        form,
        Head(title, sentence, kicker=line.employment.employee.name),
        submit=submit,
        back_url=line_url(line),
        crumbs=line_crumbs(line, Crumb(title)),
        **more,
    )


@page(
    "arbeidsplaatsen/lijnen/<uuid:uid>/verbeteren",
    name="correct-line",
    title=_("Arbeidsplaats verbeteren"),
    door=roles.is_hr_somewhere,
    does=correct_line,
    reveals=PURPOSE,
)
def correct(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The position of a line, filled in as it stands; the change counts from its first day."""
    line = own_line(request, uid)
    slices = slices_of(line.position) if line.position else []
    if not slices:
        raise Http404
    first = parse_day(request.POST.get("first", "")) or slices[-1].valid.lower or clock.today()
    now = next((row for row in slices if dates.holds_on(row.valid, first)), slices[-1])
    form = ChangedPosition.of(
        request,
        choices=choices(line.onboarding.organisation, first, now),
        initial={"first": first, **initial_of(now)},
    )

    def do(form: ChangedPosition) -> str:
        day = form.cleaned_data["first"]
        correct_line.keyed(form.key, request.actor, line, first=day, facts=form.facts())
        show.toast(request, _("De arbeidsplaats is verbeterd en nagekeken."))
        return lines_url(line.onboarding, line.colour)

    head = (_("Arbeidsplaats verbeteren"),
            _("Verander wat niet klopt. De lijn is daarna nagekeken."))  # fmt: skip
    return handle(request, form, do) or _form(request, line, form, head, _("Verbeteren"))


@page(
    "arbeidsplaatsen/lijnen/<uuid:uid>/aanvragen",
    name="ask-position",
    title=_("Arbeidsplaats aanvragen"),
    door=roles.is_hr_somewhere,
    does=ask_position,
    reveals=PURPOSE,
)
def ask(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Filled in with what Vlimpers knows, or what was asked before."""
    line = own_line(request, uid)
    initial = initial_for(line, latest_slice(line.employment_id))
    first = parse_day(request.POST.get("first", "")) or initial["first"]
    known = choices(line.onboarding.organisation, first)
    form = RequestedPosition.of(request, choices=known, initial=initial)

    def do(form: RequestedPosition) -> str:
        day = form.cleaned_data["first"]
        ask_position.keyed(form.key, request.actor, line, first=day, facts=form.facts())
        show.toast(request, _t("Er is een arbeidsplaats gevraagd voor %s.")
                   % line.employment.employee.name)  # fmt: skip
        return lines_url(line.onboarding, "groen")

    head = (_("Arbeidsplaats aanvragen"),
            _("Wat Vlimpers weet, staat al ingevuld."))  # fmt: skip
    return handle(request, form, do) or _form(request, line, form, head, _("Aanvragen"))


@page(
    "arbeidsplaatsen/lijnen/<uuid:uid>/toewijzen",
    name="assign-line",
    title=_("Arbeidsplaats toewijzen"),
    door=roles.is_hr_somewhere,
    does=assign_line,
    reveals=PURPOSE,
)
def assign(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Those who fit best with their score, whoever was looked for, or nobody."""
    line = own_line(request, uid)
    if line.position is None:
        raise Http404
    options = _options(request, line)
    people = [who.employee.person_id for who, _why in options]
    reveal(request, [key for key in people if key])
    form = AssignForm.of(
        request,
        found=[(str(who.uid), name_and_relation(who), why) for who, why in options],
        initial={"holder": _chosen(line, options)},
    )

    def do(form: AssignForm) -> str:
        key = form.cleaned_data["holder"]
        holder = next((who for who, _why in options if str(who.uid) == key), None)
        assign_line.keyed(form.key, request.actor, line, holder=holder)
        show.toast(request, _("De oranje kolommen van deze arbeidsplaats zijn ingevuld."))
        return lines_url(line.onboarding, "groen")

    head = (_t("Arbeidsplaats %s toewijzen") % line.position.number,
            _("Wie het best past, staat bovenaan. U beslist."))  # fmt: skip
    return handle(request, form, do) or _form(
        request, line, form, head, _("Toewijzen"), aside=[_finder(line)]
    )


def _finder(line: OnboardingLine) -> Actions:
    url = line_url(line, "find-holder")
    return Actions([Link(_("Iemand anders zoeken"), url, "search", "secondary")],
                   _("Wat u nog kunt doen"))  # fmt: skip


def _chosen(line: OnboardingLine, options: list[tuple[Employment, str]]) -> str:
    if line.holder is not None:
        return str(line.holder.uid)
    if line.assigned or not options:
        return VACANT
    return str(options[0][0].uid)


def _options(request: PageRequest, line: OnboardingLine) -> list[tuple[Employment, str]]:
    """Whoever was looked for first, then the suggestions, and who was assigned before."""
    found: dict[int, tuple[Employment, str]] = {}
    for who in _found(request, line) or []:
        found[who.pk] = (who, _vlimpers(who))
    for one in suggestions(line):
        words = {
            "score": one.score,
            "why": ", ".join(one.grounds),
            "more": _vlimpers(one.employment),
        }
        text = _t("Past voor %(score)s op 100: %(why)s. %(more)s") % words
        found.setdefault(one.employment.pk, (one.employment, text))
    if line.holder is not None:
        found.setdefault(line.holder.pk, (line.holder, _vlimpers(line.holder)))
    return list(found.values())


def _vlimpers(who: Employment) -> str:
    return _t("Vlimpersnummer %s.") % who.employee.number


def _found(request: PageRequest, line: OnboardingLine) -> list[Employment]:
    """Whom the address asks for: a name, or somebody by his public key; never a number."""
    entity, text = line.onboarding.organisation, request.GET.get(SEARCH, "").strip()
    try:
        return candidates_of(entity, UUID(request.GET[WHO]))
    except (KeyError, ValueError):
        return candidates(entity, text, MOST) if text else []


@page(
    "arbeidsplaatsen/lijnen/<uuid:uid>/zoeken",
    name="find-holder",
    title=_("Personeelslid zoeken"),
    door=roles.is_hr_somewhere,
    shows="positions.find-holder",
    reveals=PURPOSE,
)
def find(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """By name or number; a number never stands in an address."""
    line = own_line(request, uid)
    form = FindHolder.of(request)
    entity, url = line.onboarding.organisation, line_url(line, "assign-line")

    def do(form: FindHolder) -> str:
        text = form.cleaned_data["zoek"].strip()
        found = (
            candidates_by_number(entity, text) if text.isdecimal() else
            candidates(entity, text, MOST)
        )  # fmt: skip
        if not found:
            raise Invalid({"zoek": _t("Niemand met die naam of dat nummer werkt voor deze"
                                      " entiteit.")})  # fmt: skip
        if text.isdecimal():
            return f"{url}?{urlencode({WHO: str(found[0].employee.uid)})}"
        return f"{url}?{urlencode({SEARCH: text})}"

    head = (_("Personeelslid zoeken"), _("Zoek wie op deze arbeidsplaats mag."))
    return handle(request, form, do) or _form(request, line, form, head, _("Zoeken"))
