"""Make positions: from nothing, or like one that is there (A04)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.positions.actions.positions import create_positions
from sleutelbos.positions.pages.base import entity_of, page, plan_crumbs, plan_url, with_day
from sleutelbos.positions.pages.forms import NewPosition, first_of_month
from sleutelbos.positions.pages.prefill import initial_of
from sleutelbos.positions.queries.choices import choices
from sleutelbos.positions.queries.positions import slices_of
from sleutelbos.positions.queries.scope import positions_for
from sleutelbos.positions.rules import roles
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head
from sleutelbos.web.words import parse_day

LIKE = "zoals"  # the parameter with the position that is copied


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/maken",
    name="create",
    title=_("Arbeidsplaats maken"),
    door=roles.manages_somewhere,
    does=create_positions,
)
def create(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """One form; ``zoals`` fills it in from another position."""
    by = request.actor
    entity = entity_of(request, organisation, whole=True)
    if not roles.manages(by, entity.pk):
        raise Http404
    begins = parse_day(request.POST.get("first", "")) or first_of_month()
    known = choices(entity, begins)
    initial = {"first": begins, **_like(request, entity)}
    form = NewPosition.of(request, choices=known, initial=initial)

    def do(form: NewPosition) -> str:
        told = form.values("first", "last", "count")
        made = create_positions.keyed(form.key, by, entity, facts=form.facts(), **told)
        numbers = ", ".join(position.number for position in made)
        sentence = ngettext(
            "Arbeidsplaats %s is voorgesteld.", "Arbeidsplaatsen %s zijn voorgesteld.", len(made)
        )
        show.toast(request, sentence % numbers)
        if len(made) == 1:
            return reverse("positions:position", args=[made[0].uid])
        return with_day(plan_url(entity), max(told["first"], clock.today()))

    head = Head(
        _("Arbeidsplaats maken"),
        _("Ze is eerst een voorstel. Daarna keurt u ze goed en koppelt u wie ze bezet."),
        kicker=entity.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Voorstellen"),
        back_url=plan_url(entity),
        crumbs=plan_crumbs(entity, Crumb(_t("Arbeidsplaats maken"))),
    )


def _like(request: PageRequest, entity: Organisation) -> dict[str, Any]:
    """What the copied position is now, or is last known to be."""
    try:
        uid = UUID(request.GET.get(LIKE, ""))
    except ValueError:
        return {}
    position = positions_for(request.actor).filter(uid=uid, organisation=entity).first()
    slices = slices_of(position) if position is not None else []
    return initial_of(slices[-1]) if slices else {}
