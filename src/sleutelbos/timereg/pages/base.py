"""What the pages of the time register share."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from sleutelbos.web.pages import Pages

page = Pages("timereg", application=_("Tijdsregistratie"))

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], uid: UUID) -> M:
    """The row with this public key within the actor's scope; else the page does not exist."""
    found = rows.filter(uid=uid).first()
    if found is None:
        raise Http404
    return found
