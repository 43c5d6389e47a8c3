"""One visitor's way through the questions when a beheerder is appointed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
    from sleutelbos.kernel.periods import Period

LABELS = (_("Wie"), _("Functie"), _("Periode"), _("Nakijken"))
SLUGS = ("", "functie", "looptijd", "nakijken")


@dataclass
class Draft:
    """What was answered so far: public keys and codes only, never a number."""

    person: str = ""
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
        kept = request.session.get(_key(organisation), {})
        return cls(request, organisation, Draft(**kept))

    def save(self, **answers: str) -> None:
        """Keep answers in the session."""
        for name, value in answers.items():
            setattr(self.draft, name, value)
        self.request.session[_key(self.organisation)] = asdict(self.draft)

    def begin(self, person: Person) -> None:
        """Answer the first question; a way that was gone to its end starts anew."""
        if self.draft.post:
            self.draft = Draft()
        self.save(person=str(person.uid))

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

    def person(self) -> Person:
        """Whom the first question gave."""
        found = queries_posts.person_by_uid(UUID(self.draft.person))
        if found is None:
            raise Http404
        reveal(self.request, [found.pk])
        return found

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


def _key(organisation: Organisation) -> str:
    return f"access.appoint.{organisation.uid}"
