"""Register one person: with one tap, at an hour that is past; annul an entry; finish (T06)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.timereg.actions.attendance import (
    Sign,
    annul_entry,
    finish_session,
    register_presence,
)
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_reason import Confirmed, ReasonForm
from sleutelbos.timereg.pages.forms_register import HourForm
from sleutelbos.timereg.pages.register import tell
from sleutelbos.timereg.pages.session import PURPOSE
from sleutelbos.timereg.queries.attendance import presences
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import EventSource
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import Crumb, Head


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registreren/<uuid:seat_uid>",
    name="mark",
    title=_("Aanwezigheid registreren"),
    door=roles.enters,
    does=register_presence,
    reveals=PURPOSE,
)
def mark(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """One tap: in, or out."""
    by = request.actor
    session = one(sessions_for(by), uid)
    seat = one(session.seats.filter(active=True).select_related("person"), seat_uid)
    if request.method == "POST":
        reveal(request, [seat.person_id])
        sign = Sign(inward=request.POST.get("richting") != "uit", source=EventSource.NAME)
        try:
            event = register_presence.keyed(key_of(request), by, session, seat=seat, sign=sign)
            tell(request, event)
        except Invalid as problem:
            text = " ".join(str(sentence) for sentence in problem.problems.values())
            show.toast(request, text, tone="stop")
    return see_other(looks.url_of(session, "register") + f"#p-{seat.uid}")


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registreren/<uuid:seat_uid>/uur",
    name="hour",
    title=_("Met een uur registreren"),
    door=roles.enters,
    does=register_presence,
    reveals=PURPOSE,
)
def hour(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """In or out at an hour that is past: scanning was forgotten, or a list on paper was kept."""
    by = request.actor
    session = one(sessions_for(by), uid)
    seat = one(session.seats.filter(active=True).select_related("person"), seat_uid)
    reveal(request, [seat.person_id])
    form = HourForm.of(request, initial={"at": _start(session)})

    def do(form: HourForm) -> str:
        values = form.cleaned_data
        at = datetime.combine(session.day, values["at"], tzinfo=clock.BRUSSELS)
        sign = Sign(inward=values["way"] == "in", at=at, source=values["source"])
        event = register_presence.keyed(form.key, by, session, seat=seat, sign=sign)
        tell(request, event)
        return looks.url_of(session, "register")

    head = Head(
        _t("%s met een uur registreren") % seat.person.name,
        looks.when(session),
        kicker=session.training.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Registreren"),
        back_url=looks.url_of(session, "register"),
        crumbs=looks.crumbs(session, Crumb(_("Registreren"))),
    )


def _start(session: Session) -> object:
    return session.plan.lower.astimezone(clock.BRUSSELS).time()


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registraties/<uuid:event_uid>/vernietigen",
    name="annul-entry",
    title=_("Registratie vernietigen"),
    door=roles.enters,
    does=annul_entry,
    reveals=PURPOSE,
)
def annul(request: PageRequest, uid: UUID, event_uid: UUID) -> HttpResponseBase:
    """A wrong entry: it stays to be read and doesn't count any more."""
    by = request.actor
    session = one(sessions_for(by), uid)
    event = one(session.events.select_related("seat__person"), event_uid)
    reveal(request, [event.seat.person_id] if event.seat else [])
    form = ReasonForm.of(request, label=_("Waarom telt deze registratie niet?"))

    def do(form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        annul_entry.keyed(form.key, by, session, event=event, reason=reason)
        show.toast(request, _t("De registratie telt niet meer."))
        return looks.url_of(session, "register")

    name = event.seat.person.name if event.seat else ""
    words_ = {"name": name, "kind": event.get_kind_display().lower()}
    words_["hour"] = words.hour_text(event.at)
    head = Head(
        _("Registratie vernietigen"),
        _t("%(name)s, %(kind)s om %(hour)s. Ze blijft leesbaar, maar telt niet meer.") % words_,
        kicker=session.training.name,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Vernietigen"),
        back_url=looks.url_of(session, "register"),
        crumbs=looks.crumbs(session, Crumb(_("Registreren"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/afronden",
    name="finish",
    title=_("Registratie afronden"),
    door=roles.enters,
    does=finish_session,
    reveals=PURPOSE,
)
def finish(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Who is still in goes out at the end of the plan; then the promotor checks and hands in."""
    by = request.actor
    session = one(sessions_for(by), uid)
    if session.state == "planned":
        show.toast(request, _t("Registreer eerst wie er is. Daarna rondt u af."), tone="warn")
        return see_other(looks.url_of(session, "register"))
    rows = presences(session)
    reveal(request, [row.seat.person_id for row in rows])
    form = Confirmed.of(request)

    def do(form: Confirmed) -> str:
        finish_session.keyed(form.key, by, session)
        show.toast(request, _t("De registratie is afgerond. De promotor dient in bij ESF."))
        return looks.url_of(session)

    inside = [row.seat.person.name for row in rows if row.inside]
    absent = [row.seat.person.name for row in rows if not row.marks]
    consequences: list[type_of_text] = [_("De promotor kijkt na en dient in bij ESF.")]
    if inside:
        end = words.hour_text(min(session.plan.upper, clock.now()))
        told = _t("Nog binnen, gaan automatisch buiten om %(hour)s: %(names)s.")
        consequences.insert(0, told % {"hour": end, "names": ", ".join(inside)})
    if absent:
        consequences.insert(0, _t("Niet geregistreerd: %s.") % ", ".join(absent))
    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_("Registratie afronden?"), looks.when(session), kicker=session.training.name),
        consequences=consequences,
        submit=_("Afronden"),
        back_url=looks.url_of(session, "register"),
        danger=False,
        crumbs=looks.crumbs(session, Crumb(_("Afronden"))),
    )
