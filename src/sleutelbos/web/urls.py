"""Addresses of the page toolkit itself; include as ``path("", include("sleutelbos.web.urls"))``."""

from django.conf import settings

from sleutelbos.web import preferences, specimen

app_name = "web"
urlpatterns, _name = preferences.page.urls()
if settings.MODE != "production":
    urlpatterns += specimen.page.urls()[0]
