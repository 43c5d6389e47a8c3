"""Replace a beheerder step by step: who goes, who comes, check (G03)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.actions.posts import replace_beheerder
from sleutelbos.access.pages import draft as drafts
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.appoint_course import chosen, name_of
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_managers import Why
from sleutelbos.access.pages.managers import PURPOSE, ROUTE
from sleutelbos.access.pages.overseen import overseen, overview_url, post_at, way_back
from sleutelbos.access.pages.who import ask_who
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.register.public import Organisation, Person
from sleutelbos.web import errors, show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, reveal, see_other
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Part, Prose, Section, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.access.models import Post

KIND = "replace"
LABELS = (_("Wie vertrekt"), _("Wie komt"), _("Nakijken"))
SLUGS = ("", "wie", "nakijken")


@dataclass
class Draft(drafts.Whom):
    """Who comes, and why the other goes."""

    reason: str = ""


@dataclass(frozen=True)
class Wizard:
    """One visitor's way through the questions, for one post."""

    request: PageRequest
    organisation: Organisation
    post: Post

    @classmethod
    def of(cls, request: PageRequest, organisation: UUID, post: UUID) -> Wizard:
        """404 outside the actor's organisations."""
        place = overseen(request.actor, organisation)
        row = post_at(request.actor, place, post)
        reveal(request, [row.person_id])
        return cls(request, place, row)

    @cached_property
    def draft(self) -> Draft:
        """The answers so far."""
        return drafts.load(self.request, KIND, self.post.uid, Draft)

    def save(self) -> None:
        """Keep the answers in the session."""
        drafts.save(self.request, KIND, self.post.uid, self.draft)

    def url(self, slug: str) -> str:
        """The address of a step."""
        keys = [self.organisation.uid, self.post.uid]
        if not slug:
            return reverse("access:replace", args=keys)
        return reverse("access:replace-step", args=[*keys, slug])

    @cached_property
    def successor(self) -> Person | None:
        """Whom the second question gave; None for a newcomer, who is added at the end."""
        return chosen(self.request, self.draft)

    def show(self, form: Form, head: Head, now: int, **more: Any) -> HttpResponseBase:
        """A step on screen."""
        by = self.request.actor
        post_url = reverse("access:post", args=[self.organisation.uid, self.post.uid])
        steps = [
            Step(label, "done", self.url(SLUGS[n]))
            if n < now
            else Step(label, "now" if n == now else "later")
            for n, label in enumerate(LABELS)
        ]
        return show.wizard(
            self.request,
            form,
            head,
            Steps(steps),
            back_url=self.url(SLUGS[now - 1]) if now else post_url,
            crumbs=[*way_back(by, self.organisation), Crumb(self.post.person.name, post_url)],
            aside=[looks.help_box(self.request, self.organisation)],
            **more,
        )


@page(
    f"{ROUTE}/<uuid:post>/vervangen",
    name="replace",
    title=_("Beheerder vervangen"),
    door=queries_posts.oversees_somewhere,
    shows="access.post",
    reveals=PURPOSE,
)
def goes(request: PageRequest, organisation: UUID, post: UUID) -> HttpResponseBase:
    """The first step: who goes, why, and what moves along."""
    wizard = Wizard.of(request, organisation, post)
    may = queries_posts.may_fill_post(request.actor, wizard.post)
    if not may:
        return errors.refused(request, may)
    form = Why.of(request, initial={"reason": wizard.draft.reason})

    def do(form: Why) -> str:
        wizard.draft.reason = form.cleaned_data["reason"]
        wizard.save()
        return wizard.url("wie")

    holder = queries_posts.holder_of(wizard.post)
    facts = Facts(
        [
            Fact(_("Wie vertrekt"), holder.person.name),
            Fact(_("Functie"), holder.label),
            Fact(_("Geldt voor"), holder.where or _("de hele organisatie")),
            Fact(_("Periode"), wizard.post.valid),
        ]
    )
    head = Head(
        _t("%s vervangen") % holder.person.name,
        _("De wissel gebeurt in één keer: de organisatie is nooit zonder beheerder."),
    )
    return handle(request, form, do) or wizard.show(form, head, 0, parts=[facts, _moves(holder)])


