"""The helpdesk of Werkplek Duaal for the desk: what a question from here is about (W13)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import persons_with_role
from sleutelbos.desk.public import About, Service
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.queries.audiences import audiences_of
from sleutelbos.duallearning.recognition.queries.sanctions import sanctions_for
from sleutelbos.duallearning.recognition.queries.scope import recognitions_for, requests_for
from sleutelbos.duallearning.recognition.queries.tasks import tasks_for
from sleutelbos.duallearning.recognition.queries.votes import rounds_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.states_offer import Audience
from sleutelbos.kernel import audit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, no
from sleutelbos.register.public import Person
from sleutelbos.web.parts import Fact, Link

CODE = "werkplek-duaal"
# Where an address begins → the request that its page is about, for who may see the page.
PAGES: tuple[tuple[str, Callable[[Actor, UUID], Request | None]], ...] = (
    ("duaal/aanvragen/<", lambda by, key: requests_for(by).filter(uid=key).first()),
    ("duaal/erkenningen/<", lambda by, key: _behind(recognitions_for(by).filter(uid=key))),
    ("duaal/stemmingen/<", lambda by, key: _behind(rounds_for(by).filter(uid=key))),
    ("duaal/sancties/<", lambda by, key: _behind(sanctions_for(by).filter(uid=key), "recognition")),
    ("duaal/taken/<", lambda by, key: _behind(tasks_for(by).filter(uid=key), "recognition")),
)


def _behind(rows: QuerySet[Any], by_way_of: str = "") -> Request | None:
    """The request of the one row that was found, straight or by way of another."""
    path = f"{by_way_of}__request" if by_way_of else "request"
    found = Request.objects.filter(pk__in=rows.values(path))
    return found.select_related("company").first()


def about(by: Actor, path: str) -> About:
    """The request of a page (of a recognition, vote or task the one behind it), when the actor may
    see that page."""
    try:
        found = resolve(path)
    except Resolver404:
        return About()
    key = found.kwargs.get("uid")
    if not isinstance(key, UUID):
        return About()
    row = next((one(by, key) for start, one in PAGES if found.route.startswith(start)), None)
    return About(audit.ref(row), row.number, row.company) if row is not None else About()


def facts(by: Actor, ref: str, number: str) -> list[Fact]:
    """The request, with the way to it for who may see it."""
    label, _colon, key = ref.partition(":")
    if label != Request._meta.label_lower:
        return []
    row = Request.objects.select_related("programme", "company").filter(pk=key).first()
    if row is None:
        return []
    seen = requests_for(by).filter(pk=row.pk).exists()
    url = reverse("duallearning:request", args=[row.uid])
    shown = Link(row.number, url) if seen else row.number
    return [Fact(_("Aanvraag"), shown, f"{row.company}, {row.programme}")]


def sees_messages(by: Actor, row: Model) -> Decision:
    """Who reads and writes messages on a request, for the desk."""
    if isinstance(row, Request):
        return roles.writes_on(by, row)
    return no(_("Deze berichten zijn niet voor u."))


def helpers() -> list[Person]:
    """Who works for the helpdesk of Werkplek Duaal now."""
    return list(persons_with_role(names.DEPARTMENT, [names.SUPPORT]))


HELPDESK = Service(
    CODE,
    _("Werkplek Duaal"),
    _("de helpdesk van Werkplek Duaal"),
    enters=roles.enters,
    helps=roles.supports,
    helpers=helpers,
    pages="duallearning",
    about=about,
    facts=facts,
    audiences=Audience.choices,
    audiences_of=audiences_of,
)
