"""Say of one green line, or of all that were ticked, that no position is needed (A08)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.positions.actions.onboarding_lines import leave_lines
from sleutelbos.positions.models import OnboardingLine
from sleutelbos.positions.pages.base import PURPOSE, page, plan_crumbs
from sleutelbos.positions.pages.forms_lines import LeaveForm
from sleutelbos.positions.pages.joining import joining_url
from sleutelbos.positions.pages.joining_lines import report_of, ticked
from sleutelbos.positions.pages.line_looks import lines_url, name_and_relation
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states_onboarding import LineColour
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, reveal, see_other
from sleutelbos.web.parts import Crumb, Head, Listing


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/aansluiting/niet-nodig",
    name="leave-lines",
    title=_("Geen arbeidsplaats nodig"),
    door=roles.is_hr_somewhere,
    does=leave_lines,
    reveals=PURPOSE,
)
def leave(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """One reason for the lines that were ticked."""
    onboarding = report_of(request, organisation)
    back = lines_url(onboarding, "groen")
    lines = [line for line in ticked(request, onboarding) if line.colour == LineColour.GREEN]
    if not lines:
        show.toast(request, _("Vink minstens één groene lijn aan."), tone="warn")
        return see_other(back)
    people = [line.employment.employee.person_id for line in lines]
    reveal(request, [key for key in people if key])
    keys, sent = [str(line.uid) for line in lines], "note" in request.POST
    form = (
        LeaveForm.of(request, lines=keys)
        if sent
        else LeaveForm(lines=keys, initial={"rij": keys, "note": lines[0].note})
    )

    def do(form: LeaveForm) -> str:
        note = form.cleaned_data["note"]
        leave_lines.keyed(form.key, request.actor, onboarding, lines=lines, note=note)
        show.toast(request, _told(lines))
        return back

    entity = onboarding.organisation
    head = Head(
        _("Geen arbeidsplaats nodig"),
        _("Niet voor elke groene lijn is een arbeidsplaats nodig."),
        kicker=entity.name,
    )
    names = [[name_and_relation(line.employment), line.get_reason_display()] for line in lines]
    answer = handle(request, form, do) if sent else None
    return answer or show.form(
        request, form, head, submit=_("Bewaren"), back_url=back,
        before=[Listing([_("Lijn"), _("Reden")], names)],
        crumbs=plan_crumbs(entity, Crumb(_("Aansluiting"), joining_url(entity)),
                           Crumb(_("Lijnen"), back), Crumb(_("Niet nodig"))),
    )  # fmt: skip


def _told(lines: list[OnboardingLine]) -> str:
    text = ngettext(
        "Voor %s lijn is geen arbeidsplaats nodig.",
        "Voor %s lijnen is geen arbeidsplaats nodig.",
        len(lines),
    )
    return text % len(lines)
