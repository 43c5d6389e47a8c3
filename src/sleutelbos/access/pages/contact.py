"""How a user is reached, and his number: shown once, for a purpose."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_users import PURPOSES, ContactForm, RevealForm
from sleutelbos.access.pages.looks import help_box
from sleutelbos.access.pages.person import find, person_crumbs, url_of
from sleutelbos.register.public import (
    Person,
    change_contact,
    owns_address,
    propose_address,
    reveal_insz,
)
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals
from sleutelbos.web.parts import Actions, Fact, Facts, Head, Link, Note


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/<uuid:person>/contact",
    name="contact",
    title=_("Contactgegevens wijzigen"),
    door=rules.administers_somewhere,
    does=change_contact,
    reveals=Reveals(_("Contactgegevens van een gebruiker wijzigen")),
)
def contact(request: PageRequest, organisation: UUID, person: UUID) -> HttpResponseBase:
    """Another e-mail address or language."""
    found, who = find(request, organisation, person)
    form = ContactForm.of(request, initial={"email": who.email, "language": who.language})

    def do(form: ContactForm) -> str:
        _keep(request, form, who)
        return url_of(found, who)

    head = Head(_("Contactgegevens wijzigen"), _("Deze persoon ziet dit ook in het eigen profiel."),
                kicker=who.name)  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=url_of(found, who),
        crumbs=person_crumbs(found, who, _("Contactgegevens")), aside=[help_box(request, found)],
        before=[] if owns_address(request.actor, who) else [Note(
            _t("Een ander adres geldt pas als %s het zelf bevestigt in Mijn profiel. "
               "Wij sturen daarvoor een mail naar het adres van nu.") % who.name
        )],
    )  # fmt: skip


def _keep(request: PageRequest, form: ContactForm, who: Person) -> None:
    """Save at once what is the beheerder's to change; let another address wait for the person."""
    email, language = form.cleaned_data["email"], form.cleaned_data["language"]
    if email == who.email or owns_address(request.actor, who):
        change_contact.keyed(form.key, request.actor, who, email=email, language=language)
        show.toast(request, _("De contactgegevens zijn bewaard."))
        return
    propose_address.keyed(form.key, request.actor, who, email=email)
    if language != who.language:
        change_contact.keyed(form.key, request.actor, who, email=who.email, language=language)
    text = _t("%s krijgt een mail om het nieuwe adres te bevestigen. Tot dan geldt het oude.")
    show.toast(request, text % who.name)


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/<uuid:person>/nummer",
    name="person-number",
    title=_("Rijksregisternummer tonen"),
    door=rules.administers_somewhere,
    does=reveal_insz,
)
def person_number(request: PageRequest, organisation: UUID, person: UUID) -> HttpResponseBase:
    """The number, once, after the purpose was given; never in an address."""
    found, who = find(request, organisation, person)
    form = RevealForm.of(request)
    crumbs = person_crumbs(found, who, _("Rijksregisternummer"))

    def do(form: RevealForm) -> HttpResponseBase:
        purpose = str(PURPOSES[form.cleaned_data["purpose"]])
        number = reveal_insz(request.actor, who, purpose=purpose)  # a key would keep the result
        back = Link(_t("Terug naar %s") % who.name, url_of(found, who), look="primary")
        return show.page(
            request,
            Head(_("Rijksregisternummer"), _("U ziet het nummer nu één keer."), kicker=who.name),
            Facts([Fact(_("Nummer"), number.shown), Fact(_("Waarvoor"), purpose)]),
            Note(_("Dit staat in het logboek. De persoon ziet wie het nummer bekeek, en waarom.")),
            Actions([back]),
            crumbs=crumbs,
        )

    sentence = _("De persoon ziet later wie het nummer bekeek, en waarom.")
    head = Head(_("Rijksregisternummer tonen"), sentence, kicker=who.name)
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Nummer tonen"), back_url=url_of(found, who),
        crumbs=crumbs, aside=[help_box(request, found)],
    )  # fmt: skip
