"""The pages at which the other keys are proven: passkey, recovery code, upstream, eID."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.signin import challenges, known, passkeys, upstream, visitor
from sleutelbos.signin.actions.entering import sign_in
from sleutelbos.signin.keys import Given, NotProven, key_of
from sleutelbos.signin.keys import recovery as recovery_codes
from sleutelbos.signin.keys.upstream import AWAY, means_to_ask
from sleutelbos.signin.pages.base import help_box, next_url, page
from sleutelbos.signin.pages.entering import enter
from sleutelbos.signin.pages.forms import RecoveryForm
from sleutelbos.signin.pages.keys import NO_PASSKEYS_HERE
from sleutelbos.signin.states import KeyKind
from sleutelbos.signin.wishes import wish_of
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Crumb, Head, Link, Note, Part, Prose, Template


def crumbs(request: PageRequest) -> list[Crumb]:
    """Back to the choice of a key."""
    return [Crumb(_("Aanmelden"), wish_of(request).url("signin:sign-in"))]


@page(
    "aanmelden/toegangssleutel",
    name="passkey",
    title=_("Aanmelden met een toegangssleutel"),
    public=True,
    does=sign_in,
)
def passkey(request: PageRequest) -> HttpResponseBase:
    """Ask the browser for a passkey, and judge what it sends."""
    site = visitor.site_of(request)
    parts: list[Part] = []
    status = 200
    if request.method == "POST":
        kept = challenges.take(request, "passkey")
        values = {"credential": request.POST.get("credential", ""), **kept}
        try:
            given = Given(values, visitor.address_of(request), site)
            return enter(request, key_of(KeyKind.PASSKEY).verify(given))
        except (NotProven, Refused, Invalid) as fault:
            parts.append(Note(getattr(fault, "sentence", str(fault)), tone="stop"))
            status = 422
    head = Head(
        _("Aanmelden met een toegangssleutel"),
        _("Uw toestel vraagt uw vinger, uw gezicht of uw pincode."),
    )
    none_yet = Prose(
        _(
            "Hebt u er nog geen? Meld u aan met een andere sleutel en voeg er een toe op Mijn "
            "profiel."
        )
    )
    if not passkeys.host_of(site):
        parts.append(Note(NO_PASSKEYS_HERE, tone="warn"))
        other = Link(_("Een andere sleutel"), crumbs(request)[0].url, look="secondary")
        parts.append(Actions([other]))
    else:
        options, challenge = passkeys.request_options(site)
        challenges.keep(request, "passkey", challenge=challenge.hex())
        context = {
            "what": "get",
            "options": options,
            "submit": _("Toegangssleutel gebruiken"),
            "other_url": crumbs(request)[0].url,
        }
        parts += [Template("signin/passkey.html", context), none_yet]
    return show.page(
        request, head, *parts, crumbs=crumbs(request), aside=[help_box(request)], status=status
    )


@page(
    "aanmelden/herstelcode",
    name="recovery",
    title=_("Aanmelden met een herstelcode"),
    public=True,
    does=sign_in,
)
def recovery(request: PageRequest) -> HttpResponseBase:
    """For whoever lost his app: one of the codes that he printed."""
    form = RecoveryForm.of(request)

    def do(form: RecoveryForm) -> HttpResponseBase:
        values = form.values()
        given = Given(values, known.place_of(request, values["user_name"]))
        try:
            answer = enter(request, recovery_codes.verify(given))
        except (NotProven, Refused) as fault:
            raise Invalid(getattr(fault, "sentence", str(fault))) from fault
        show.toast(
            request,
            _t("Deze herstelcode is nu gebruikt. Maak een nieuwe sleutel als u uw app kwijt bent."),
            tone="warn",
            link=Link(_t("Sleutel toevoegen"), reverse("signin:add-key")),
        )
        return answer

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(_("Aanmelden met een herstelcode"), _("Elke herstelcode werkt één keer.")),
        submit=_("Aanmelden"),
        back_url=wish_of(request).url("signin:totp"),
        crumbs=crumbs(request),
        aside=[help_box(request)],
    )


@page("aanmelden/acm", name="acm", title=_("Aanmelden bij de Vlaamse overheid"), public=True)
def acm(request: PageRequest) -> HttpResponseBase:
    """Send the browser to the upstream provider."""
    here = request.get_full_path()
    if settings.UPSTREAM is None:
        return _away(request, here)
    side = upstream.Upstream(**settings.UPSTREAM)
    asked = means_to_ask(request.GET.get("acr", "")[:500], wish_of(request).level)
    try:
        address, begun = upstream.begin(side, _back(), asked)
    except upstream.UpstreamFault:
        return _away(request, here)
    challenges.keep(
        request,
        "acm",
        kept_state=begun.state,
        kept_nonce=begun.nonce,
        kept_verifier=begun.verifier,
        kept_acr_values=begun.acr_values,
        next=next_url(request),
        again=here,
    )
    return HttpResponseRedirect(address)


@page(
    "aanmelden/acm/terug",
    name="acm-back",
    title=_("Aanmelden bij de Vlaamse overheid"),
    public=True,
    does=sign_in,
)
def acm_back(request: PageRequest) -> HttpResponseBase:
    """What the upstream provider sent back with the browser."""
    kept = challenges.take(request, "acm")
    goal, again = kept.pop("next", "/"), kept.pop("again", reverse("signin:acm"))
    values = {name: request.GET.get(name, "")[:2000] for name in ("code", "state")}
    try:
        given = Given({**values, **kept}, visitor.address_of(request), _back())
        return enter(request, key_of(KeyKind.UPSTREAM).verify(given), goal)
    except (NotProven, Refused) as fault:
        return _away(request, again, getattr(fault, "sentence", str(fault)))


def _back() -> str:
    return settings.BASE_URL + reverse("signin:acm-back")


def _away(request: PageRequest, again: str, sentence: object = AWAY) -> HttpResponseBase:
    """What went wrong, with both ways on: the same key once more (``again``), or another one.

    The query of ``again`` says what the visitor came for; neither way loses it.
    """
    choice = f"{reverse('signin:sign-in')}?{urlsplit(again).query}".rstrip("?")
    more = Link(_("Opnieuw proberen"), again, look="primary")
    other = Link(_("Een andere sleutel"), choice, look="secondary")
    head = Head(_("Aanmelden lukte niet"))
    return show.page(
        request,
        head,
        Note(str(sentence), tone="warn"),
        Actions([more, other]),
        crumbs=[Crumb(_("Aanmelden"), choice)],
        aside=[help_box(request)],
        status=422,
    )


@page("aanmelden/eid", name="eid", title=_("Aanmelden met uw eID"), public=True, does=sign_in)
def eid(request: PageRequest) -> HttpResponseBase:
    """Judge the certificate that the proxy handed on."""
    given = Given({}, visitor.address_of(request), headers=visitor.proxy_headers(request))
    try:
        return enter(request, key_of(KeyKind.CERTIFICATE).verify(given))
    except (NotProven, Refused) as fault:
        return _away(request, request.get_full_path(), getattr(fault, "sentence", str(fault)))
