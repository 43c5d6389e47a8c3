"""Addresses for the tests of the page toolkit."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import include, path

from sleutelbos.config.urls import urlpatterns as site
from sleutelbos.kernel.actions import Invalid, Refused, WrongState
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.web import errors, show
from sleutelbos.web.forms import FileField, Form
from sleutelbos.web.pages import PageRequest, Pages, Reveals, reveal
from sleutelbos.web.parts import Head

page = Pages("proef", application="Proef")


def shut(by: Actor) -> Decision:
    return no("U hebt de rol Beheerder nodig.", missing=[("idm", "beheerder", 7)])


@page("open", name="open", title="Open", public=True)
def open_page(request: PageRequest) -> HttpResponse:
    return show.page(request, Head("Open voor iedereen"))


@page("binnen", name="inside", title="Binnen", reveals=Reveals("Gebruikers beheren"))
def inside(request: PageRequest) -> HttpResponse:
    reveal(request, [3, 1, 3])
    return show.page(request, Head("Binnen"))


@page("dicht", name="shut", title="Dicht", door=shut)
def shut_page(request: PageRequest) -> HttpResponse:
    raise AssertionError("the door is shut")


@page("half", name="half", title="Half")
def half_page(request: PageRequest) -> HttpResponse:
    return errors.refused(request, no("Dit onderdeel is van een ander."))


@page("gooit/<str:what>", name="raises", title="Gooit", public=True)
def raises(request: PageRequest, what: str) -> HttpResponse:
    raise {
        "404": Http404(),
        "refused": Refused(no("Alleen de hoofdbeheerder mag dit.")),
        "state": WrongState(no("Deze aanvraag is al beslist.")),
        "invalid": Invalid("De looptijd is te lang."),
    }[what]


class Files(Form):
    proof = FileField(label="Bewijs")
    more = FileField(label="Nog een", required=False)


@page("bestanden", name="files", title="Bestanden", public=True)
def files(request: PageRequest) -> HttpResponse:
    return show.form(request, Files.of(request), Head("Bestanden"), submit="Bewaren")


urlpatterns = [path("proef/", include(page.urls())), *site]

handler400 = "sleutelbos.web.errors.bad_request"
handler403 = "sleutelbos.web.errors.permission_denied"
handler404 = "sleutelbos.web.errors.not_found"
handler500 = "sleutelbos.web.errors.server_error"
