"""The first question of every wizard about beheerders: who is it, by his number (G06)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages.forms_managers import KnownToRegister, Newcomer, Who
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.public import Found, Person, add_person, person_by_insz
from sleutelbos.web import show
from sleutelbos.web.forms import Form, put_invalid
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Note, Part


@dataclass(frozen=True)
class Answer:
    """The form to show (again), what to say above it, and the person once he is known."""

    form: Form
    notes: tuple[Part, ...] = ()
    person: Person | None = None


def ask_who(request: PageRequest) -> Answer:
    """Look up the number that was sent; add the person when nobody here knows him yet.

    The number is never kept: not in an address, not in the session.
    """
    form = Who.of(request)
    if request.method != "POST" or not form.is_valid():
        return Answer(form)
    try:
        found = person_by_insz(request.actor, form.cleaned_data["insz"])
    except Invalid as problem:
        put_invalid(form, problem)
        return Answer(form)
    if found.status == "deceased":
        form.add_error("insz", str(found.sentence))
        return Answer(form)
    if found.person is not None:
        return _known(request, form, found)
    if found.status == "replaced" and found.record is None:
        form.add_error("insz", str(found.sentence))
        return Answer(form)
    return _newcomer(request, found, form.cleaned_data["insz"])


def _known(request: PageRequest, form: Form, found: Found) -> Answer:
    assert found.person is not None
    if found.person.pk == request.actor.pk:
        form.add_error("insz", _t("U kunt uzelf niet aanstellen. Vraag het een ander."))
        return Answer(form)
    if found.sentence:
        show.toast(request, found.sentence, tone="info")
    return Answer(form, person=found.person)


def _newcomer(request: PageRequest, found: Found, insz: str) -> Answer:
    """Ask what is still missing; with it, make the person known."""
    kind = KnownToRegister if found.record is not None else Newcomer
    notes = (_note(found),)
    if "email" not in request.POST:
        return Answer(kind(initial={"insz": insz}), notes)
    form = kind.of(request)
    if not form.is_valid():
        return Answer(form, notes)
    values = form.values()
    values["insz"] = found.record.insz if found.record is not None else insz
    try:
        person = add_person.keyed(form.key, request.actor, values.pop("insz"), **values)
    except Invalid as problem:
        put_invalid(form, problem)
        return Answer(form, notes)
    return Answer(form, person=person)


def _note(found: Found) -> Note:
    if found.record is None:
        text: object = _("Vul de naam in zoals op de identiteitskaart.")
        return Note(str(text), "info", _("Deze persoon is hier nog niet gekend"))
    name = f"{found.record.given_name} {found.record.family_name}".strip()
    title = _t("Het Rijksregister kent %s") % name
    return Note(_("Deze persoon is hier nieuw. Vul nog een e-mailadres in."), "info", title)
