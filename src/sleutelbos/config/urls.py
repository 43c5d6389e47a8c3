"""All addresses of the site; each room lists its own pages."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from sleutelbos.access.api import views as access_api
from sleutelbos.access.pages import page as access_pages
from sleutelbos.demo.pages import page as demo_pages
from sleutelbos.desk.pages import page as desk_pages
from sleutelbos.duallearning.pages import page as duallearning_pages
from sleutelbos.positions.pages import page as positions_pages
from sleutelbos.signin.pages import page as signin_pages
from sleutelbos.timereg.pages import page as timereg_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sleutelbos.web.urls")),
    path("", include(desk_pages.urls())),
    path("", include(signin_pages.urls())),
    path("", include(access_pages.urls())),
    path("", include(access_api.urls())),
    path("", include(timereg_pages.urls())),
    path("", include(duallearning_pages.urls())),
    path("", include(positions_pages.urls())),
]
if not settings.PRODUCTION:
    urlpatterns.append(path("", include(demo_pages.urls())))

handler400 = "sleutelbos.web.errors.bad_request"
handler403 = "sleutelbos.web.errors.permission_denied"
handler404 = "sleutelbos.web.errors.not_found"
handler500 = "sleutelbos.web.errors.server_error"
