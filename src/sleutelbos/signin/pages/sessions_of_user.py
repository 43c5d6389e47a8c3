"""A beheerder signs out a user who acts for his organisation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.public import administered_organisations, administers_somewhere
from sleutelbos.register.public import Organisation, Person
from sleutelbos.signin import queries, rules
from sleutelbos.signin.actions.sessions import sign_out_user
from sleutelbos.signin.pages.base import page
from sleutelbos.signin.pages.forms import SignOutForm
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import Crumb, Head, Link, Part, Prose, Section


def user_part(request: HttpRequest, person: Person) -> Part | None:
    """On the page of a user: in how many browsers he acts for the organisation now, and the way to
    sign him out there; nothing when he isn't signed in for it."""
    match = request.resolver_match
    uid = match.kwargs.get("organisation") if match else None
    actor = getattr(request, "actor", None)
    if uid is None or actor is None:
        return None
    organisation = administered_organisations(actor).filter(uid=uid).first()
    if organisation is None or not rules.manages_user(actor, person, organisation):
        return None
    count = queries.sessions_for(person.pk, organisation).count()
    if not count:
        return None
    text = ngettext(
        "Deze gebruiker is nu in %(n)s browser aangemeld voor %(name)s.",
        "Deze gebruiker is nu in %(n)s browsers aangemeld voor %(name)s.",
        count,
    )
    url = reverse("signin:sign-out-user", args=[organisation.uid, person.uid])
    link = Link(_("Gebruiker afmelden"), url, "log-out", "secondary")
    words = {"n": count, "name": organisation}
    return Section(_("Sessies"), [Prose(text % words), link], anchor="sessies")


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/<uuid:person>/afmelden",
    name="sign-out-user",
    title=_("Gebruiker afmelden"),
    door=administers_somewhere,
    shows="signin.user-sessions",
    does=sign_out_user,
    reveals=Reveals(_("Een gebruiker van de organisatie afmelden")),
)
def sign_out(request: PageRequest, organisation: UUID, person: UUID) -> HttpResponseBase:
    """Say why, then end the sessions in which the user acts for the organisation."""
    found, who = _find(request, organisation, person)
    reveal(request, [who.pk])
    form = SignOutForm.of(request)
    back = reverse("access:person", args=[found.uid, who.uid])

    def do(form: SignOutForm) -> str:
        ended = sign_out_user.keyed(form.key, request.actor, who, found, **form.values())
        text = ngettext("%(n)s sessie is beëindigd.", "%(n)s sessies zijn beëindigd.", len(ended))
        show.toast(request, text % {"n": len(ended)})
        return back

    words = {"person": who.name, "name": found}
    head = Head(_t("%(person)s afmelden") % words)
    consequences = [
        _t("Elke browser waarin %(person)s voor %(name)s handelt, wordt meteen afgemeld.") % words,
        _t("Ook de toepassingen waar hij zo aangemeld is, krijgen dat te horen."),
        _t("Zijn rechten blijven: hij kan zich opnieuw aanmelden. Trek ze in als dat niet mag."),
    ]
    return handle(request, form, do) or show.confirm(
        request, form, head, consequences=consequences, submit=_("Gebruiker afmelden"),
        back_url=back, crumbs=[Crumb(who.name, back), Crumb(_("Afmelden"))],
    )  # fmt: skip


def _find(request: PageRequest, organisation: UUID, person: UUID) -> tuple[Organisation, Person]:
    """Both within the actor's scope; 404 for every other one."""
    found = administered_organisations(request.actor).filter(uid=organisation).first()
    who: Any = Person.objects.filter(uid=person).first()
    if found is None or who is None or not rules.manages_user(request.actor, who, found):
        raise Http404
    return found, who
