"""The site as a WSGI application, for granian: the OpenID provider before Django (ADR 0010)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")

_site = get_wsgi_application()  # loads the models, which the provider needs

from sleutelbos.signin.op.wsgi import provider  # noqa: E402

application = provider(_site)
