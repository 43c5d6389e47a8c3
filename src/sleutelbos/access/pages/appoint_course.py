"""One visitor's way through the questions when a beheerder is appointed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages import draft as drafts
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.overseen import overseen, overview_url, way_back
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.kernel import clock, periods
from sleutelbos.register.public import Organisation, Person
from sleutelbos.web import show
from sleutelbos.web.forms import Form
from sleutelbos.web.pages import PageRequest, reveal
from sleutelbos.web.parts import Crumb, Head, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.access.models import Post
    from sleutelbos.kernel.periods import Period

KIND = "appoint"
LABELS = (_("Wie"), _("Functie"), _("Periode"), _("Nakijken"))
SLUGS = ("", "functie", "looptijd", "nakijken")


@dataclass
class Draft(drafts.Whom):
    """What was answered so far: who, and public keys and codes."""

    kind: str = ""
    first: str = ""
    last: str = ""
    domain: str = ""
    site: str = ""
    reason: str = ""
    post: str = ""

    @property
    def days(self) -> tuple[date, date | None]:
        """The first and the last day."""
        return (
            date.fromisoformat(self.first) if self.first else clock.today(),
            date.fromisoformat(self.last) if self.last else None,
        )

    @property
    def period(self) -> Period:
        """The days as a period; the action lets what starts today start at that moment."""
        return periods.of_days(*self.days)


@dataclass
class Wizard:
    """One visitor's way through the questions, for one organisation."""

    request: PageRequest
    organisation: Organisation
    draft: Draft

    @classmethod
    def of(cls, request: PageRequest, uid: UUID) -> Wizard:
        """With what the session holds; 404 outside the actor's organisations."""
        organisation = overseen(request.actor, uid)
        return cls(request, organisation, drafts.load(request, KIND, organisation.uid, Draft))

    def save(self, **answers: str) -> None:
        """Keep answers in the session."""
        for name, value in answers.items():
            setattr(self.draft, name, value)
        drafts.save(self.request, KIND, self.organisation.uid, self.draft)

    def begin(self, whom: drafts.Whom) -> None:
        """Answer the first question; a way that was gone to its end starts anew."""
        if self.draft.post:
            self.draft = Draft()
        self.draft.take(whom)
        self.save()

    def finish(self, post: Post) -> None:
        """Keep what came of it; the number of a newcomer is forgotten."""
        self.draft.take(drafts.Whom(person=str(post.person.uid)))
        self.save(post=str(post.uid))

    def url(self, slug: str) -> str:
        """The address of a step."""
        if not slug:
            return reverse("access:appoint", args=[self.organisation.uid])
        return reverse("access:appoint-step", args=[self.organisation.uid, slug])

    def steps(self, now: int) -> Steps:
        """The steps; those that were answered lead back."""
        return Steps(
            [
                Step(label, "done", self.url(SLUGS[n]))
                if n < now
                else Step(label, "now" if n == now else "later")
                for n, label in enumerate(LABELS)
            ]
        )

    @cached_property
    def person(self) -> Person | None:
        """Whom the first question gave; None for a newcomer, who is added at the end."""
        return chosen(self.request, self.draft)

    @property
    def name(self) -> str:
        """The name of whom the first question gave."""
        return name_of(self.draft, self.person)

    def show(self, form: Form, head: Head, now: int, **more: Any) -> HttpResponseBase:
        """A step on screen."""
        back = (
            self.url(SLUGS[now - 1]) if now else overview_url(self.request.actor, self.organisation)
        )
        crumbs = [*way_back(self.request.actor, self.organisation), Crumb(_("Aanstellen"))]
        return show.wizard(
            self.request,
            form,
            head,
            self.steps(now),
            back_url=back,
            crumbs=crumbs,
            aside=[looks.help_box(self.request, self.organisation)],
            **more,
        )


def chosen(request: PageRequest, whom: drafts.Whom) -> Person | None:
    """Who was chosen; None for a newcomer. 404 for a key of nobody."""
    if not whom.person:
        return None
    found = queries_posts.person_by_uid(UUID(whom.person))
    if found is None:
        raise Http404
    reveal(request, [found.pk])
    return found


def name_of(whom: drafts.Whom, person: Person | None) -> str:
    """The name of who was chosen, known or not."""
    return person.name if person is not None else f"{whom.given_name} {whom.family_name}".strip()
