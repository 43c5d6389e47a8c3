"""Enter, correct, send back and archive a toewijzing (T14, X1, X2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.actions import staff_allocations as actions
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.staff_allocations import ROUTE, crumbs
from sleutelbos.timereg.pages.staff_forms import Reason, ShareForm
from sleutelbos.timereg.pages.staff_looks import PURPOSE, allocation_url, months_text, percent_text
from sleutelbos.timereg.queries import staff as queries_staff
from sleutelbos.timereg.rules import limits, roles, staff
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Fact, Facts, Head

if TYPE_CHECKING:
    from typing import Any

    from sleutelbos.kernel.decisions import type_of_text
    from sleutelbos.timereg.models import Allocation, ProjectMember


def _months(member: ProjectMember) -> list[date]:
    return limits.months_of(member.project.starts, member.project.ends)


def _share(form: ShareForm) -> actions.Share:
    chosen = form.cleaned_data
    return actions.Share(
        percent=chosen["percent"],
        first=date.fromisoformat(chosen["first"]),
        last=date.fromisoformat(chosen["last"]),
        calculation=chosen["calculation"],
        activity=chosen["activity"],
    )


def _initial(row: Allocation) -> dict[str, object]:
    return {
        "percent": row.percent,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "calculation": row.calculation,
        "activity": row.activity,
    }


@page(
    "tijdsregistratie/medewerkers/<uuid:member>/toewijzing",
    name="allocation-add",
    title=_("Toewijzing ingeven"),
    door=roles.prepares_somewhere,
    does=actions.enter_allocation,
    reveals=PURPOSE,
)
def add(request: PageRequest, member: UUID) -> HttpResponseBase:
    """For a medewerker of the own organisation; ``vervangt`` names one that ESF archived."""
    by = request.actor
    row = one(queries_staff.allocatable(by), member)
    reveal(request, [row.person_id])
    old = queries_staff.archived_by_key(by, row, request.GET.get("vervangt", ""))
    initial = _initial(old) if old is not None else {}
    form = ShareForm.of(request, months=_months(row), initial=initial)

    def do(form: ShareForm) -> str:
        made = actions.enter_allocation.keyed(form.key, by, row, share=_share(form), replaces=old)
        show.toast(request, _t("%s krijgt een mail om de toewijzing na te kijken.") % row.person)
        return allocation_url(made)

    head = Head(
        _t("Toewijzing van %s") % row.person,
        _("De medewerker kijkt ze na. Daarna dient de promotor van het project ze in."),
        kicker=str(row.project),
    )
    back = reverse("timereg:member", args=[row.uid])
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Toewijzing ingeven"), back_url=back,
        crumbs=[Crumb(_("Medewerkers"), reverse("timereg:members")), Crumb(row.person.name, back)],
    )  # fmt: skip


@page(
    f"{ROUTE}/<uuid:allocation>/verbeteren",
    name="allocation-correct",
    title=_("Toewijzing verbeteren"),
    door=roles.prepares_somewhere,
    does=actions.correct_allocation,
    reveals=PURPOSE,
)
def correct(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """What was sent back, with other values; the medewerker is asked again."""
    by = request.actor
    row = one(queries_staff.allocations_for(by), allocation)
    reveal(request, [row.person_id])
    form = ShareForm.of(request, months=_months(row.member), initial=_initial(row))

    def do(form: ShareForm) -> str:
        actions.correct_allocation.keyed(form.key, by, row, share=_share(form))
        show.toast(request, _t("%s krijgt een mail om de toewijzing na te kijken.") % row.person)
        return allocation_url(row)

    head = Head(_t("Toewijzing van %s verbeteren") % row.person, row.answer)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Verbetering bewaren"), back_url=allocation_url(row),
        crumbs=crumbs(row),
    )  # fmt: skip


@page(
    f"{ROUTE}/<uuid:allocation>/terugsturen",
    name="allocation-refuse",
    title=_("Toewijzing terugsturen"),
    door=staff.sees_staff,
    does=actions.refuse_allocation,
    reveals=PURPOSE,
)
def refuse(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """Back to who entered it, with a reason."""
    told = _("De toewijzing ging terug. Wie ze ingaf, krijgt een mail.")
    return _with_reason(request, allocation, actions.refuse_allocation, _("Terugsturen"), told)


@page(
    f"{ROUTE}/<uuid:allocation>/archiveren",
    name="allocation-archive",
    title=_("Toewijzing archiveren"),
    door=roles.decides_for_esf,
    does=actions.archive_allocation,
    reveals=PURPOSE,
)
def archive(request: PageRequest, allocation: UUID) -> HttpResponseBase:
    """ESF puts it aside, so that a corrected one can be entered."""
    told = _("De toewijzing is gearchiveerd. De promotor kan een verbeterde ingeven.")
    return _with_reason(request, allocation, actions.archive_allocation, _("Archiveren"), told)


def _with_reason(
    request: PageRequest, key: UUID, act: Any, submit: type_of_text, told: type_of_text
) -> HttpResponseBase:
    by = request.actor
    row = one(queries_staff.allocations_for(by), key)
    reveal(request, [row.person_id])
    form = Reason.of(request)

    def do(form: Reason) -> str:
        act.keyed(form.key, by, row, answer=form.cleaned_data["answer"])
        show.toast(request, told)
        return allocation_url(row)

    facts = Facts([Fact(_("Percentage"), percent_text(row)), Fact(_("Maanden"), months_text(row))])
    head = Head(_t("Toewijzing van %s") % row.person, str(row.member.project))
    return handle(request, form, do) or show.form(
        request, form, head, submit=submit, back_url=allocation_url(row), before=[facts],
        crumbs=crumbs(row),
    )  # fmt: skip
