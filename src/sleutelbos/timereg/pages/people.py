"""Put trainers and participants on a session, take them off (T04, T05)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Person, person_by_insz
from sleutelbos.timereg.actions.seats import (
    seat_newcomer,
    seat_persons,
    substitute_trainer,
    unseat,
)
from sleutelbos.timereg.models import Session
from sleutelbos.timereg.pages import looks
from sleutelbos.timereg.pages.base import page
from sleutelbos.timereg.pages.forms_people import ChooseOne, ChoosePersons, FindPerson
from sleutelbos.timereg.pages.forms_reason import Confirmed
from sleutelbos.timereg.queries import coincidence
from sleutelbos.timereg.queries import seats as queries
from sleutelbos.timereg.queries.scope import sessions_for
from sleutelbos.timereg.rules import roles
from sleutelbos.timereg.states import Seating
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal, see_other
from sleutelbos.web.parts import Actions, Crumb, Empty, Head, Link, Part

PURPOSE = Reveals(_("Opleiders en deelnemers op een sessie zetten"))
MOST = 200


@page(
    "tijdsregistratie/sessies/<uuid:uid>/opleiders-toevoegen",
    name="seat-trainers",
    title=_("Opleiders toevoegen"),
    door=roles.prepares_somewhere,
    does=seat_persons,
    reveals=PURPOSE,
)
def seat_trainers(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Tick among who holds the right of trainer there."""
    return _seat(request, uid, Seating.TRAINER)


