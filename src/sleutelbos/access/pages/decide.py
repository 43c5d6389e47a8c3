"""Decide on a request: grant it until a day, or refuse it with a reason (G21)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.requests import grant_request, refuse_request
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.forms_requests import Grant, Refuse
from sleutelbos.access.pages.requests import PURPOSE, ROUTE
from sleutelbos.access.pages.terms import longest
from sleutelbos.access.queries import requests as queries_requests
from sleutelbos.access.rules import administers_somewhere
from sleutelbos.kernel import clock
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Listing

if TYPE_CHECKING:
    from sleutelbos.access.models import RightRequest


@page(
    f"{ROUTE}/<uuid:request_uid>/toekennen",
    name="request-grant",
    title=_("Aanvraag toekennen"),
    door=administers_somewhere,
    does=grant_request,
    reveals=PURPOSE,
)
def grant_page(request: PageRequest, organisation: UUID, request_uid: UUID) -> HttpResponseBase:
    """Until when; then the person has the right at once."""
    by = request.actor
    place = administered(by, organisation)
    row = one(queries_requests.requests_at(by, place), request_uid)
    reveal(request, [row.person_id])
    most = longest(row.right, clock.today())
    form = Grant.of(request, most=most, initial={"until": row.until or most})

    def do(form: Grant) -> str:
        grant_request.keyed(form.key, by, row, **form.values())
        show.toast(
            request,
            _t("%(person)s heeft %(right)s en krijgt daarvan een mail.")
            % {"person": row.person, "right": row.right},
        )
        return reverse("access:requests", args=[place.uid])

    head = Head(
        _t("%(right)s toekennen aan %(person)s") % {"right": row.right, "person": row.person},
        _("Het recht geldt meteen. Wie het vroeg, krijgt een mail."),
    )
    back = reverse("access:request", args=[place.uid, row.uid])
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Recht toekennen"),
        back_url=back,
        before=[Listing([_("Rol"), _("Wat kan men ermee?")], _roles(row))],
        crumbs=_crumbs(row, back),
        aside=[looks.help_box(request, place, row.right)],
    )


def _crumbs(row: RightRequest, back: str) -> list[Crumb]:
    place = row.organisation
    url = reverse("access:requests", args=[place.uid])
    return [
        *organisation_crumbs(place),
        Crumb(_("Aanvragen"), url),
        Crumb(row.person.name, back),
    ]


def _roles(row: RightRequest) -> list[list[str]]:
    return [[role.name, role.description] for role in row.roles.all()]


@page(
    f"{ROUTE}/<uuid:request_uid>/weigeren",
    name="request-refuse",
    title=_("Aanvraag weigeren"),
    door=administers_somewhere,
    does=refuse_request,
    reveals=PURPOSE,
)
def refuse_page(request: PageRequest, organisation: UUID, request_uid: UUID) -> HttpResponseBase:
    """Refuse with a reason that the person reads."""
    by = request.actor
    place = administered(by, organisation)
    row = one(queries_requests.requests_at(by, place), request_uid)
    reveal(request, [row.person_id])
    form = Refuse.of(request)

    def do(form: Refuse) -> str:
        refuse_request.keyed(form.key, by, row, **form.values())
        show.toast(request, _t("De aanvraag is geweigerd. %s krijgt een mail.") % row.person)
        return reverse("access:requests", args=[place.uid])

    head = Head(
        _t("Aanvraag van %s weigeren") % row.person,
        _t("Het recht %s wordt niet toegekend.") % row.right,
    )
    back = reverse("access:request", args=[place.uid, row.uid])
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Aanvraag weigeren"),
        back_url=back,
        crumbs=_crumbs(row, back),
        aside=[looks.help_box(request, place, row.right)],
    )
