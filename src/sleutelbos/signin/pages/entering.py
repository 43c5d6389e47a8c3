"""Signing in and out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.actors import Nobody, system
from sleutelbos.signin import ports, rules, sessions, visitor
from sleutelbos.signin.actions.entering import sign_in
from sleutelbos.signin.keys import DigitalKey, Given, NotProven, key_of, offered_keys
from sleutelbos.signin.pages.base import help_box, next_url, page, with_next
from sleutelbos.signin.pages.capacity import after_sign_in
from sleutelbos.signin.pages.forms import TotpForm
from sleutelbos.signin.states import KeyKind
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Button, Card, Cards, Crumb, Head, Part, Section, Template


@page("aanmelden", name="sign-in", title=_("Aanmelden"), public=True, shows="signin.keys")
def choose_key(request: PageRequest) -> HttpResponseBase:
    """Choose a digital key; in the demo the personas stand first."""
    goal = next_url(request)
    if not isinstance(request.actor, Nobody) and not settings.DEMO_SIGN_IN:
        return redirect(goal)
    keys = [key for key in offered_keys() if key.code != KeyKind.PERSONA]
    parts: list[Part] = []
    if key_of(KeyKind.PERSONA).offered():
        context = {"personas": ports.personas(), "next": goal}
        own = Template("signin/personas.html", context)
        sentence = _("Elke persona is een verzonnen persoon met eigen rechten en een eerste taak.")
        parts.append(Section(_("Kies een persona"), [own], sentence=sentence))
    parts.append(Section(_("Kies uw digitale sleutel"), [Cards([_card(k, goal) for k in keys])]))
    head = Head(
        _("Aanmelden"),
        _("Met een digitale sleutel toont u wie u bent."),
    )
    return show.page(request, head, *parts, aside=[help_box(request)])


def _card(key: DigitalKey, goal: str) -> Card:
    url = key.begin()
    if goal != "/":
        url = with_next(f"signin:{key.code}", goal)
    return Card(key.label, url, key.explanation, icon=key.icon)


@page(
    "aanmelden/persona",
    name="persona",
    title=_("Aanmelden als persona"),
    public=True,
    door=rules.personas_exist,
    does=sign_in,
)
def persona(request: PageRequest) -> HttpResponseBase:
    """Sign in as somebody of the demo (POST); refused outside demo mode."""
    if request.method != "POST":
        return redirect(with_next("signin:sign-in", next_url(request)))
    given = Given({"persona": request.POST.get("persona", "")}, visitor.address_of(request))
    try:
        return _enter(request, KeyKind.PERSONA, given)
    except NotProven as fault:
        raise Invalid(fault.sentence) from fault


@page("aanmelden/totp", name="totp", title=_("Aanmelden met een code"), public=True, does=sign_in)
def totp(request: PageRequest) -> HttpResponseBase:
    """User name, password and code."""
    form = TotpForm.of(request)

    def do(form: TotpForm) -> HttpResponseBase:
        given = Given(form.values(), visitor.address_of(request))
        try:
            return _enter(request, KeyKind.TOTP, given)
        except (NotProven, Refused) as fault:
            raise Invalid(getattr(fault, "sentence", str(fault))) from fault

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(_("Aanmelden met een code"), _("Houd de app met uw code bij de hand.")),
        submit=_("Aanmelden"),
        back_url=with_next("signin:sign-in", next_url(request)),
        crumbs=[Crumb(_("Aanmelden"), with_next("signin:sign-in", next_url(request)))],
        aside=[help_box(request)],
    )


def _enter(request: PageRequest, code: str, given: Given) -> HttpResponse:
    """Judge the proof, let the person in, and go on."""
    goal = next_url(request)
    proof = key_of(code).verify(given)
    line = sign_in(
        system("aanmelden"),
        proof.person,
        kind=proof.kind,
        key=proof.key,
        step=proof.step,
        device=visitor.device_of(request),
        failed_before=proof.failed_before,
    )
    sessions.start(request, proof.person.pk, line.kind, line.level, _pk(proof.key))
    if line.failed_before:
        _warn(request, line.failed_before)
    return after_sign_in(request, proof.person, goal)


def _pk(key: object) -> int | None:
    return getattr(key, "pk", None)


def _warn(request: HttpRequest, count: int) -> None:
    sentence = ngettext(
        "Sinds uw vorige aanmelding mislukte %(n)s poging met uw gebruikersnaam. "
        "Was u dat niet? Bel 1700.",
        "Sinds uw vorige aanmelding mislukten %(n)s pogingen met uw gebruikersnaam. "
        "Was u dat niet? Bel 1700.",
        count,
    )
    show.toast(request, sentence % {"n": count}, tone="warn")


@page("afmelden", name="sign-out", title=_("Afmelden"), public=True)
def sign_out(request: PageRequest) -> HttpResponseBase:
    """End the session (POST); a visit only shows the button."""
    if request.method == "POST":
        sessions.end(request)
        show.toast(request, _t("U bent afgemeld."))
        return see_other(reverse("signin:sign-in"))
    if isinstance(request.actor, Nobody):
        return redirect("signin:sign-in")
    button = Button(_("Afmelden"), reverse("signin:sign-out"), look="primary", icon="log-out")
    sentence = _("Meld u af als ook anderen dit toestel gebruiken.")
    return show.page(request, Head(_("Afmelden"), sentence, primary=button))
