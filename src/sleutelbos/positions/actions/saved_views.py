"""Keep a report as one looks at it, and let go of it again (A16)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.positions.models import SavedView
from sleutelbos.positions.models.reports import LONGEST_QUERY
from sleutelbos.positions.rules import roles
from sleutelbos.positions.states import ReportKind
from sleutelbos.register.public import Organisation

MOST_VIEWS = 50  # of one person; a limit against a loop, no rule


def may_save(
    by: Actor, organisation: Organisation | None, *, report: str, name: str, query: str
) -> Decision:
    """Whoever reads the report: of an entity who opens its plan, of all who reports for them."""
    if organisation is None:
        return roles.reports_for_all(by)
    return roles.opens_plan_of(by, organisation.pk)


def facts_of_view(
    result: SavedView, organisation: Organisation | None, *, report: str, **more: object
) -> Mapping[str, object]:
    """Which report; not the name, which is his own."""
    return {"report": ReportKind(report).label, "organisation": organisation}


@action(
    "positions.save-view",
    label=_("Weergave van een rapport bewaren"),
    allow=may_save,
    locks=(),
    sentence=_("{by} bewaarde een weergave van het rapport {report}."),
    about=facts_of_view,
)
def save_view(
    by: Actor, organisation: Organisation | None, *, report: str, name: str, query: str
) -> SavedView:
    """Keep what stands in the address of a report under a name. Invalid without a name, with one
    that is used already, or when there are many."""
    assert by.pk is not None  # who holds a role is a person
    mine = SavedView.objects.filter(person=by.pk)
    if not name.strip():
        raise Invalid({"name": _t("Geef de weergave een naam.")})
    if mine.filter(organisation=organisation, name=name.strip()).exists():
        raise Invalid({"name": _t("U hebt al een weergave met deze naam.")})
    if mine.count() >= MOST_VIEWS or len(query) > LONGEST_QUERY:
        raise Invalid(_t("U hebt te veel weergaven bewaard. Verwijder er eerst een."))
    return SavedView.objects.create(
        person_id=by.pk, organisation=organisation, report=report, name=name.strip(),
        query=query, made_at=clock.now(),
    )  # fmt: skip


def may_drop(by: Actor, view: SavedView) -> Decision:
    """Whose it is."""
    return when(view.person_id == by.pk, _("Deze weergave is van iemand anders."))


def facts_of_drop(result: None, view: SavedView) -> Mapping[str, object]:
    """Which report."""
    return {"report": ReportKind(view.report).label}


@action(
    "positions.drop-view",
    label=_("Weergave van een rapport verwijderen"),
    allow=may_drop,
    sentence=_("{by} verwijderde een weergave van het rapport {report}."),
    about=facts_of_drop,
)
def drop_view(by: Actor, view: SavedView) -> None:
    """Let go of a view; the report itself stays."""
    view.delete()
