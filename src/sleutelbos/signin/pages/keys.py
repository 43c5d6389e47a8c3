"""Adding, keeping and withdrawing one's digital keys, and what to do when one is lost."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.signin import invitations, queries, rules, totp
from sleutelbos.signin.actions.keys import (
    invite_key,
    make_key,
    withdraw_key,
)
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.signin.pages.forms import KeyForm
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Card,
    Cards,
    Code,
    Crumb,
    Head,
    Link,
    Note,
    Picture,
    Prose,
    Section,
)

KEYS = "/mijn-profiel/aanmeldingen#sleutels"
NO_PASSKEYS_HERE = _(
    "Op dit adres werken geen toegangssleutels: daarvoor is een naam nodig, en https. In de demo "
    "kan het op http://localhost."
)


@page(
    "sleutel/<str:token>",
    name="make-key",
    title=_("Digitale sleutel maken"),
    public=True,
    does=make_key,
)
def new_key(request: PageRequest, token: str) -> HttpResponseBase:
    """The page behind the link: put the key in an app, choose a name and a password."""
    invitation = invitations.invitation_of(token)
    if invitation is None:
        return _dead_link(request)
    form = KeyForm.of(request)

    mine = request.actor.pk == invitation.person_id

    def do(form: KeyForm) -> str:
        key = make_key(rules.bearer_of(invitation), invitation, **form.values())
        if mine:
            show.toast(request, _t("Uw sleutel is klaar. Maak nu uw herstelcodes."))
            return reverse("signin:recovery-codes", args=[key.pk])
        show.toast(request, _t("Uw sleutel is klaar. Meld u aan met een nieuwe code uit uw app."))
        return reverse("signin:totp")

    secret = totp.secret_text(invitation.secret)
    image = totp.qr_image(invitation.secret, invitation.person.name)
    first = Section(
        _("1. Zet de sleutel in uw app"),
        [
            Prose(
                _(
                    "Open op uw telefoon een app voor codes, bijvoorbeeld Aegis, 2FAS, Google "
                    "Authenticator of Microsoft Authenticator. Scan deze code."
                )
            ),
            Picture(image, _("QR-code met uw sleutel; de tekst eronder zegt hetzelfde"), qr=True),
            Code(secret, _("Of typ deze sleutel over")),
        ],
    )
    second = Section(_("2. Kies een naam en een wachtwoord"), [])
    head = Head(
        _("Digitale sleutel maken"),
        _("Voor %(name)s. Deze link werkt één keer en hoogstens 24 uur.")
        % {"name": invitation.person.name},
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Sleutel maken"),
        before=[first, second],
        crumbs=crumbs() if mine else (),
        aside=[help_box(request)],
    )


def _dead_link(request: PageRequest) -> HttpResponse:
    """The link is false, used or too old; which one, we don't say."""
    head = Head(_("Deze link werkt niet meer"))
    why = _("Een link voor een digitale sleutel werkt één keer, en hoogstens 24 uur.")
    what = _("Vraag een nieuwe link aan wie u de vorige gaf. Hebt u uw sleutel al, meld u dan aan.")
    sign_in = Link(_("Aanmelden"), reverse("signin:sign-in"), "log-in", "secondary")
    return show.page(
        request, head, Note(why, tone="warn"), Prose(what), Actions([sign_in]),
        aside=[help_box(request)], status=404,
    )  # fmt: skip


@page(
    "mijn-profiel/sleutels/<int:key>/intrekken",
    name="withdraw-key",
    title=_("Digitale sleutel intrekken"),
    does=withdraw_key,
)
def withdraw(request: PageRequest, key: int) -> HttpResponseBase:
    """Confirm, then withdraw one's own key."""
    found = get_object_or_404(queries.keys_of(request.actor), pk=key)
    form = Form.of(request)

    def do(form: Form) -> str:
        withdraw_key.keyed(form.key, request.actor, found)
        show.toast(request, _t("Uw digitale sleutel is ingetrokken."))
        return KEYS

    return handle(request, form, do) or show.confirm(
        request,
        form,
        Head(_("Digitale sleutel intrekken")),
        consequences=[
            _("U kunt zich niet meer aanmelden met “%(name)s”.") % {"name": found.name},
            _("Wie nu met deze sleutel aangemeld is, wordt meteen afgemeld."),
            _what_is_left(queries.keys_of(request.actor).exclude(pk=key).count()),
        ],
        submit=_("Sleutel intrekken"),
        back_url=KEYS,
        crumbs=crumbs(),
    )


def _what_is_left(others: int) -> str:
    """With what one still gets in afterwards."""
    if not others:
        return _t(
            "Dit is uw laatste eigen sleutel. U meldt u daarna aan met een sleutel van elders."
        )
    text = ngettext(
        "U houdt %(n)s andere sleutel over.", "U houdt %(n)s andere sleutels over.", others
    )
    return text % {"n": others}


def crumbs() -> list[Crumb]:
    """Back to the list of one's keys."""
    return [
        Crumb(_("Mijn profiel"), "/mijn-profiel"),
        Crumb(_("Mijn aanmeldingen en sleutels"), KEYS),
    ]


@page(
    "mijn-profiel/sleutels/toevoegen",
    name="add-key",
    title=_("Digitale sleutel toevoegen"),
    does=invite_key,
)
def add_key(request: PageRequest) -> HttpResponseBase:
    """Choose a kind; a code of an app starts at once (POST) with the page behind a link."""
    if request.method == "POST":
        person = queries.myself(request.actor)
        invitation = invite_key(request.actor, person)
        token = invitations.token_of(invitation)
        return see_other(reverse("signin:make-key", args=[token]))
    cards = Cards(
        [
            Card(
                _("Toegangssleutel (passkey)"),
                reverse("signin:add-passkey"),
                _(
                    "Uw vinger, uw gezicht of de pincode van dit toestel. Dat gaat het snelst en "
                    "is het veiligst."
                ),
                icon="lock",
            )
        ]
    )
    app = Section(
        _("Of een code uit een app"),
        [
            Prose(
                _("U kiest een gebruikersnaam en een wachtwoord, en typt telkens zes cijfers over.")
            ),
            Actions([Button(_("Code via app instellen"), reverse("signin:add-key"))]),
        ],
    )
    head = Head(
        _("Digitale sleutel toevoegen"),
        _("Met twee sleutels raakt u binnen, ook als u er een kwijt bent."),
    )
    return show.page(request, head, cards, app, crumbs=crumbs(), aside=[help_box(request)])
