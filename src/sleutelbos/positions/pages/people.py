"""One personeelslid: his arbeidsrelaties and the positions that he holds (A19, A24)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import PURPOSE, page, plan_crumbs
from sleutelbos.positions.pages.personnel import loaded_sentence, status_pill
from sleutelbos.positions.queries.personnel import employment_history, held_by
from sleutelbos.positions.queries.scope import employees_for
from sleutelbos.positions.rules import roles
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Link, Listing, Section
from sleutelbos.web.words import period_text

if TYPE_CHECKING:
    from sleutelbos.positions.models import EmploymentSlice, Occupation


@page(
    "arbeidsplaatsen/personeel/<uuid:uid>",
    name="employee",
    title=_("Personeelslid"),
    door=roles.reads_somewhere,
    shows="positions.employee",
    reveals=PURPOSE,
)
def employee_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Everything that Vlimpers and the plan know of somebody, in order of time."""
    by = request.actor
    employee = one(employees_for(by), uid)
    reveal(request, [employee.person_id] if employee.person_id else [])
    history = employment_history(by, employee)
    head = Head(employee.name, loaded_sentence(), kicker=_t("Vlimpersnummer %s") % employee.number)
    crumbs = plan_crumbs(history[-1].organisation, Crumb(employee.name))
    return show.page(
        request, head, _positions(held_by(by, employee)), _history(history), crumbs=crumbs
    )


def _positions(rows: list[Occupation]) -> Section:
    lines = [
        [
            Link(row.position.number, looks.url_of(row.position)),
            row.employment.number,
            row.get_kind_display(),
            looks.number(row.share),
            period_text(row.valid),
        ]
        for row in rows
    ]
    listing = Listing(
        [_("Arbeidsplaats"), _("Arbeidsrelatie"), _("Als"), _("VTE"), _("Periode")],
        lines,
        empty=_("Dit personeelslid houdt geen arbeidsplaats die u ziet."),
        numbers=(3,),
    )
    return Section(_("Arbeidsplaatsen"), [listing])


def _history(rows: list[EmploymentSlice]) -> Section:
    lines = [
        [
            row.employment.number,
            period_text(row.valid),
            status_pill(row),
            row.organisation.name,
            str(row.grade or ""),
            row.function.title if row.function else "",
            looks.number(row.fte),
        ]
        for row in rows
    ]
    listing = Listing(
        [_("Arbeidsrelatie"), _("Periode"), _("Status"), _("Entiteit"), _("Graad"), _("Functie"),
         _("VTE")],
        lines,
        numbers=(6,),
    )  # fmt: skip
    return Section(_("Arbeidsrelaties"), [listing], sentence=_("Zoals Vlimpers ze doorgaf."))
