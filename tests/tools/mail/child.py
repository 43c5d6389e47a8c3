"""A mail sender in a process of its own, to be killed: ``python child.py SMTP_URL``."""

from __future__ import annotations

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the setup

from sleutelbos.tools.mail import ports  # noqa: E402
from sleutelbos.tools.mail.sender import send_all  # noqa: E402

settings.SMTP_URL = sys.argv[1]
ports.bind(lambda person: ports.Address("an@example.be", "nl", "An"))
send_all()
