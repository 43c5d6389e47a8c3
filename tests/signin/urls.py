"""Only the rooms below and including Toegangsbeheer."""

from django.urls import include, path

from sleutelbos.signin.public import page

urlpatterns = [path("", include("sleutelbos.web.urls")), path("", include(page.urls()))]
handler403 = "sleutelbos.web.errors.permission_denied"
handler404 = "sleutelbos.web.errors.not_found"
