"""Change a registered agreement: choose what, then from when and into what (W10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.changing import change_agreement
from sleutelbos.duallearning.agreement.models import Addendum, Agreement
from sleutelbos.duallearning.agreement.pages import agreement_parts, looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.drawing_up import ROUTE
from sleutelbos.duallearning.agreement.pages.forms_changes import (
    AddressForm,
    CategoryForm,
    ChangeForm,
    HoursForm,
    LastForm,
    MentorForm,
    PlanChangeForm,
)
from sleutelbos.duallearning.agreement.queries.addenda import needs_addendum
from sleutelbos.duallearning.agreement.queries.scope import agreements_kept_by
from sleutelbos.duallearning.agreement.queries.versions import as_on, mentors_for, slice_on
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import PAY, Pay
from sleutelbos.duallearning.agreement.states_changes import UNFINISHED, ChangedField
from sleutelbos.duallearning.recognition.states import AgreementKind
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Link, Listing, Note, Part

TITLE = _("Overeenkomst wijzigen")


@dataclass(frozen=True)
class Subject:
    """What one form changes: its title, its fields of which the first decides, its form."""

    title: type_of_text
    fields: tuple[ChangedField, ...]
    form: type[ChangeForm]
    sentence: type_of_text = ""


SUBJECTS = {
    "mentor": Subject(
        _("Mentor of vestiging"), (ChangedField.MENTOR, ChangedField.RECOGNITION), MentorForm,
        _("U kiest een mentor van een erkende vestiging van dezelfde onderneming."),
    ),
    "adres": Subject(
        _("Adres van de werkplek"), (ChangedField.ADDRESS,), AddressForm,
        _("De vestiging verhuisde volgens de KBO."),
    ),
    "uurrooster": Subject(
        _("Uurrooster"), (ChangedField.TIMETABLE,), HoursForm,
        _("Schrijf een uur zoals 8:30. Laat een dag leeg als de leerling dan vrij is."),
    ),
    "vergoeding": Subject(_("Leervergoeding"), (ChangedField.CATEGORY,), CategoryForm),
    "opleidingsplan": Subject(
        _("Opleidingsplan en begeleiding"), (ChangedField.PLAN, ChangedField.NOTE), PlanChangeForm
    ),
    "einddatum": Subject(
        _("Laatste dag"), (ChangedField.LAST,), LastForm,
        _("Eindigde de overeenkomst al, of stopt een partij ermee? Kies dan Beëindigen."),
    ),
}  # fmt: skip


def open_addendum(row: Agreement) -> Addendum | None:
    """The one that isn't finished."""
    return row.addenda.filter(state__in=UNFINISHED).first()


def moved_to(row: Agreement) -> str:
    """The address that the workplace has now, when another one was agreed; else empty."""
    held = slice_on(row, clock.today())
    if held is None or held.address == held.recognition.site.address:
        return ""
    return held.recognition.site.address


def _registered(request: PageRequest, uid: UUID) -> Agreement:
    row = one(agreements_kept_by(request.actor).filter(state="registered"), uid)
    reveal(request, [row.person_id])
    return row


def _fits(row: Agreement, name: str) -> bool:
    if name == "adres":
        return bool(moved_to(row))
    return name != "vergoeding" or PAY[AgreementKind(row.kind)] == Pay.ALLOWANCE


@page(
    f"{ROUTE}/wijzigen",
    name="change-agreement",
    title=TITLE,
    door=roles.draws_up_somewhere,
    shows="duallearning.change-agreement",
    reveals=PURPOSE,
)
def subjects(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What can change, and whether the parties sign for it."""
    row = _registered(request, uid)
    today = clock.today()
    lines: list[list[Any]] = []
    for name, subject in SUBJECTS.items():
        if not _fits(row, name):
            continue
        needed = [str(one.label) for one in subject.fields if needs_addendum(one, today)]
        lines.append([
            subject.title,
            _t("Met een addendum: %s") % ", ".join(needed) if needed else _t("Geldt meteen"),
            Link(_("Wijzigen"), change_url(row, name), about=subject.title),
        ])  # fmt: skip
    sentence = _t(
        "Wat de partijen bevestigen, komt in een addendum. Meer wijzigingen samen worden één"
        " addendum."
    )
    listing = Listing([_("Wat"), _("Hoe"), _("Wijzigen")], lines)
    return show.page(
        request, Head(TITLE, sentence, kicker=f"{row.number}, {row.learner.person}"),
        *_unfinished(row), listing, crumbs=looks.crumbs(row, Crumb(TITLE)),
    )  # fmt: skip


def change_url(row: Agreement, name: str) -> str:
    """The form that changes one thing."""
    return reverse("duallearning:change", args=[row.uid, name])


def _unfinished(row: Agreement) -> list[Part]:
    addendum = open_addendum(row)
    if addendum is None:
        return []
    if addendum.state == "draft":
        text = _t("Addendum %s wordt voorbereid. Wat u nu wijzigt, komt erbij.")
    else:
        text = _t("Addendum %s ligt ter ondertekening. Neem het terug om er iets aan toe te"
                  " voegen.")  # fmt: skip
    return [Note(text % addendum.number, "info")]


@page(
    f"{ROUTE}/wijzigen/<slug:subject>",
    name="change",
    title=TITLE,
    door=roles.draws_up_somewhere,
    does=change_agreement,
    reveals=PURPOSE,
)
def change(request: PageRequest, uid: UUID, subject: str) -> HttpResponseBase:
    """From which day, and what it becomes."""
    by, row, chosen = request.actor, _registered(request, uid), SUBJECTS.get(subject)
    if chosen is None or not _fits(row, subject):
        raise Http404
    mentors = {one.pk: one for one in mentors_for(row)}
    names = {
        key: f"{one.person.name}, {one.recognition.site}" if one.recognition else ""
        for key, one in mentors.items()
    }
    if subject == "mentor":
        reveal(request, [one.person_id for one in mentors.values()])
    form = chosen.form.of(request, now=as_on(row), mentors=names, address=moved_to(row))

    def do(form: ChangeForm) -> str:
        first, values = form.changed()
        addendum = change_agreement.keyed(form.key, by, row, first=first, values=values)
        if addendum is None:
            show.toast(request, _t("De overeenkomst is gewijzigd. De partijen krijgen een mail."))
            return looks.agreement_url(row)
        show.toast(request, _t("De wijziging staat in het addendum. Maak nu het document."))
        return reverse("duallearning:addendum", args=[addendum.uid])

    before = [Note(_t("Nieuw adres: %s.") % moved_to(row), "info")] if subject == "adres" else []
    crumbs = looks.crumbs(row, Crumb(TITLE, looks.agreement_url(row, "change-agreement")),
                          Crumb(chosen.title))  # fmt: skip
    head = Head(chosen.title, chosen.sentence, kicker=f"{row.number}, {row.learner.person}")
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Wijzigen"), crumbs=crumbs,
        before=[*before, agreement_parts.in_force(row)],
        back_url=looks.agreement_url(row, "change-agreement"),
    )  # fmt: skip
