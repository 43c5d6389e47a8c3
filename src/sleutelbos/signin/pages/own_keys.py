"""A passkey of one's own, and recovery codes."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.signin import challenges, passkeys, queries, visitor
from sleutelbos.signin.actions.keys import add_passkey, renew_recovery_codes
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.signin.pages.forms import PasskeyForm
from sleutelbos.signin.pages.keys import KEYS, NO_PASSKEYS_HERE, crumbs
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Actions,
    Button,
    Code,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    PrintButton,
    Prose,
    Template,
)


@page(
    "mijn-profiel/sleutels/toegangssleutel",
    name="add-passkey",
    title=_("Toegangssleutel toevoegen"),
    does=add_passkey,
)
def new_passkey(request: PageRequest) -> HttpResponseBase:
    """Let the browser make a passkey, and keep it."""
    site = visitor.site_of(request)
    person = queries.myself(request.actor)
    form = PasskeyForm.of(request)

    def do(form: PasskeyForm) -> str:
        kept = challenges.take(request, "new-passkey")
        try:
            made = passkeys.registered(
                site, bytes.fromhex(kept.get("challenge", "")), form.cleaned_data["credential"]
            )
        except passkeys.BadPasskey as fault:
            raise Invalid(
                _("Het toestel gaf geen geldige sleutel. Probeer het opnieuw.")
            ) from fault
        add_passkey(
            request.actor,
            person,
            label=form.cleaned_data["label"],
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            transports=made.transports,
        )
        show.toast(
            request, _t("Uw toegangssleutel is klaar. U kunt er zich voortaan mee aanmelden.")
        )
        return KEYS

    answer = handle(request, form, do)
    if answer is not None:
        return answer
    head = Head(
        _("Toegangssleutel toevoegen"),
        _("Uw toestel bewaart de sleutel. Wij kunnen hem nooit lezen."),
    )
    parts: list[Part] = [Note(line.sentence, tone="stop") for line in form.error_lines()]
    if passkeys.host_of(site):
        existing = list(queries.keys_of(request.actor))
        options, challenge = passkeys.creation_options(site, person, existing)
        challenges.keep(request, "new-passkey", challenge=challenge.hex())
        context = {
            "what": "create",
            "options": options,
            "form": form,
            "submit": _("Toegangssleutel maken"),
            "other_url": reverse("signin:add-key"),
        }
        parts.append(Template("signin/passkey.html", context))
    else:
        parts.append(Note(NO_PASSKEYS_HERE, tone="warn"))
    return show.page(
        request,
        head,
        *parts,
        crumbs=crumbs(),
        aside=[help_box(request)],
        status=422 if form.errors else 200,
    )


@page(
    "mijn-profiel/sleutels/<int:key>/herstelcodes",
    name="recovery-codes",
    title=_("Herstelcodes"),
    does=renew_recovery_codes,
)
def recovery_codes(request: PageRequest, key: int) -> HttpResponseBase:
    """Ten codes to print; shown only in the answer to the POST that makes them."""
    found = get_object_or_404(queries.keys_of(request.actor), pk=key)
    left = queries.recovery_codes_left(found)
    head = Head(
        _("Herstelcodes"),
        _(
            "Bent u uw app kwijt, dan raakt u met een herstelcode toch binnen. Elke code werkt "
            "één keer."
        ),
    )
    if request.method == "POST":
        codes = renew_recovery_codes(request.actor, found)
        warning = Note(
            _("Druk deze codes af of schrijf ze over. U ziet ze maar één keer."), tone="warn"
        )
        facts = Facts([Fact(_("Gebruikersnaam"), found.name), Fact(_("Gemaakt"), clock.real_now())])
        text = Code("\n".join(codes), _("Uw herstelcodes"))
        done = Actions([PrintButton(), Link(_("Klaar"), KEYS, look="primary")])
        return show.page(request, head, warning, facts, text, done, crumbs=crumbs())
    if left:
        sentence = ngettext(
            "U hebt nog %(n)s ongebruikte code.", "U hebt nog %(n)s ongebruikte codes.", left
        )
        state = Note(sentence % {"n": left}, tone="info")
    else:
        state = Note(_("U hebt geen herstelcodes die nog werken."), tone="warn")
    button = Button(
        _("Nieuwe codes maken"), reverse("signin:recovery-codes", args=[key]), look="primary"
    )
    old = [Prose(_("De vorige codes werken dan niet meer."))] if left else []
    return show.page(
        request, head, state, *old, Actions([button]), crumbs=crumbs(), aside=[help_box(request)]
    )
