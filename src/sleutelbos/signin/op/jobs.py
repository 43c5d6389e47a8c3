"""What the provider does by itself: its next keys, and forgetting what is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.signin.models import Seen, Token
from sleutelbos.signin.op import signing
from sleutelbos.tools.jobs import job

KEPT = timedelta(days=1)  # after its end a token is known a day longer, for who asks what happened


@job(
    "signin.rotate-signing-keys",
    cron="35 3 * * *",
    label=_("Sleutels van de aanbieder vernieuwen"),
    missed="last",
)
def rotate_signing_keys(at: datetime) -> None:
    """Publish the next keys in time, drop those that retired. Real time."""
    signing.rotate()


@job(
    "signin.forget-tokens",
    cron="45 * * * *",
    label=_("Oude codes en tokens vergeten"),
    missed="last",
)
def forget_tokens(at: datetime) -> None:
    """Drop codes, tokens and numbers of messages that are over. Real time."""
    now = clock.real_now()
    Token.objects.filter(expires__lt=now - KEPT).delete()
    Seen.objects.filter(until__lt=now).delete()
