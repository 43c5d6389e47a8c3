"""Appoint a beheerder: who, which function, from when, check (G02, G18, G34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import chain
from sleutelbos.access.actions.posts import appoint
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.appoint_course import Wizard, chosen
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_managers import Kind, Where
from sleutelbos.access.pages.managers import PURPOSE, ROUTE
from sleutelbos.access.pages.overseen import overview_url, post_at, way_back
from sleutelbos.access.pages.who import ask_who
from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.kernel import clock, periods
from sleutelbos.web import errors, show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, see_other
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Link, Note, Prose

if TYPE_CHECKING:
    from sleutelbos.access.models import Post


@page(
    f"{ROUTE}/aanstellen",
    name="appoint",
    title=_("Beheerder aanstellen"),
    door=queries_posts.oversees_somewhere,
    shows="access.post",
    reveals=PURPOSE,
)
def who(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """The first question: who."""
    wizard = Wizard.of(request, organisation)
    may = queries_posts.may_appoint_somebody(request.actor, wizard.organisation)
    if not may:
        return errors.refused(request, may)
    answer = ask_who(request)
    if answer.whom is not None:
        wizard.begin(answer.whom)
        chosen(request, answer.whom)
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
    if not draft.who_is_known:
        return see_other(wizard.url(""))
    if step in ("looptijd", "nakijken") and not draft.kind:
        return see_other(wizard.url("functie"))
    if step == "nakijken" and not draft.first:
        return see_other(wizard.url("looptijd"))
    return STEPS[step](wizard)


def _kind(wizard: Wizard) -> HttpResponseBase:
    kinds = queries_posts.fillable_kinds(wizard.request.actor, wizard.organisation)
    only = kinds[0] if len(kinds) == 1 else ""
    form = Kind.of(wizard.request, kinds=kinds, initial={"kind": wizard.draft.kind or only})

    def do(form: Kind) -> str:
        wizard.save(kind=form.cleaned_data["kind"], domain="")
        return wizard.url("looptijd")

    head = Head(_t("Wat wordt %s?") % wizard.name, _("Kies de functie die past bij wat nodig is."))
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
        _t("Hoe lang is %s beheerder?") % wizard.name,
        _t("Als %(kind)s van %(organisation)s.")
        % {"kind": queries_posts.kind_label(kind).lower(), "organisation": wizard.organisation},
    )
    if domains[1:]:
        head = replace(head, title=_t("Waarvoor is %s beheerder?") % wizard.name)
    return handle(wizard.request, form, do) or wizard.show(form, head, 2)


def _check(wizard: Wizard) -> HttpResponseBase:
    draft, request, place = wizard.draft, wizard.request, wizard.organisation
    form = Form.of(request)

    def do(form: Form) -> str:
        post = appoint.keyed(
            form.key,
            request.actor,
            place,
            wizard.person,
            kind=draft.kind,
            period=draft.period,
            domain=draft.domain,
            site=queries_posts.site_of(place, draft.site),
            reason=draft.reason,
            newcomer=draft.newcomer,
        )
        wizard.finish(post)
        return wizard.url("klaar")

    head = Head(_t("%s aanstellen?") % wizard.name, _effect(wizard))
    return handle(request, form, do) or wizard.show(
        form, head, 3, submit=_("Aanstellen"), parts=[_summary(wizard)]
    )


def _effect(wizard: Wizard) -> str:
    first, last = wizard.draft.days
    starts = _t("vanaf nu") if first <= clock.today() else _t("vanaf %s") % words.day_text(first)
    ends = _t(" tot en met %s") % words.day_text(last) if last else ""
    return _t("%(person)s is %(starts)s%(ends)s %(kind)s van %(organisation)s.") % {
        "person": wizard.name,
        "starts": starts,
        "ends": ends,
        "kind": _kind_in_full(wizard.draft.kind, wizard.draft.domain),
        "organisation": wizard.organisation,
    }


def _kind_in_full(kind: str, domain: str) -> str:
    """``toegangsbeheerder (mobiliteit)``, as in a sentence."""
    return looks.role_label(f"{kind}:{domain}" if domain else kind).lower()


def _summary(wizard: Wizard) -> Facts:
    draft, place = wizard.draft, wizard.organisation
    known = wizard.person.email if wizard.person else draft.email
    email = known or _t("geen: deze persoon krijgt geen bericht")
    facts = [
        Fact(_("Wie"), wizard.name, change_url=wizard.url("")),
        Fact(_("E-mailadres"), email),
        Fact(
            _("Functie"),
            queries_posts.kind_label(draft.kind),
            chain.kind_rules()[draft.kind].explanation,
            wizard.url("functie"),
        ),
        Fact(_("Periode"), periods.of_days(*draft.days), change_url=wizard.url("looptijd")),
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
            "kind": _kind_in_full(post.kind, post.domain),
            "organisation": place,
            "period": words.period_text(post.valid),
        },
        primary=Link(_("Naar de beheerders"), overview_url(by, place), look="primary"),
    )
    return show.page(
        wizard.request,
        head,
        Note(told, "ok" if post.person.email else "warn", _("Wie verwittigd is")),
        Prose(_next(post)),
        crumbs=[*way_back(by, place), Crumb(_("Aangesteld"))],
        aside=[looks.help_box(wizard.request, place)],
    )


def _next(post: Post) -> str:
    first = periods.first_day(post.valid)
    if first is not None and first > clock.today():
        return _t("Vanaf %s meldt die persoon zich aan en kiest deze organisatie.") % (
            words.day_text(first)
        )
    return _t("Hierna meldt die persoon zich aan en kiest deze organisatie.")


STEPS: dict[str, Callable[[Wizard], HttpResponseBase]] = {
    "functie": _kind,
    "looptijd": _where,
    "nakijken": _check,
    "klaar": _done,
}
