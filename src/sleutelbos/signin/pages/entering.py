"""Signing in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from sleutelbos.signin import known, ports, rules, sessions, visitor
from sleutelbos.signin.actions.entering import sign_in
from sleutelbos.signin.keys import DigitalKey, Given, NotProven, Proof, key_of, offered_keys
from sleutelbos.signin.pages.base import help_box, next_url, page
from sleutelbos.signin.pages.capacity import after_sign_in
from sleutelbos.signin.pages.forms import TotpForm
from sleutelbos.signin.states import Ending, KeyKind
from sleutelbos.signin.wishes import Wish, level_text, wish_of
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Button,
    Card,
    Cards,
    Crumb,
    Empty,
    Head,
    Link,
    Note,
    Part,
    Section,
    Template,
)

if TYPE_CHECKING:
    from sleutelbos.signin.models import Session

WEAKEST = 400  # every key that we take reaches it
KEYS = "sleutels"  # anchor of the keys of one's own, below the personas


@page("aanmelden", name="sign-in", title=_("Aanmelden"), public=True, shows="signin.keys")
def choose_key(request: PageRequest) -> HttpResponseBase:
    """Choose a digital key that will do; in the demo the personas stand first.

    Whoever is signed in comes here for a stronger key, or to show again who he is.
    """
    wish, session = wish_of(request), sessions.read(request)
    enough = session is not None and session.level >= wish.level and wish.client is None
    if enough and (wish.level or not settings.DEMO_SIGN_IN):
        return redirect(wish.goal)
    keys = [key for key in offered_keys() if wish.accepts(key)]
    parts: list[Part] = [] if session is None else [_why_again(session, wish)]
    stronger = session is not None and session.level < wish.level
    parts += _ways_in(keys, wish, str(session.person.uid) if session and stronger else "")
    title = _t("Aanmelden bij %(name)s") % {"name": wish.name} if wish.name else _("Aanmelden")
    head = Head(title, _sentence(wish, strong=session is None))
    personas = any(key.code == KeyKind.PERSONA for key in keys)  # so many need the whole width
    beside = [] if personas else [help_box(request)]
    below = [help_box(request)] if personas else []
    return show.page(request, head, *parts, *below, aside=beside)


def _sentence(wish: Wish, *, strong: bool) -> str:
    sentence = _t("Met een digitale sleutel toont u wie u bent.")
    if strong and wish.level > WEAKEST:
        asks = _t("Hier is aanmeldniveau %(level)s nodig.") % {"level": level_text(wish.level)}
        return f"{sentence} {asks}"
    return sentence


def _why_again(session: Session, wish: Wish) -> Part:
    """Why somebody who is signed in stands here."""
    words = {
        "person": session.person.name,
        "level": level_text(session.level),
        "needed": level_text(wish.level),
        "name": wish.name,
        "key": str(KeyKind(session.kind).label).lower(),
    }
    if session.level < wish.level:
        text = _t(
            "U bent aangemeld als %(person)s, op niveau %(level)s. Hier is niveau %(needed)s nodig."
            " Daarna gaat u verder waar u was; u verliest niets."
        )
        return Note(text % words, tone="info", title=_("Kies een sterkere sleutel"))
    if not wish.takes(session.kind):
        text = _t(
            "U bent aangemeld als %(person)s met: %(key)s. %(name)s vraagt een andere sleutel."
        )
        return Note(text % words, tone="info", title=_("Kies een andere sleutel"))
    if wish.client is not None:
        text = _t(
            "U bent aangemeld als %(person)s. %(name)s vraagt om opnieuw te tonen wie u bent."
        )
        return Note(text % words, tone="info", title=_("Toon opnieuw wie u bent"))
    return Note(_t("U bent aangemeld als %(person)s.") % words, tone="info")


def _ways_in(keys: list[DigitalKey], wish: Wish, only: str) -> list[Part]:
    """The keys, personas on top (``only`` one, by uid); what to do when none will do."""
    parts: list[Part] = []
    offered = any(key.code == KeyKind.PERSONA for key in keys)
    personas = list(ports.personas()) if offered else []
    if shown := [one for one in personas if only in ("", one.uid)]:
        context = {"groups": _grouped(shown), "next": wish.goal, "fields": wish.fields}
        own = Template("signin/personas.html", context)
        sentence = _("Elke persona is een verzonnen persoon met eigen rechten en een eerste taak.")
        own_key = Link(_("Ik heb een eigen sleutel"), f"#{KEYS}", "arrow-down")
        parts.append(Section(_("Kies een persona"), [own], own_key, sentence=sentence))
    cards = [
        Card(key.label, wish.begin(key), key.explanation, icon=key.icon)
        for key in keys
        if key.code != KeyKind.PERSONA
    ]
    if cards:
        parts.append(Section(_("Kies uw digitale sleutel"), [Cards(cards)], anchor=KEYS))
    if not parts:
        sentence = _("Hier is nog geen digitale sleutel die sterk genoeg is. Bel 1700 voor hulp.")
        way_out = Link(_("Verder met wat wel kan"), "/", look="secondary") if only else None
        parts.append(Empty(_("Geen sleutel die past"), sentence, way_out, icon="key-round"))
    return parts


def _grouped(personas: list[ports.Persona]) -> list[dict[str, Any]]:
    """The personas below their headings, in the order in which these come up."""
    groups: dict[str, list[ports.Persona]] = {}
    for one in personas:
        groups.setdefault(str(one.group), []).append(one)
    return [{"label": label, "personas": found} for label, found in groups.items()]


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
        return redirect(wish_of(request).url("signin:sign-in"))
    given = Given({"persona": request.POST.get("persona", "")}, visitor.address_of(request))
    try:
        return enter(request, key_of(KeyKind.PERSONA).verify(given))
    except NotProven as fault:
        raise Invalid(fault.sentence) from fault


@page("aanmelden/totp", name="totp", title=_("Aanmelden met een code"), public=True, does=sign_in)
def totp(request: PageRequest) -> HttpResponseBase:
    """User name, password and code."""
    back = wish_of(request).url("signin:sign-in")
    form = TotpForm.of(request)

    def do(form: TotpForm) -> HttpResponseBase:
        values = form.values()
        given = Given(values, known.place_of(request, values["user_name"]))
        try:
            return enter(request, key_of(KeyKind.TOTP).verify(given))
        except (NotProven, Refused) as fault:
            raise Invalid(getattr(fault, "sentence", str(fault))) from fault

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(_("Aanmelden met een code"), _("Houd de app met uw code bij de hand.")),
        submit=_("Aanmelden"),
        back_url=back,
        crumbs=[Crumb(_("Aanmelden"), back)],
        aside=[help_box(request)],
    )


def enter(request: PageRequest, proof: Proof, goal: str = "") -> HttpResponse:
    """Let the person of a proof in, and go on to ``goal`` (default: what the address says).

    Whoever is signed in already goes on in his session, at the level of this proof; somebody else
    begins a new one.
    """
    goal = goal or next_url(request)
    session = sessions.read(request)
    again = session is not None and session.person_id == proof.person.pk
    line = sign_in(
        system("aanmelden"),
        proof.person,
        kind=proof.kind,
        key=proof.key,
        step=proof.step,
        counter=proof.counter,
        recovery=proof.recovery,
        level=proof.level,
        device=visitor.device_of(request),
        failed_before=proof.failed_before,
        again=again,
    )
    facts = (line.kind, line.level, _pk(proof.key))
    going_on = sessions.prove_again(request, *facts) if again else None
    if going_on is None:
        sessions.start(request, proof.person.pk, *facts)
    if line.failed_before:
        _warn(request, line.failed_before)
    chosen = going_on is not None and going_on.capacity_id is not None
    response = see_other(goal) if chosen else after_sign_in(request, proof.person, goal)
    if proof.key is not None and proof.key.user_name:
        known.remember(request, response, proof.key.user_name)
    return response


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
        sessions.end(request, Ending.SIGNED_OUT)
        show.toast(request, _t("U bent afgemeld."))
        return see_other(reverse("signin:sign-in"))
    if isinstance(request.actor, Nobody):
        return redirect("signin:sign-in")
    button = Button(_("Afmelden"), reverse("signin:sign-out"), look="primary", icon="log-out")
    sentence = _("Meld u af als ook anderen dit toestel gebruiken.")
    return show.page(request, Head(_("Afmelden"), sentence, primary=button))
