"""A project that ESF left out: support decides whether it stays (T02)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.timereg.actions.feed_settle import keep_project, release_project
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_reason import SettleForm
from sleutelbos.timereg.pages.projects import url_of
from sleutelbos.timereg.queries.feed import hanging_on, missing_projects
from sleutelbos.timereg.rules import roles
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Link, Note, Part, Pill

if TYPE_CHECKING:
    from sleutelbos.timereg.models import Project

KEPT = Pill(_("Behouden"), "ok")


@page(
    "tijdsregistratie/esf/ontbrekend/<uuid:project>",
    name="settle-project",
    title=_("Beslissen over een project dat ontbreekt"),
    door=roles.supports,
    does=(keep_project, release_project),
)
def settle(request: PageRequest, project: UUID) -> HttpResponseBase:
    """What hangs on it, and the two ways."""
    by = request.actor
    found = one(missing_projects(by), project)
    form = SettleForm.of(request)

    def do(form: SettleForm) -> str:
        values = form.cleaned_data
        keeps = values["choice"] == "behouden"
        action = keep_project if keeps else release_project
        action.keyed(form.key, by, found, reason=values["reason"])
        sentence = _t("Project %s blijft.") if keeps else _t("Project %s is losgelaten.")
        show.toast(request, sentence % found.number)
        return reverse("timereg:feed")

    head = Head(
        found.title,
        _t("ESF gaf dit project op %s niet meer door. Er wordt niets van verwijderd.")
        % words.day_text(found.missing_since),
        kicker=_t("Project %s") % found.number,
        pill=KEPT if found.settled_at else None,
    )
    crumbs = [Crumb(_("Gegevens van ESF"), reverse("timereg:feed")), Crumb(found.number)]
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Beslissen"),
        back_url=reverse("timereg:feed"),
        before=_hanging(found),
        crumbs=crumbs,
    )


def _hanging(project: Project) -> list[Part]:
    hanging = hanging_on(project)
    facts = [
        Fact(_("Sessies die nog niet ingediend zijn"), hanging.sessions),
        Fact(_("Vragen om een sessie te heropenen"), hanging.questions),
        Fact(_("Prestaties die nog niet ingediend zijn"), hanging.entries),
        Fact(_("Toewijzingen die nog niet ingediend zijn"), hanging.allocations),
        Fact(_("Meer"), Link(_("Naar het project"), url_of(project))),
    ]
    if project.settled_at:
        facts.append(
            Fact(_("Behouden"), project.settled_reason, words.day_text(project.settled_at))
        )
    parts: list[Part] = [Facts(facts)]
    if hanging:
        text = _("Loslaten kan pas als hiervan niets meer open staat. Behouden kan altijd.")
        parts.insert(0, Note(text, "info", _("Er hangt nog iets aan dit project")))
    return parts
