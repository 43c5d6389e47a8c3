"""After the day: ask to register later, decide on it, open exceptionally (T07)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.timereg.actions.openings import (
    ask_late,
    grant_late,
    open_exceptionally,
    refuse_late,
)
from sleutelbos.timereg.pages import asked, looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_reason import LateForm, ReasonForm
from sleutelbos.timereg.queries import asked as queries
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.windows import terms_for
from sleutelbos.timereg.rules import roles
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, one
from sleutelbos.web.parts import Crumb, Empty, Head

PURPOSE = Reveals(_("Beslissen over aanvragen om later te registreren"))
KIND = asked.Kind(
    listing="timereg:support",
    detail="timereg:late",
    title=_("Later registreren"),
    crumb=_("Support"),
    pill=looks.late_pill,
    grant=grant_late,
    refuse=refuse_late,
)


@page(
    "tijdsregistratie/sessies/<uuid:uid>/later",
    name="ask-late",
    title=_("Vragen om later te registreren"),
    door=roles.enters,
    does=ask_late,
)
def ask(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """With the project number, as support always asks for it (S0)."""
    by = request.actor
    session = one(sessions_for(by), uid)
    number = session.training.project.number
    form = LateForm.of(request, initial={"project_number": number})

    def do(form: LateForm) -> str:
        ask_late.keyed(form.key, by, session, **form.values())
        show.toast(
            request, _t("Uw aanvraag staat bij support. U krijgt een mail met het antwoord.")
        )
        return looks.url_of(session)

    until = words.moment_text(terms_for(session).ask_until)
    head = Head(
        _("Vragen om later te registreren"),
        _t("Dat kan voor %s. Support mag later beslissen: uw aanvraag blijft tellen.") % until,
        kicker=f"{session.training.name}, {looks.when(session)}",
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Vragen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Later registreren"))),
        aside=[looks.help_box(session)],
    )


@page(
    "tijdsregistratie/support",
    name="support",
    title=_("Aanvragen aan support"),
    door=roles.supports,
    shows="timereg.support",
    reveals=PURPOSE,
)
def support(request: PageRequest) -> HttpResponseBase:
    """What waits for support, the oldest first."""
    rows = queries.late_requests(request.actor)
    count = rows.count()
    sentence = ngettext(
        "%s aanvraag wacht op een beslissing.", "%s aanvragen wachten op een beslissing.", count
    )
    empty = Empty(
        _("Niemand wacht op support"),
        _("Vraagt iemand om later te registreren, dan staat die aanvraag hier."),
        icon="clipboard-list",
    )
    return asked.listing(
        request,
        KIND,
        rows,
        title=_("Aanvragen aan support"),
        sentence=sentence % count if count else "",
        empty=empty,
        name="aanvragen",
    )


@page(
    "tijdsregistratie/support/<uuid:uid>",
    name="late",
    title=_("Beslissen over later registreren"),
    door=roles.supports,
    does=grant_late,
    reveals=PURPOSE,
)
def late(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Yes opens the session for a day; no carries a reason."""
    return asked.decide(request, KIND, one(queries.all_late_requests(request.actor), uid))


@page(
    "tijdsregistratie/sessies/<uuid:uid>/openen",
    name="open",
    title=_("Sessie uitzonderlijk openen"),
    door=roles.decides_for_esf,
    does=open_exceptionally,
)
def open_page(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """ESF opens what is past its terms, with a reason that is kept."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = ReasonForm.of(request, label=_("Waarom wordt deze sessie nog geopend?"))

    def do(form: ReasonForm) -> str:
        open_exceptionally.keyed(form.key, by, session, reason=form.cleaned_data["reason"])
        show.toast(request, _t("De sessie is geopend. De opleiders krijgen een mail."))
        return looks.url_of(session)

    head = Head(_("Sessie uitzonderlijk openen"), looks.when(session), kicker=session.training.name)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Openen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Openen"))),
    )
