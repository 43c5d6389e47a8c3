"""Step 1 of the onboarding of an entity: for whom it makes a position, and for whom not (A06)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.positions.pages.base import entity_of, page, plan_crumbs, plan_url
from sleutelbos.positions.pages.personnel import loaded_sentence
from sleutelbos.positions.queries.onboarding import Candidate, candidates_of, counts
from sleutelbos.positions.rules import roles
from sleutelbos.positions.runs_onboarding import FIRST_STEP, about_entity
from sleutelbos.tools.runs import stage_run
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Empty, Figure, Figures, Head, Listing, Part, Section


class Confirmed(Form):
    """Nothing to fill in."""


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/uit-personeel",
    name="first-step",
    title=_("Arbeidsplaatsen uit het personeel"),
    door=roles.is_expert,
    shows="positions.first-step",
    does=stage_run,
)
def first_step(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The counts first; the task that follows shows every arbeidsrelatie with its reason."""
    by, today = request.actor, clock.today()
    entity = entity_of(request, organisation, whole=True)
    found = candidates_of(entity, today)
    form = Confirmed.of(request)

    def do(form: Confirmed) -> str:
        run = stage_run.keyed(
            form.key, by, FIRST_STEP.name, name=_t("Arbeidsplaatsen van %s") % entity.name,
            about=about_entity(by, entity, today), rows=[],
        )  # fmt: skip
        return reverse("desk:run", args=[run.pk])

    title = _t("Arbeidsplaatsen uit het personeel")
    head = Head(
        title,
        _("Elke actieve arbeidsrelatie krijgt een arbeidsplaats en wordt meteen gekoppeld."),
        kicker=entity.name,
    )
    crumbs = plan_crumbs(entity, Crumb(title))
    if not found:
        empty = Empty(_("Nog geen personeel"), loaded_sentence(), icon="users")
        return show.page(request, head, empty, crumbs=crumbs)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=plan_url(entity),
        before=_told(found),
        crumbs=crumbs,
    )


def _told(found: list[Candidate]) -> list[Part]:
    figures = Figures([
        Figure(_("Krijgt een arbeidsplaats"), sum(one.wanted for one in found),
               _("actieve arbeidsrelaties zonder arbeidsplaats")),
        Figure(_("Heeft er al een"), sum(one.held for one in found),
               _("hier verandert niets")),
        Figure(_("Onvolledig"), sum(bool(one.lacks) for one in found),
               _("Vlimpers zegt te weinig; de lijst noemt wat ontbreekt")),
    ])  # fmt: skip
    rows = [[reason.label, number] for reason, number in counts(found).items()]
    excluded = Listing([_("Reden"), _("Arbeidsrelaties")], rows, numbers=(1,))
    return [
        figures,
        Section(_("Krijgt er nu geen"), [excluded], sentence=loaded_sentence()),
    ]
