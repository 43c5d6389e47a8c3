"""What to do when a key is lost: for its owner, and for the helpdesk."""

from __future__ import annotations

from django import forms
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import system
from sleutelbos.register.public import InszField, person_by_insz
from sleutelbos.signin.actions.keys import send_key_link
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import Actions, Crumb, Head, Link, Note, Part, Prose, Section

HELPDESK = "/helpdesk"


@page("sleutel-kwijt", name="lost-key", title=_("Sleutel kwijt?"), public=True)
def lost_key(request: PageRequest) -> HttpResponseBase:
    """What to do, in the order in which it helps fastest."""
    sign_in = reverse("signin:sign-in")
    steps: list[Part] = [
        Section(
            _("1. Hebt u een andere sleutel?"),
            [
                Prose(_("Meld u daarmee aan, en trek de verloren sleutel in op Mijn profiel.")),
                Actions([Link(_("Aanmelden"), sign_in, look="primary")]),
            ],
        ),
        Section(
            _("2. Hebt u herstelcodes?"),
            [
                Prose(_("Gebruik een herstelcode in plaats van de code uit uw app.")),
                Actions(
                    [Link(_("Herstelcode gebruiken"), reverse("signin:recovery"), look="secondary")]
                ),
            ],
        ),
        Section(
            _("3. Niets meer?"),
            [
                Prose(
                    _(
                        "Bel 1700. De medewerker controleert wie u bent en laat een link sturen "
                        "naar het e-mailadres dat van u gekend is. De medewerker ziet die link "
                        "niet."
                    )
                ),
                Note(
                    _("Is uw toestel gestolen? Zeg het meteen: dan trekken we uw sleutel in."),
                    tone="warn",
                ),
            ],
        ),
    ]
    head = Head(_("Sleutel kwijt?"), _("Zo raakt u weer binnen."))
    return show.page(request, head, *steps, aside=[help_box(request)])


class LinkForm(Form):
    """Who called, and that it is really him."""

    insz = InszField()
    checked = forms.BooleanField(
        label=_("Ik heb gecontroleerd wie er belt"),
        help_text=_("Vraag de geboortedatum, het adres en de naam van een beheerder."),
        error_messages={"required": _("Controleer eerst wie er belt.")},
    )


@page(
    "helpdesk/sleutel-kwijt",
    name="send-key-link",
    title=_("Link voor een nieuwe sleutel sturen"),
    door=helps,
    does=send_key_link,
    reveals=Reveals(_("Een link voor een nieuwe digitale sleutel sturen")),
)
def send_link(request: PageRequest) -> HttpResponseBase:
    """The helpdesk lets a caller make a new key; the link goes to his own mailbox."""
    form = LinkForm.of(request)

    def do(form: LinkForm) -> str:
        found = person_by_insz(system("helpdesk", request.actor.ref), form.cleaned_data["insz"])
        if found.person is None or found.status == "deceased":
            raise Invalid({"insz": found.sentence or _t("Deze persoon is hier niet gekend.")})
        reveal(request, [found.person.pk])
        decision = send_key_link.check(request.actor, found.person)
        if not decision:
            raise Invalid({"insz": decision.reason})
        send_key_link.keyed(form.key, request.actor, found.person)
        sentence = _t("%(name)s krijgt een mail met een link die 24 uur werkt.")
        show.toast(request, sentence % {"name": found.person.name})
        return reverse("signin:send-key-link")

    trail = [Crumb(_("Helpdesk 1700"), HELPDESK), Crumb(_("Sleutel kwijt"))]
    head = Head(
        _("Link voor een nieuwe sleutel sturen"),
        _("De link gaat naar het e-mailadres dat van de persoon gekend is. U ziet hem niet."),
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Link sturen"), back_url=HELPDESK, crumbs=trail
    )
