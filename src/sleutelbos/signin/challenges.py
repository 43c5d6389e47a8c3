"""What a browser must bring back: kept in its session, for five minutes, and used once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from sleutelbos.kernel import clock

NAME = "uitdagingen"
LASTS = timedelta(minutes=5)
MOST = 5  # open pages of one browser


def keep(request: HttpRequest, purpose: str, **values: str) -> None:
    """Keep values for a purpose; the same purpose again replaces them."""
    kept: dict[str, dict[str, str]] = dict(request.session.get(NAME, {}))
    kept[purpose] = {**values, "at": clock.real_now().isoformat()}
    request.session[NAME] = dict(list(kept.items())[-MOST:])


def take(request: HttpRequest, purpose: str) -> dict[str, str]:
    """The values, once; empty when there are none or they are too old."""
    kept: dict[str, dict[str, str]] = dict(request.session.get(NAME, {}))
    values = kept.pop(purpose, {})
    request.session[NAME] = kept
    at = values.pop("at", "")
    fresh = bool(at) and clock.real_now() - datetime.fromisoformat(at) < LASTS
    return values if fresh else {}
