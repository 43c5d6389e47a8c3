"""Language and light or dark: cookies of the visitor, no account needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from sleutelbos.web.middleware import LANGUAGE_COOKIE, LANGUAGES, THEME_COOKIE, THEMES
from sleutelbos.web.pages import Pages, see_other

YEAR = 365 * 24 * 60 * 60

page = Pages("web")


@page("voorkeuren", name="preferences", title=_("Taal en weergave"), public=True)
def preferences(request: HttpRequest) -> HttpResponse:
    """Set the cookies and go back to where the visitor was."""
    back = request.POST.get("terug", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = see_other(back)
    language, theme = request.POST.get("taal", ""), request.POST.get("thema", "")
    if language in LANGUAGES:
        _remember(request, response, LANGUAGE_COOKIE, language)
    if theme in THEMES:
        _remember(request, response, THEME_COOKIE, theme)
    elif theme:
        response.delete_cookie(THEME_COOKIE)
    return response


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
