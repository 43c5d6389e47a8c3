"""The acties beside a request, a recognition, an agreement or a company, for who manages acties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.recognition.models import Mentor, Recognition, Request
from sleutelbos.duallearning.recognition.pages.attached import attach
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.signals.models import FollowUp
from sleutelbos.duallearning.signals.pages import looks
from sleutelbos.duallearning.signals.queries.scope import follow_ups_for
from sleutelbos.duallearning.signals.rules import roles
from sleutelbos.duallearning.signals.states import Subject
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, Site
from sleutelbos.web import words
from sleutelbos.web.parts import Actions, Link, Listing, Part, Section

MOST = 50  # of each page; the list has them all


def listed(by: Actor, rows: QuerySet[FollowUp]) -> Listing:
    """Acties in a small table, each with the way to it."""
    lines: list[list[Any]] = [
        [Link(row.get_kind_display(), looks.follow_up_url(row)), looks.subject_text(by, row),
         row.owner.name, words.day_text(row.due), looks.follow_up_pill(row)]
        for row in rows[:MOST]
    ]  # fmt: skip
    headings = [_("Wat"), _("Over"), _("Verantwoordelijke"), _("Uiterlijk op"), _("Toestand")]
    return Listing(headings, lines, empty=_("Nog geen acties."))


@attach
def acties(by: Actor, row: Model) -> list[Part]:
    """What is planned about it, and the ways to plan more; nothing for who manages no acties."""
    if not roles.follows_up_somewhere(by):
        return []
    about, subjects = _about(by, row)
    if about is None:
        return []
    rows = follow_ups_for(by).filter(about).order_by("-state", "due", "pk")
    ways = _ways(by, subjects)
    parts: list[Part] = [listed(by, rows), *([Actions(ways)] if ways else [])]
    return [Section(_("Acties"), parts)]


Subjects = Sequence[Site | Recognition | Mentor | Agreement]


def _about(by: Actor, row: Model) -> tuple[Q | None, Subjects]:
    """Which acties belong on the page of a record, and about what more can be planned there."""
    if isinstance(row, Request):
        found = Recognition.objects.filter(request=row).select_related("programme").first()
        if found is None:
            return None, ()
        mentors = list(found.mentors.select_related("person", "request").order_by("pk"))
        return Q(recognition=found) | Q(mentor__recognition=found), [found, *mentors]
    if isinstance(row, Recognition):
        return Q(recognition=row) | Q(mentor__recognition=row), [row]
    if isinstance(row, Agreement):
        return Q(agreement=row), [row] if row.state != "draft" else []
    if isinstance(row, Organisation):
        places = abilities.places(by, roles.FOLLOW_UP)
        recognised = Recognition.objects.filter(partnership__in=places, company=row)
        sites = Site.objects.filter(pk__in=recognised.values("site")).order_by("name", "pk")
        return Q(company=row), list(sites[:MOST])
    return None, ()


def _ways(by: Actor, subjects: Subjects) -> list[Link]:
    places = abilities.places(by, roles.FOLLOW_UP)
    return [
        Link(
            _t("Actie plannen: %s") % looks.about_text(one),
            reverse("duallearning:plan-follow-up", args=[_kind(one), one.uid]), "plus", "secondary",
        )
        for one in subjects
        if any(roles.reaches(by, one, key) for key in roles.competent_for(one) & places)
    ]  # fmt: skip


def _kind(one: Site | Recognition | Mentor | Agreement) -> Subject:
    return looks.KINDS[type(one).__name__]
