"""Appoint a beheerder: who, which function, from when, check (G02, G18, G34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import chain, queries_overview, queries_posts
from sleutelbos.access.actions.posts import appoint
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_managers import Kind, Where
from sleutelbos.access.pages.managers import PURPOSE, ROUTE
from sleutelbos.access.pages.overseen import overseen, overview_url, post_at, way_back
from sleutelbos.access.pages.who_step import ask_who
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.kernel import clock, periods
from sleutelbos.register.public import Organisation, Person, add_person
from sleutelbos.web import errors, show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, reveal, see_other
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Link, Note, Prose, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.kernel.periods import Period

LABELS = (_("Wie"), _("Functie"), _("Looptijd"), _("Nakijken"))
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
    sent: str = ""
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
        """The days as a period that doesn't start before now."""
        return periods.from_now(*self.days)


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
        back = self.url(SLUGS[now - 1]) if now else overview_url(self.request.actor, self.organisation)
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


@page(
    f"{ROUTE}/aanstellen",
    name="appoint",
    title=_("Beheerder aanstellen"),
    door=queries_posts.oversees_somewhere,
    does=add_person,
    reveals=PURPOSE,
)
def who(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The first question: who."""
    wizard = Wizard.of(request, organisation)
    may = queries_posts.may_appoint_somebody(request.actor, wizard.organisation)
    if not may:
        return errors.refused(request, may)
    answer = ask_who(request)
    if answer.person is not None:
        reveal(request, [answer.person.pk])
        wizard.save(person=str(answer.person.uid), sent="", post="")
        return see_other(wizard.url("functie"))
    head = Head(
        _("Wie wordt beheerder?"),
        _t("U stelt iemand aan voor %s. Uzelf aanstellen kan niet.") % wizard.organisation,
    )
    return wizard.show(answer.form, head, 0, parts=answer.notes)


@page(
    f"{ROUTE}/aanstellen/<slug:step>",
    name="appoint-step",
    title=_("Beheerder aanstellen"),
    door=queries_posts.oversees_somewhere,
    does=appoint,
    reveals=PURPOSE,
)
def steps(request: PageRequest, organisation: UUID, step: str) -> HttpResponseBase:
    """The other questions; a step that was reached too early goes to the first open one."""
    wizard = Wizard.of(request, organisation)
    draft = wizard.draft
    if step not in STEPS:
        raise Http404
    if not draft.person:
        return see_other(wizard.url(""))
    if step in ("looptijd", "nakijken") and not draft.kind:
        return see_other(wizard.url("functie"))
    if step == "nakijken" and not draft.first:
        return see_other(wizard.url("looptijd"))
    return STEPS[step](wizard)


def _kind(wizard: Wizard) -> HttpResponseBase:
    person = wizard.person()
    kinds = queries_posts.fillable_kinds(wizard.request.actor, wizard.organisation)
    given = {"initial": {"kind": wizard.draft.kind or (kinds[-1] if kinds else "")}}
    form = Kind.of(wizard.request, kinds=kinds, **given)

    def do(form: Kind) -> str:
        wizard.save(kind=form.cleaned_data["kind"], domain="")
        return wizard.url("looptijd")

    head = Head(
        _t("Wat wordt %s?") % person.name, _("Kies de functie die past bij wat nodig is.")
    )
    return handle(wizard.request, form, do) or wizard.show(form, head, 1)


def _where(wizard: Wizard) -> HttpResponseBase:
    draft, by = wizard.draft, wizard.request.actor
    kind = draft.kind
    domains = queries_posts.fillable_domains(by, wizard.organisation, kind)
    local = kind in (PostKind.LOCAL_MANAGER, PostKind.ACCESS_MANAGER)
    sites = queries_overview.sites_in(wizard.organisation) if local else []
    first = {"period": draft.days, "domain": draft.domain, "site": draft.site}
    form = Where.of(
        wizard.request,
        domains=domains if kind == PostKind.ACCESS_MANAGER else [],
        sites=sites,
        initial=first | {"reason": draft.reason},
    )

    def do(form: Where) -> str:
        start, last = form.cleaned_data["period"]
        wizard.save(
            first=start.isoformat(),
            last=last.isoformat() if last else "",
            domain=form.cleaned_data.get("domain", ""),
            site=form.cleaned_data.get("site", ""),
            reason=form.cleaned_data["reason"],
        )
        return wizard.url("nakijken")

    head = Head(
        _t("Hoe lang is %s beheerder?") % wizard.person().name, queries_posts.kind_label(kind)
    )
    return handle(wizard.request, form, do) or wizard.show(form, head, 2)


def _check(wizard: Wizard) -> HttpResponseBase:
    draft, request, place = wizard.draft, wizard.request, wizard.organisation
    person = wizard.person()
    form = Form.of(request)
    if form.is_bound and form.key and form.key == draft.sent:
        return see_other(wizard.url("klaar"))

    def do(form: Form) -> str:
        post = appoint.keyed(
            form.key,
            request.actor,
            place,
            person,
            kind=draft.kind,
            period=draft.period,
            domain=draft.domain,
            site=queries_posts.site_of(place, draft.site),
            reason=draft.reason,
        )
        wizard.save(sent=form.key, post=str(post.uid), kind="", first="")
        return wizard.url("klaar")

    head = Head(_t("%s aanstellen?") % person.name, _effect(wizard, person))
    return handle(request, form, do) or wizard.show(
        form, head, 3, submit=_("Aanstellen"), parts=[_summary(wizard, person)]
    )


def _effect(wizard: Wizard, person: Person) -> str:
    first, last = wizard.draft.days
    starts = _t("vanaf nu") if first <= clock.today() else _t("vanaf %s") % words.day_text(first)
    ends = _t(" tot en met %s") % words.day_text(last) if last else ""
    return _t("%(person)s is %(starts)s%(ends)s %(kind)s van %(organisation)s.") % {
        "person": person.name,
        "starts": starts,
        "ends": ends,
        "kind": queries_posts.kind_label(wizard.draft.kind).lower(),
        "organisation": wizard.organisation,
    }


def _summary(wizard: Wizard, person: Person) -> Facts:
    draft, place = wizard.draft, wizard.organisation
    facts = [
        Fact(_("Wie"), person.name, change_url=wizard.url("")),
        Fact(
            _("Functie"),
            queries_posts.kind_label(draft.kind),
            chain.kind_rules()[draft.kind].explanation,
            wizard.url("functie"),
        ),
        Fact(_("Looptijd"), periods.of_days(*draft.days), change_url=wizard.url("looptijd")),
    ]
    if draft.kind == PostKind.ACCESS_MANAGER:
        domain = Domain(draft.domain).label if draft.domain else _("alle domeinen")
        facts.append(Fact(_("Domein"), domain, change_url=wizard.url("looptijd")))
    site = queries_posts.site_of(place, draft.site)
    if site is not None:
        facts.append(Fact(_("Vestiging"), str(site), change_url=wizard.url("looptijd")))
    if draft.reason:
        facts.append(Fact(_("Reden"), draft.reason, change_url=wizard.url("looptijd")))
    return Facts(facts, 1)


def _done(wizard: Wizard) -> HttpResponseBase:
    """What happened, who was told, what comes next."""
    if not wizard.draft.post:
        return see_other(wizard.url(""))
    by, place = wizard.request.actor, wizard.organisation
    post = post_at(by, place, UUID(wizard.draft.post))
    name = post.person.name
    told = _t("%s kreeg een mail met de aanstelling.") % name
    if not post.person.email:
        told = _t("We kennen geen e-mailadres van %s. Verwittig die persoon zelf.") % name
    head = Head(
        _t("%s is aangesteld") % name,
        _t("Als %(kind)s van %(organisation)s, %(period)s.")
        % {
            "kind": queries_posts.kind_label(post.kind).lower(),
            "organisation": place,
            "period": words.period_text(post.valid),
        },
        primary=Link(_("Naar de beheerders"), overview_url(by, place), look="primary"),
    )
    return show.page(
        wizard.request,
        head,
        Note(told, "ok" if post.person.email else "warn", _("Wie verwittigd is")),
        Prose(_("Hierna meldt die persoon zich aan en kiest deze organisatie.")),
        crumbs=[*way_back(by, place), Crumb(_("Aangesteld"))],
        aside=[looks.help_box(wizard.request, place)],
    )


STEPS: dict[str, Callable[[Wizard], HttpResponseBase]] = {
    "functie": _kind,
    "looptijd": _where,
    "nakijken": _check,
    "klaar": _done,
}
