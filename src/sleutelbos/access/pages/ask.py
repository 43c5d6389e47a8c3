"""Ask for a right: which organisation, which right, which roles and why (G05, G21).

The address may hold ``organisatie`` (uid), ``recht`` and ``rol`` (codes), as the page that refuses
gives them, or the old ``dg``, ``oc``, ``an``, ``ec`` and ``ctx`` (acm_idm §2.4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.access.actions.posts import invite_beheerder
from sleutelbos.access.actions.requests import ask_right
from sleutelbos.access.links import asked_link
from sleutelbos.access.pages import ask_parts, looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_requests import Ask, FindOrganisation
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.queries import requests as queries_requests
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import Cards, Crumb, Empty, Head, Note, Part, Section, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.access.models import Right

MOST_FOUND = 20
PURPOSE = Reveals(_("Zien wie over een aanvraag beslist"))
LABELS = (_("Organisatie"), _("Recht"), _("Aanvraag"))


@dataclass
class Wanted:
    """What the address names, and a sentence for each thing that could not be found."""

    organisation: Organisation | None = None
    right: Right | None = None
    roles: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def url(self, **changes: str) -> str:
        """The address with what is known so far, and these changes."""
        known: dict[str, str | list[str]] = {}
        if self.organisation is not None:
            known["organisatie"] = str(self.organisation.uid)
        if self.right is not None:
            known["recht"] = self.right.code
        if self.roles:
            known["rol"] = self.roles
        return asked_link({**known, **changes})


def wanted_of(request: PageRequest) -> Wanted:
    """Read the address, new or old; what is unknown becomes a kind sentence."""
    found = Wanted()
    _read_organisation(request, found)
    _read_right(request, found)
    roles = [*request.GET.getlist("rol"), *request.GET.get("ctx", "").split(",")]
    found.roles = [code.strip() for code in roles if code.strip()][:20]
    return found


def _read_organisation(request: PageRequest, found: Wanted) -> None:
    uid, code = request.GET.get("organisatie", ""), request.GET.get("oc", "")
    if uid:
        try:
            found.organisation = queries_requests.organisation_by_uid(UUID(uid))
        except ValueError:
            found.organisation = None
    elif code:
        group = request.GET.get("dg", "").upper()
        found.organisation = queries_requests.organisation_of_key(group, code)
    if (uid or code) and found.organisation is None:
        found.unknown.append(_t("We kennen de organisatie uit de link niet. Kies ze hieronder."))


def _read_right(request: PageRequest, found: Wanted) -> None:
    code = request.GET.get("recht", "") or request.GET.get("ec", "")
    application = request.GET.get("an", "")
    if code:
        found.right = queries_requests.right_by_code(code)
    elif application:
        found.right = queries_requests.right_of_application(application)
    if code and found.right is None:
        found.unknown.append(_t("We kennen het recht uit de link niet. Kies het hieronder."))
    elif application and found.right is None:
        found.unknown.append(
            _t("De toepassing uit de link heeft niet één recht. Kies het hieronder.")
        )


@page(
    "gebruikersbeheer/aanvraag",
    name="ask",
    capacity=False,
    title=_("Recht vragen"),
    shows="access.askable-rights",
    does=ask_right,
    reveals=PURPOSE,
)
def ask(request: PageRequest) -> HttpResponseBase:
    """The first question that is still open."""
    wanted = wanted_of(request)
    if wanted.organisation is None:
        return _choose_organisation(request, wanted)
    offered = queries_requests.askable_rights(wanted.organisation)
    if wanted.right is not None and wanted.right not in offered:
        words = {"right": wanted.right, "organisation": wanted.organisation}
        wanted.unknown.append(
            _t("Het recht %(right)s bestaat niet voor %(organisation)s. Kies een ander.") % words
        )
        wanted.right = None
    if wanted.right is None:
        return _choose_right(request, wanted, offered)
    return _form(request, wanted, wanted.organisation, wanted.right)


def _steps(wanted: Wanted, now: int) -> Steps:
    addresses = (asked_link({"recht": wanted.right.code} if wanted.right else {}), "")
    if wanted.organisation is not None:
        addresses = (addresses[0], asked_link({"organisatie": str(wanted.organisation.uid)}))
    return Steps(
        [
            Step(label, "done", addresses[n])
            if n < now
            else Step(label, "now" if n == now else "later")
            for n, label in enumerate(LABELS)
        ]
    )


def _unknown(wanted: Wanted) -> list[Part]:
    return [Note(sentence, "warn") for sentence in wanted.unknown]


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Mijn aanvragen"), reverse("access:my-requests")), Crumb(_("Recht vragen"))]


def _choose_organisation(request: PageRequest, wanted: Wanted) -> HttpResponseBase:
    """My own organisations, or one that I search."""
    by = request.actor
    parts: list[Part] = _unknown(wanted)
    mine = ask_parts.organisation_cards(queries_requests.own_organisations(by), wanted.url)
    if mine:
        parts.append(Section(_("Uw organisaties"), [Cards(mine)]))
    text = request.GET.get("zoek", "").strip()
    form = FindOrganisation(request.GET)
    found: list[Part] = [ask_parts.search_form(form, wanted.url())]
    if text:
        rows = queries_requests.organisations_found(by, text)[:MOST_FOUND]
        cards = ask_parts.organisation_cards(rows, wanted.url)
        found.append(
            Cards(cards)
            if cards
            else Empty(_("Niets gevonden"), _("Zoek op een deel van de naam of op het nummer."))
        )
    parts.append(Section(_("Een andere organisatie"), found))
    head = Head(
        _("Voor welke organisatie vraagt u een recht?"),
        _("De beheerder van die organisatie beslist."),
    )
    return show.wizard(
        request, None, head, _steps(wanted, 0), crumbs=_crumbs(), parts=parts,
        aside=[looks.help_box(request)],
    )  # fmt: skip


def _choose_right(request: PageRequest, wanted: Wanted, offered: list[Right]) -> HttpResponseBase:
    """The rights that exist for the organisation."""
    assert wanted.organisation is not None
    parts: list[Part] = _unknown(wanted)
    if offered:
        parts.append(Cards(ask_parts.right_cards(offered, wanted.url)))
    else:
        parts.append(
            Empty(
                _("Geen rechten"),
                _("Voor deze organisatie bestaat nog geen enkel recht."),
                icon="key-round",
            )
        )
    head = Head(_("Welk recht hebt u nodig?"), _t("Bij %s.") % wanted.organisation)
    return show.wizard(
        request, None, head, _steps(wanted, 1), crumbs=_crumbs(), parts=parts,
        aside=[looks.help_box(request, wanted.organisation)],
    )  # fmt: skip


def _form(
    request: PageRequest, wanted: Wanted, place: Organisation, right: Right
) -> HttpResponseBase:
    """Roles, reason, until; beside it who will decide."""
    by = request.actor
    roles = queries.roles_for(right, place)
    chosen = queries_requests.roles_by_code(right, place, wanted.roles)
    if wanted.roles and len(chosen) < len(set(wanted.roles)):
        wanted.unknown.append(_t("Een rol uit de link bestaat hier niet. Kies hieronder."))
    first = [role.code for role in chosen] or ([roles[0].code] if len(roles) == 1 else [])
    form = Ask.of(request, roles=roles, initial={"roles": first})
    me = queries_requests.person_of(by)
    if me is None:
        raise Http404

    def do(form: Ask) -> str:
        picked = queries_requests.roles_by_code(right, place, form.cleaned_data["roles"])
        ask_right.keyed(
            form.key, by, me, place, right, roles=picked,
            **form.values("motivation", "until"),
        )  # fmt: skip
        show.toast(request, _t("Uw aanvraag is verstuurd. U krijgt een mail met de beslissing."))
        return reverse("access:my-requests")

    deciders = queries_requests.deciders(by, place, right)
    reveal(request, [holder.person.pk for holder in deciders])
    head = Head(
        _t("%(right)s vragen bij %(organisation)s") % {"right": right, "organisation": place},
        right.description,
    )
    back = asked_link({"organisatie": str(place.uid)})
    parts = [*_unknown(wanted), *ask_parts.nobody_parts(by, place, deciders)]
    return handle(request, form, do) or show.wizard(
        request, form, head, _steps(wanted, 2), submit=_("Aanvraag versturen"), back_url=back,
        crumbs=_crumbs(), parts=parts,
        aside=[*ask_parts.decider_parts(deciders), looks.help_box(request, place, right)],
    )  # fmt: skip


@page(
    "gebruikersbeheer/aanvraag/<uuid:organisation>/uitnodigen/<uuid:person>",
    name="invite",
    capacity=False,
    title=_("Vragen om een beheerder aan te stellen"),
    does=invite_beheerder,
)
def invite(request: PageRequest, organisation: UUID, person: UUID) -> HttpResponseBase:
    """Mail a wettelijk vertegenwoordiger that a beheerder is missing (the button of the form)."""
    place = queries_requests.organisation_by_uid(organisation)
    if request.method != "POST" or place is None:
        raise Http404
    holders = queries_posts.givers_of(place)
    found = next((h.person for h in holders if h.person.uid == person), None)
    if found is None:
        raise Http404
    invite_beheerder.keyed(key_of(request), request.actor, place, found)
    show.toast(request, _t("%s krijgt een mail met uw vraag.") % found.name)
    return see_other(f"{reverse('access:ask')}?{urlencode({'organisatie': str(place.uid)})}")
