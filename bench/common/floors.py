"""The site with two more paths whose answers cost nothing, served as a floor.

``/op/v1/constant`` through the provider's mount, ``/leeg`` through Django and its middleware.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from sleutelbos.config import wsgi
from sleutelbos.signin.op import wsgi as op
from sleutelbos.signin.op.issuers import ACM, Issuer
from sleutelbos.tools import bare


def constant(request: bare.Request, issuer: Issuer) -> bare.Response:
    """As short as the shortest answer of introspection."""
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return bare.Response(200, b'{"active":false}', headers)


def empty(request: HttpRequest) -> HttpResponse:
    """A page with nothing on it."""
    return HttpResponse(b"leeg")


op.ROUTES["/op/v1/constant"] = ("constant", op.POST, constant, ACM)
import_module(settings.ROOT_URLCONF).urlpatterns.append(path("leeg", empty))
application: Any = wsgi.application
