"""The trainer's day: which sessions today, and registering one (T06). Made for a phone."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import Decision
from sleutelbos.timereg.actions.attendance import (
    Sign,
    finish_session,
    scan_code,
)
from sleutelbos.timereg.models import AttendanceEvent, Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_register import ScanForm
from sleutelbos.timereg.pages.kept import phone_for
from sleutelbos.timereg.pages.session import PURPOSE
from sleutelbos.timereg.queries import sessions as queries
from sleutelbos.timereg.queries.attendance import Presence, presences
from sleutelbos.timereg.queries.pins import with_pin
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.queries.windows import terms_for, window_at
from sleutelbos.timereg.rules import registering, roles
from sleutelbos.timereg.states import EventKind, EventSource, Seating
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Card,
    Cards,
    Crumb,
    Empty,
    Figure,
    Figures,
    Head,
    Link,
    Note,
    Part,
    Section,
)
from sleutelbos.web.parts import Template as Own


@page(
    "tijdsregistratie/vandaag",
    name="today",
    title=_("Vandaag registreren"),
    door=roles.registers_somewhere,
    shows="timereg.today",
)
def today(request: PageRequest) -> HttpResponseBase:
    """My sessions of today; one that can still be saved stands above them."""
    rows = queries.given_by(request.actor)
    now = Q(day=clock.today()) | Q(plan__contains=clock.now())  # one past midnight goes on
    here = [row for row in rows.filter(now) if row.state != "annulled"]
    gone = rows.filter(day__lt=clock.today(), state="planned").exclude(now)
    late = [row for row in gone if _savable(row)]
    coming = list(rows.filter(day__gt=clock.today(), state="planned")[:5])
    parts: list[Part] = []
    if late:
        cards = Cards([_card(row, "session", "orange") for row in late])
        parts.append(Section(_("Nog niet geregistreerd: u kunt nog uitstel vragen"), [cards]))
    if here:
        parts.append(Cards([_card(row, "register", "blue") for row in here]))
    else:
        sentence = _("Staat u vandaag wel voor een groep, vraag de organisatie u toe te voegen.")
        parts.append(Empty(_("Vandaag geen sessies"), sentence, icon="calendar-days"))
    if coming:
        parts.append(
            Section(_("Binnenkort"), [Cards([_card(row, "session", "") for row in coming])])
        )
    parts.insert(0, phone_for(request.actor, *here))
    head = Head(_("Vandaag registreren"), words.day_text(clock.today(), full=True))
    return show.page(request, head, *parts, crumbs=[Crumb(_("Vandaag registreren"))])


def _savable(session: Session) -> bool:
    return clock.now() < terms_for(session).ask_until


def _card(session: Session, page: str, tone: str) -> Card:
    url = looks.url_of(session, page)
    sentence = f"{looks.when(session)}, {looks.where(session)}"
    pill = looks.state_pill(session)
    return Card(session.training.name, url, sentence, pill, "scan-line", tone)  # type: ignore[arg-type]


@page(
    "tijdsregistratie/sessies/<uuid:uid>/registreren",
    name="register",
    title=_("Registreren"),
    door=roles.enters,
    does=scan_code,
    reveals=PURPOSE,
    camera=True,
)
def register(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Scan codes (a scanner types them, or paste), or tick by name below."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = ScanForm.of(request)

    def do(form: ScanForm) -> str:
        event = scan_code.keyed(
            form.key, by, session, text=form.cleaned_data["code"],
            sign=Sign(source=EventSource.SCAN),
        )  # fmt: skip
        if event.kind == EventKind.REFUSED:
            raise Invalid({"code": event.reason})
        tell(request, event)
        return looks.url_of(session, "register")

    answer = handle(request, form, do)
    if answer is not None:
        return answer
    rows = presences(session)
    reveal(request, [row.seat.person_id for row in rows])
    open_ = registering.registers(by, session) and _open(session)
    parts: list[Part] = []
    if not open_:
        parts.append(Note(str(open_.reason), "stop", _("Nu kan niet geregistreerd worden")))
    parts.append(phone_for(by, session, here=True, open_=bool(open_)))
    parts += [_counts(rows), _roster(session, rows, form if open_ else None)]
    head = Head(
        session.training.name,
        f"{looks.when(session)}, {looks.where(session)}",
        pill=looks.state_pill(session),
        term=_until(session),
        kicker=_t("Project %s") % session.training.project.number,
    )
    aside: list[Part] = [Actions(_more(request, session)), looks.help_box(session)]
    crumbs = looks.crumbs(session, Crumb(_("Registreren")))
    status = 422 if form.is_bound and form.errors else 200
    return show.page(request, head, *parts, crumbs=crumbs, aside=aside, status=status)


def _open(session: Session) -> Decision:
    now = clock.now()
    opened = window_at(session, now) is not None
    return registering.open_now(terms_for(session), now, opened=opened)


def _until(session: Session) -> str:
    terms = terms_for(session)
    if session.state in ("planned", "running") and clock.now() < terms.day_ends:
        return _t("vandaag, tot middernacht") if session.day == clock.today() else ""
    return ""


def _counts(rows: list[Presence]) -> Figures:
    inside = sum(row.inside for row in rows)
    seen = sum(bool(row.marks) for row in rows)
    return Figures([
        Figure(_("Binnen"), inside, _("nu aanwezig")),
        Figure(_("Weer buiten"), seen - inside, _("kwam en vertrok")),
        Figure(_("Nog niet gezien"), len(rows) - seen, _("niet geregistreerd")),
    ])  # fmt: skip


def _roster(session: Session, rows: list[Presence], form: ScanForm | None) -> Own:
    persons = [row.seat.person_id for row in rows if row.seat.part == Seating.PARTICIPANT]
    pins = (
        with_pin(session.organisation_id, persons)
        if form and session.state != "reopened"
        else set()
    )
    lines = [
        {
            "row": row,
            "pill": looks.presence_pill(row),
            "marks": [_mark(session, mark) for mark in row.marks],
            "minutes": words.minutes_text(row.counted.minutes) if row.marks else "",
            "mark_url": reverse("timereg:mark", args=[session.uid, row.seat.uid]),
            "hour_url": reverse("timereg:hour", args=[session.uid, row.seat.uid]),
            "pin_url": reverse("timereg:pin", args=[session.uid, row.seat.uid])
            if row.seat.person_id in pins
            else "",
        }
        for row in rows
    ]
    return Own("timereg/roster.html", {"lines": lines, "form": form, "session": session})


def _mark(session: Session, mark: AttendanceEvent) -> dict[str, str]:
    word = _t("in") if mark.kind == EventKind.IN else _t("uit")
    return {
        "text": f"{word} {words.hour_text(mark.at)}",
        "url": reverse("timereg:annul-entry", args=[session.uid, mark.uid]),
    }


def _more(request: PageRequest, session: Session) -> list[Link | Button]:
    found: list[Link | Button] = []
    # With the phone's script the page stays as it is while people come in: the way on stands there
    # from the start.
    if session.state in ("planned", "running") and finish_session.allow(request.actor, session):
        url = looks.url_of(session, "finish")
        found.append(Link(_("Registratie afronden"), url, "check", "secondary"))
    if session.state in ("planned", "running"):
        url = looks.url_of(session, "substitute")
        found.append(Link(_("Iemand vervangt mij"), url, "users", "secondary"))
    found.append(Link(_("Naar de sessie"), looks.url_of(session), "eye", "secondary"))
    return found


def tell(request: PageRequest, event: AttendanceEvent) -> None:
    """Say on the next page who is in or out since when."""
    assert event.seat is not None
    sentence = (
        _t("%(name)s is binnen sinds %(hour)s.")
        if event.kind == EventKind.IN
        else _t("%(name)s is buiten sinds %(hour)s.")
    )
    name = event.seat.person.name
    show.toast(request, sentence % {"name": name, "hour": words.hour_text(event.at)})