@page(
    "tijdsregistratie/sessies/<uuid:uid>/deelnemers-toevoegen",
    name="seat",
    title=_("Deelnemers toevoegen"),
    door=roles.prepares_somewhere,
    does=seat_persons,
    reveals=PURPOSE,
)
def seat(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Tick among who is known at the organisation; somebody new comes by his number."""
    return _seat(request, uid, Seating.PARTICIPANT)


def _seat(request: PageRequest, uid: UUID, kind: Seating) -> HttpResponseBase:
    by = request.actor
    session = one(sessions_for(by), uid)
    found = _candidates(session, kind)
    reveal(request, [row.pk for row in found.values()])
    form = ChoosePersons.of(request, persons=[(key, row.name) for key, row in found.items()])

    def do(form: ChoosePersons) -> str:
        chosen = [found[key] for key in form.cleaned_data["persons"]]
        seat_persons.keyed(form.key, by, session, part=kind, persons=chosen)
        sentence = ngettext(
            "%s persoon staat nu op de sessie.", "%s personen staan nu op de sessie.", len(chosen)
        )
        show.toast(request, sentence % len(chosen))
        if kind == Seating.PARTICIPANT:
            looks.warn(request, coincidence.of_seats(session, chosen))
        return looks.url_of(session)

    trainer = kind == Seating.TRAINER
    title = _("Opleiders toevoegen") if trainer else _("Deelnemers toevoegen")
    head = Head(title, looks.when(session), kicker=session.training.name)
    crumbs = looks.crumbs(session, Crumb(title))
    more: list[Part] = []
    if not trainer:
        url = reverse("timereg:seat-newcomer", args=[session.uid])
        file = reverse("timereg:import-participants", args=[session.uid])
        more = [
            Actions(
                [
                    Link(_("Iemand anders, op rijksregisternummer"), url, "plus", "secondary"),
                    Link(_("Deelnemers uit een bestand"), file, "upload", "secondary"),
                ]
            )
        ]
    if not found:
        return show.page(request, head, _nobody(trainer=trainer), *more, crumbs=crumbs)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Toevoegen"),
        back_url=looks.url_of(session),
        before=more,
        crumbs=crumbs,
    )


def _candidates(session: Session, part: Seating) -> dict[str, Person]:
    there = set(session.seats.filter(active=True).values_list("person", flat=True))
    if part == Seating.TRAINER:
        rows = queries.trainers_at(session.organisation)
    else:
        rows = queries.known_at(session.organisation).order_by("family_name", "given_name", "pk")
    return {str(row.uid): row for row in rows.exclude(pk__in=there)[:MOST]}


def _nobody(*, trainer: bool) -> Empty:
    if trainer:
        return Empty(
            _("Nog niemand heeft hier het recht van opleider"),
            _("Uw lokale beheerder legt eerst een werkrelatie aan en geeft dan het recht"
              " DWSE-opleider. Geef hem het rijksregisternummer, de naam en het e-mailadres."),
            icon="users",
        )  # fmt: skip
    return Empty(
        _("Nog geen bekende deelnemers"),
        _("Schrijf de eerste in met zijn rijksregisternummer."),
        icon="users",
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/nieuwe-deelnemer",
    name="seat-newcomer",
    title=_("Nieuwe deelnemer"),
    door=roles.prepares_somewhere,
    does=seat_newcomer,
    reveals=PURPOSE,
)
def newcomer(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """By number: who is known already is put on the session, who isn't is added first."""
    by = request.actor
    session = one(sessions_for(by), uid)
    form = FindPerson.of(request)

    def do(form: FindPerson) -> str:
        found = person_by_insz(by, form.cleaned_data["insz"])
        if found.person is not None:
            reveal(request, [found.person.pk])
            seat_persons.keyed(
                form.key, by, session, part=Seating.PARTICIPANT, persons=[found.person]
            )
            name = found.person.name
        else:
            made = seat_newcomer.keyed(form.key, by, session, newcomer=form.newcomer())
            name = made.person.name
        show.toast(request, _t("%s staat op de sessie.") % name)
        return looks.url_of(session)

    head = Head(_("Nieuwe deelnemer"), looks.when(session), kicker=session.training.name)
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Inschrijven"),
        back_url=looks.url_of(session, "seat"),
        crumbs=looks.crumbs(session, Crumb(_("Nieuwe deelnemer"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/personen/<uuid:seat_uid>/verwijderen",
    name="unseat",
    title=_("Iemand van een sessie halen"),
    door=roles.prepares_somewhere,
    does=unseat,
    reveals=PURPOSE,
)
def remove(request: PageRequest, uid: UUID, seat_uid: UUID) -> HttpResponseBase:
    """Ask first; what was registered of the person stays to be read."""
    by = request.actor
    session = one(sessions_for(by), uid)
    row = session.seats.filter(uid=seat_uid, active=True).select_related("person").first()
    if row is None:
        return see_other(looks.url_of(session))
    reveal(request, [row.person_id])
    form = Confirmed.of(request)

    def do(form: Confirmed) -> str:
        unseat.keyed(form.key, by, session, seat=row)
        show.toast(request, _t("%s staat niet meer op de sessie.") % row.person.name)
        return looks.url_of(session)

    registered = row.events.count()
    consequences: list[type_of_text] = [_t("%s telt niet mee voor deze sessie.") % row.person.name]
    if registered:
        consequences.append(_("Wat al geregistreerd is, blijft leesbaar, maar telt niet."))
    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_t("%s van de sessie halen?") % row.person.name, looks.when(session)),
        consequences=consequences,
        submit=_("Van de sessie halen"),
        back_url=looks.url_of(session),
        crumbs=looks.crumbs(session, Crumb(_("Verwijderen"))),
    )


@page(
    "tijdsregistratie/sessies/<uuid:uid>/vervanger",
    name="substitute",
    title=_("Vervangende opleider"),
    door=roles.enters,
    does=substitute_trainer,
    reveals=PURPOSE,
)
def substitute(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Somebody with the right of trainer comes in (S9)."""
    by = request.actor
    session = one(sessions_for(by), uid)
    found = _candidates(session, Seating.TRAINER)
    reveal(request, [row.pk for row in found.values()])
    head = Head(_("Vervangende opleider"), looks.when(session), kicker=session.training.name)
    crumbs = looks.crumbs(session, Crumb(_("Vervanger")))
    if not found:
        return show.page(request, head, _nobody(trainer=True), crumbs=crumbs)
    form = ChooseOne.of(request, persons=[(key, row.name) for key, row in found.items()])

    def do(form: ChooseOne) -> str:
        person = found[form.cleaned_data["person"]]
        substitute_trainer.keyed(form.key, by, session, person=person)
        show.toast(request, _t("%s is nu opleider van deze sessie.") % person.name)
        return looks.url_of(session)

    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Aanduiden"),
        back_url=looks.url_of(session),
        crumbs=crumbs,
    )
