"""The first question of every wizard: who is it, by his number (G06).

Somebody whom nobody here knows yet is only remembered, sealed in the session: he is added when the
wizard is confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sleutelbos.access.pages.draft import Whom
from sleutelbos.access.pages.forms_managers import KnownToRegister, Newcomer, Who
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person, parse_insz, person_by_insz
from sleutelbos.web import show
from sleutelbos.web.forms import Form, put_invalid
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Note, Part


@dataclass(frozen=True)
class Looked:
    """What a number gave: somebody known here, or a newcomer (with names when they are known)."""

    insz: str
    person: Person | None = None
    given_name: str = ""
    family_name: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The name, as far as it is known; empty when it isn't."""
        if self.person is not None:
            return self.person.name
        return f"{self.given_name} {self.family_name}".strip()

    def into(self, whom: Whom) -> None:
        """Answer the question with this."""
        known = str(self.person.uid) if self.person is not None else ""
        names = {} if known else {
            "insz": self.insz, "given_name": self.given_name, "family_name": self.family_name,
        }  # fmt: skip
        whom.take(Whom(person=known, note=self.note, **names))


def look_up(by: Actor, text: str) -> Looked:
    """Look a typed number up, here and in the Rijksregister.

    Invalid at ``insz`` for what is no number, for a test number outside the demo, for somebody
    who died, and for a replaced number whose new one is not known. Refused for who is no beheerder.
    """
    found = person_by_insz(by, text)
    number = parse_insz(text, allow_test=True).value
    note = str(found.sentence)
    if found.status == "deceased":
        raise Invalid({"insz": note})
    if found.person is not None:
        return Looked(number, found.person, note=note)
    if found.record is not None:
        record = found.record
        return Looked(record.insz, None, record.given_name, record.family_name, note)
    if found.status == "replaced":
        raise Invalid({"insz": note})
    return Looked(number, note=_("Het Rijksregister kent dit nummer niet. Vul zelf de naam in."))


@dataclass(frozen=True)
class Answer:
    """The form to show (again), what to say above it, and who it is once that is known."""

    form: Form
    notes: tuple[Part, ...] = ()
    whom: Whom | None = None


def ask_who(request: PageRequest) -> Answer:
    """Who becomes beheerder: his number, and what is still missing about a newcomer."""
    form = Who.of(request)
    if request.method != "POST" or not form.is_valid():
        return Answer(form)
    try:
        looked = look_up(request.actor, form.cleaned_data["insz"])
        _refuse_oneself(request, looked)
    except Invalid as problem:
        put_invalid(form, problem)
        return Answer(form)
    if looked.person is None:
        return _newcomer(request, looked)
    if looked.note:
        show.toast(request, looked.note, tone="info")
    return _answered(form, looked)


def _refuse_oneself(request: PageRequest, looked: Looked) -> None:
    if looked.person is not None and looked.person.pk == request.actor.pk:
        raise Invalid({"insz": _("U kunt uzelf niet aanstellen. Vraag het een ander.")})


def _answered(form: Form, looked: Looked, **more: str) -> Answer:
    whom = Whom()
    looked.into(whom)
    for name, text in more.items():
        setattr(whom, name, text)
    return Answer(form, whom=whom)


def _newcomer(request: PageRequest, looked: Looked) -> Answer:
    """Ask what is still missing."""
    kind = KnownToRegister if looked.name else Newcomer
    notes = (_note(looked),)
    if "email" not in request.POST:
        return Answer(kind(initial={"insz": looked.insz}), notes)
    form = kind.of(request)
    if not form.is_valid():
        return Answer(form, notes)
    typed = form.values()
    del typed["insz"]
    return _answered(form, looked, **typed)


def _note(looked: Looked) -> Note:
    if not looked.name:
        text = _("Vul de naam in zoals op de identiteitskaart.")
        return Note(text, "info", _("Deze persoon is hier nog niet gekend"))
    title = _("Het Rijksregister kent %s") % looked.name
    return Note(_("Deze persoon is hier nieuw. Vul nog een e-mailadres in."), "info", title)