def _moves(holder: queries_posts.Holder) -> Part:
    return Section(
        _("Wat gaat mee"),
        [
            Prose(_("De functie, het domein of de vestiging en de einddatum gaan over.")),
            Prose(_("Open aanvragen wachten voortaan op de nieuwe beheerder.")),
            Prose(
                _t("De werkrelatie en de eigen rechten van %s veranderen niet.")
                % holder.person.name
            ),
        ],
    )


@page(
    f"{ROUTE}/<uuid:post>/vervangen/<slug:step>",
    name="replace-step",
    title=_("Beheerder vervangen"),
    door=queries_posts.oversees_somewhere,
    does=replace_beheerder,
    reveals=PURPOSE,
)
def steps(request: PageRequest, organisation: UUID, post: UUID, step: str) -> HttpResponseBase:
    """The other steps; one that was reached too early goes to the first open one."""
    wizard = Wizard.of(request, organisation, post)
    may = queries_posts.may_fill_post(request.actor, wizard.post)
    if not may:
        return errors.refused(request, may)
    if step not in STEPS:
        raise Http404
    if not wizard.draft.reason:
        return see_other(wizard.url(""))
    if step == "nakijken" and not wizard.draft.who_is_known:
        return see_other(wizard.url("wie"))
    return STEPS[step](wizard)


def _comes(wizard: Wizard) -> HttpResponseBase:
    answer = ask_who(wizard.request)
    if answer.whom is not None and answer.whom.person == str(wizard.post.person.uid):
        answer.form.add_error("insz", _t("Deze persoon is al aangesteld."))
    elif answer.whom is not None:
        chosen(wizard.request, answer.whom)
        wizard.draft.take(answer.whom)
        wizard.save()
        return see_other(wizard.url("nakijken"))
    head = Head(
        _t("Wie komt in de plaats van %s?") % wizard.post.person.name,
        _("U kunt uzelf niet aanstellen."),
    )
    return wizard.show(answer.form, head, 1, parts=answer.notes)


def _check(wizard: Wizard) -> HttpResponseBase:
    request, row = wizard.request, wizard.post
    draft, successor = wizard.draft, wizard.successor
    name = name_of(draft, successor)
    form = Form.of(request)

    def do(form: Form) -> str:
        replace_beheerder.keyed(
            form.key,
            request.actor,
            row,
            successor,
            reason=draft.reason,
            newcomer=draft.newcomer,
        )
        drafts.forget(request, KIND, row.uid)
        words = {"old": row.person.name, "new": name}
        show.toast(
            request,
            _t("%(new)s vervangt %(old)s vanaf nu. Beiden krijgen een mail.") % words,
        )
        if request.actor.pk == row.person_id:
            return "/"
        return overview_url(request.actor, wizard.organisation)

    holder = queries_posts.holder_of(row)
    words = {
        "old": row.person.name,
        "new": name,
        "kind": holder.label.lower(),
        "organisation": wizard.organisation,
    }
    head = Head(
        _t("%(old)s vervangen door %(new)s?") % words,
        _t("Vanaf nu is %(new)s %(kind)s van %(organisation)s, en %(old)s niet meer.") % words,
    )
    facts = Facts(
        [
            Fact(_("Wie vertrekt"), row.person.name),
            Fact(_("Wie komt"), name, change_url=wizard.url("wie")),
            Fact(_("Wanneer"), _("nu")),
            Fact(_("Reden"), draft.reason, change_url=wizard.url("")),
        ],
        1,
    )
    return handle(request, form, do) or wizard.show(
        form, head, 2, submit=_("Vervangen"), parts=[facts, _moves(holder)]
    )


STEPS: dict[str, Callable[[Wizard], HttpResponseBase]] = {"wie": _comes, "nakijken": _check}
