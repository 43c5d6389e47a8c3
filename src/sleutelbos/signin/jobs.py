"""What Toegangsbeheer cleans up at night."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext_lazy as _

from sleutelbos.signin import throttle
from sleutelbos.tools.jobs import job


@job(
    "signin.forget",
    cron="15 3 * * *",
    label=_("Oude pogingen en sessies vergeten"),
    missed="daily",
)
def forget(at: datetime) -> None:
    """Drop counts of failed attempts and sessions that are over; both live in real time."""
    throttle.forget_old()
    SessionStore.clear_expired()
