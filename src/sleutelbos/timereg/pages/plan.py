"""Plan a session, change it, repeat it, take it away (T03, T04, T10)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, Person, Site
from sleutelbos.timereg.actions.cancelling import annul_session, delete_session
from sleutelbos.timereg.actions.planning import (
    change_session,
    plan_of,
    plan_session,
    repeat_session,
)
from sleutelbos.timereg.models import ProjectPlace, Training
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_plan import NewSession, PlanForm, RepeatForm
from sleutelbos.timereg.pages.forms_reason import Confirmed, ReasonForm
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries import sessions as queries
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.seats import trainers_at
from sleutelbos.timereg.rules import roles
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import Crumb, Empty, Head

PLANNING = Reveals(_("Opleiders op een sessie zetten"))


@page(
    "tijdsregistratie/sessies/nieuw",
    name="plan",
    title=_("Sessie plannen"),
    door=roles.prepares_somewhere,
    does=plan_session,
    reveals=PLANNING,
)
def plan(request: PageRequest) -> HttpResponseBase:
    """One form: which training, when, where, who gives it; participants come after it."""
    by = request.actor
    trainings = list(queries.plannable_trainings(by))
    crumbs = [Crumb(_("Sessies"), reverse("timereg:sessions")), Crumb(_("Sessie plannen"))]
    if not trainings:
        return show.page(request, Head(_("Sessie plannen")), _no_training(), crumbs=crumbs)
    places = _places(by, trainings)
    trainers = _trainers(places)
    reveal(request, trainers)
    form = NewSession.of(
        request,
        trainings=[(str(row.uid), _training_label(row)) for row in trainings],
        places=[(key, _place_label(row)) for key, row in places.items()],
        trainers=[(str(row.uid), row.name) for row in trainers.values()],
        initial={"day": clock.today(), "training": request.GET.get("opleiding", "")},
    )

    def do(form: NewSession) -> str:
        values = form.cleaned_data
        training = next(row for row in trainings if str(row.uid) == values["training"])
        where = places[values["where"]]
        chosen = set(values.get("trainers", ()))
        made = plan_session.keyed(
            form.key,
            by,
            training,
            where.organisation,
            plan=form.plan(),
            site=where.site,
            trainers=[row for row in trainers.values() if str(row.uid) in chosen],
        )
        show.toast(request, _t("De sessie is gepland. Voeg nu de deelnemers toe."))
        return looks.url_of(made, "seat")

    head = Head(
        _("Sessie plannen"),
        _("Daarna voegt u de deelnemers toe. Wie voor het eerst deelneemt, krijgt zijn code."),
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Sessie plannen"),
        back_url=reverse("timereg:sessions"),
        crumbs=crumbs,
    )


def _no_training() -> Empty:
    return Empty(
        _("Er is nog geen opleiding om te plannen"),
        _("Projecten en opleidingen komen elke vrijdag uit de ESF-applicatie. Staat uw project er"
          " na vrijdag nog niet, vraag het dan na bij ESF."),
        icon="calendar-days",
    )  # fmt: skip


def _places(by: Actor, trainings: list[Training]) -> dict[str, ProjectPlace]:
    rows = queries.plannable_places(by, {row.project_id for row in trainings})
    return {_key(row.organisation, row.site): row for row in rows}


def _key(organisation: Organisation, site: Site | None) -> str:
    return f"{organisation.uid}{f':{site.uid}' if site else ''}"


def _trainers(places: dict[str, ProjectPlace]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for organisation in {place.organisation for place in places.values()}:
        found |= {row.pk: row for row in trainers_at(organisation)}
    return found


def _training_label(row: Training) -> str:
    words = {"name": row.name, "code": row.code, "number": row.project.number}
    return _t("%(name)s (%(code)s, project %(number)s)") % words


def _place_label(row: ProjectPlace) -> str:
    return f"{row.organisation.name}, {row.site}" if row.site else row.organisation.name


@page(
    "tijdsregistratie/sessies/<uuid:uid>/wijzigen",
    name="change",
    title=_("Uur of plaats wijzigen"),
    door=roles.prepares_somewhere,
    does=change_session,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """When and where; who was told the old hour is told the new one."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = PlanForm.of(request, initial=PlanForm.from_plan(plan_of(session)))

    def do(form: PlanForm) -> str:
        plan = form.plan()
        change_session.keyed(form.key, by, session, plan=plan)
        looks.warn(request, coincidence.of_move(session, (plan.start, plan.end), plan.breaks))
        show.toast(request, _t("De sessie is gewijzigd. De opleiders krijgen een mail."))
        return looks.url_of(session)

    head = Head(_("Uur of plaats wijzigen"), looks.when(session), kicker=session.training.name)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Wijziging bewaren"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Wijzigen"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/herhalen",
    name="repeat",
    title=_("Sessie herhalen"),
    door=roles.prepares_somewhere,
    does=repeat_session,
)
def repeat(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The same people, the same hours, other days."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = RepeatForm.of(request, day=session.day)

    def do(form: RepeatForm) -> str:
        days = form.chosen()
        if not days:
            raise Invalid({"until": _t("Kies een laatste dag, of typ minstens één dag.")})
        made = repeat_session.keyed(form.key, by, session, days=days)
        sentence = ngettext(
            "Er is %s sessie gepland, met dezelfde opleiders en deelnemers.",
            "Er zijn %s sessies gepland, met dezelfde opleiders en deelnemers.",
            len(made),
        )
        show.toast(request, sentence % len(made))
        return reverse("timereg:sessions")

    head = Head(
        _("Sessie herhalen"),
        _t("%s, met dezelfde opleiders, deelnemers en uren. Lukt een dag niet, dan wordt er niets"
           " gepland.") % looks.when(session),
        kicker=session.training.name,
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Sessies plannen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Herhalen"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/verwijderen",
    name="delete",
    title=_("Sessie verwijderen"),
    door=roles.prepares_somewhere,
    does=delete_session,
)
def delete(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Only a planned session on which nothing was registered (S0: 15 January 2021)."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = Confirmed.of(request)

    def do(form: Confirmed) -> str:
        delete_session.keyed(form.key, by, session)
        show.toast(request, _t("De sessie is verwijderd."))
        return reverse("timereg:sessions")

    seats = session.seats.filter(active=True).count()
    freed = ngettext("%s persoon is dan weer vrij.", "%s personen zijn dan weer vrij.", seats)
    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_("Deze sessie verwijderen?"), looks.when(session), kicker=session.training.name),
        consequences=[
            _("De sessie verdwijnt uit alle lijsten. Dat kan niet ongedaan gemaakt worden."),
            freed % seats,
        ],
        submit=_("Sessie verwijderen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Verwijderen"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/annuleren",
    name="annul",
    title=_("Sessie annuleren"),
    door=roles.prepares_somewhere,
    does=annul_session,
)
def annul(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The session won't count; what was registered stays to be read."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = ReasonForm.of(request, label=_("Waarom telt de sessie niet?"))

    def do(form: ReasonForm) -> str:
        annul_session.keyed(form.key, by, session, reason=form.cleaned_data["reason"])
        show.toast(
            request, _t("De sessie is geannuleerd. Opleiders en deelnemers krijgen een mail.")
        )
        return looks.url_of(session)

    head = Head(
        _("Sessie annuleren"),
        _("De sessie telt niet. Wat geregistreerd is, blijft leesbaar."),
        kicker=f"{session.training.name}, {looks.when(session)}",
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Sessie annuleren"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Annuleren"))),
    )
