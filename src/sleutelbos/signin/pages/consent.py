"""May this application know who you are? And taking that back (for clients of third parties)."""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.signin import consents
from sleutelbos.signin.actions.consent import give_consent, withdraw_consent
from sleutelbos.signin.models import Consent
from sleutelbos.signin.op import marker
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.signin.wishes import wish_of
from sleutelbos.web import show
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Listing,
    Note,
    Part,
    Section,
)

PROFILE = Crumb(_("Mijn profiel"), "/mijn-profiel")


@page("toestemming", name="consent", title=_("Toestemming"), does=give_consent)
def consent(request: PageRequest) -> HttpResponseBase:
    """The question, before the first sign-in at an application of somebody else."""
    wish = wish_of(request)
    if wish.client is None or not wish.at_provider:
        raise Http404
    scopes = consents.scopes_asked(wish.client, wish.goal)
    if not scopes:
        raise Invalid(_("Deze vraag is te oud. Ga terug naar de toepassing en begin opnieuw."))
    if request.method == "POST":
        if request.POST.get("antwoord") != "ja":
            return see_other(marker.with_step(wish.goal, marker.DENIED))
        give_consent.keyed(key_of(request), request.actor, wish.client, scopes=scopes)
        return see_other(wish.goal)
    words = {"name": wish.name, "owner": wish.client.application.owner}
    rows = [[text] for text in consents.in_words(scopes)]
    head = Head(
        _t("Mag %(name)s weten wie u bent?") % words,
        _t("%(name)s is een toepassing van %(owner)s. U kiest of ze uw gegevens krijgt.") % words,
    )
    url = reverse("signin:consent")
    yes = Button(_("Toestaan"), url, {**wish.fields, "antwoord": "ja"}, "primary", "check")
    no = Button(_("Niet toestaan"), url, {**wish.fields, "antwoord": "nee"}, "secondary", "x")
    parts: list[Part] = [
        Section(_("Wat de toepassing krijgt"), [Listing([_("Wat")], rows)]),
        Actions([yes, no]),
        Note(_("U kunt uw toestemming later intrekken bij Mijn profiel."), tone="info"),
    ]
    return show.page(request, head, *parts, aside=[help_box(request)])


@page(
    "mijn-profiel/toestemmingen",
    name="my-consents",
    title=_("Mijn toestemmingen"),
    shows="signin.consents",
    does=withdraw_consent,
)
def my_consents(request: PageRequest) -> HttpResponseBase:
    """Which applications of others may know who one is; a POST takes one back."""
    if request.method == "POST":
        withdraw_consent.keyed(key_of(request), request.actor, _wanted(request))
        show.toast(request, _t("De toestemming is ingetrokken."))
        return see_other(reverse("signin:my-consents"))
    rows = list(consents.consents_of(request.actor))
    parts: list[Part] = [_section(row) for row in rows]
    if not rows:
        sentence = _("Toepassingen van anderen vragen het u als u zich er voor het eerst aanmeldt.")
        parts.append(Empty(_("U gaf nog geen toestemming"), sentence, icon="shield-check"))
    head = Head(_("Mijn toestemmingen"), _("Toepassingen van anderen die mogen weten wie u bent."))
    return show.page(request, head, *parts, crumbs=[PROFILE], aside=[help_box(request)])


def _wanted(request: PageRequest) -> Consent:
    """The one that was clicked; 404 when it is not the actor's."""
    key = request.POST.get("toestemming", "")
    rows = consents.consents_of(request.actor)
    found = rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
    if found is None:
        raise Http404
    return found


def _section(row: Consent) -> Section:
    name = row.client.application.name
    facts = Facts([
        Fact(_("Gegeven op"), row.given),
        Fact(_("Krijgt"), [str(text) for text in consents.in_words(row.scopes)]),
    ])  # fmt: skip
    button = Button(
        _("Intrekken"), reverse("signin:my-consents"), {"toestemming": row.pk}, icon="x", about=name
    )  # fmt: skip
    return Section(name, [facts], action=button)
