"""The site as a WSGI application, for granian: what is no page of Django stands before it.

That is the OpenID provider (ADR 0010) and the OpenAPI document.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sleutelbos.config.settings")

_site = get_wsgi_application()  # loads the models, which the provider needs

from sleutelbos.config.openapi import described  # noqa: E402
from sleutelbos.signin.op.wsgi import provider  # noqa: E402
from sleutelbos.tools import collector  # noqa: E402

application = provider(described(_site))
collector.settle()
