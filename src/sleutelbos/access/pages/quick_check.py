"""The end of the wizard: look it over, do it, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries
from sleutelbos.access.actions.add_user import add_user
from sleutelbos.access.actions.quick_grant import quick_grant
from sleutelbos.access.pages import effect
from sleutelbos.access.pages.course import CHECK, DONE, RELATION, RIGHT, ROLE, TERM, WHO, Course
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel import periods
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Prose,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant, WorkRelation
    from sleutelbos.register.public import Person


def check(course: Course) -> HttpResponseBase:
    """The answers, each with a way back, the effect in words and the exact claim; then do it."""
    request, draft = course.request, course.draft
    if draft.done:
        return see_other(course.url(DONE))
    form = Form.of(request)

    def do(form: Form) -> str:
        draft.done = _grant(course, form.key) if course.kind == "grant" else _add(course, form.key)
        course.keep()
        return course.url(DONE)

    if course.person is not None:
        reveal(request, [course.person.pk])
    parts: list[Part] = [Facts(_answers(course), columns=1), *_warnings(course)]
    if course.kind == "grant":
        title, submit, parts = _("Klopt dit?"), _("Recht toekennen"), [*parts, *_effect(course)]
    else:
        title, submit = _("Klopt dit?"), _("Gebruiker toevoegen")
        parts.append(Prose(_user_sentence(course)))
    head = Head(title, _("Er is nog niets gebeurd. U kunt elk antwoord wijzigen."),
                kicker=course.organisation.name)  # fmt: skip
    return handle(request, form, do) or show.wizard(
        request, form, head, course.steps(CHECK), submit=submit,
        back_url=course.before(CHECK), parts=parts, crumbs=course.crumbs(),
        aside=[course.help()],
    )  # fmt: skip


def _grant(course: Course, key: str) -> list[str]:
    draft, right, days = course.draft, course.right, course.draft.days
    assert right is not None
    assert days is not None
    made = quick_grant.keyed(
        key,
        course.request.actor,
        course.organisation,
        person=course.person,
        newcomer=course.newcomer,
        right=right,
        roles=course.roles,
        period=days,
        relation_kind=course.kind_of_relation,
        site=course.limited_to,
        email=draft.email,
        reason=draft.reason,
    )
    return [str(grant.uid) for grant in made]


def _add(course: Course, key: str) -> list[str]:
    draft, days = course.draft, course.draft.days
    assert days is not None
    relation = add_user.keyed(
        key,
        course.request.actor,
        course.organisation,
        person=course.person,
        newcomer=course.newcomer,
        period=days,
        kind=course.kind_of_relation,
        site=course.site,
        email=draft.email,
        reason=draft.reason,
    )
    return [str(relation.uid)]


def _answers(course: Course) -> list[Fact]:
    draft, right = course.draft, course.right
    term = course.url(TERM if course.kind == "grant" else RELATION)
    facts = [Fact(_("Wie"), course.name, change_url=course.url(WHO))]
    if right is not None:
        facts.append(Fact(_("Recht"), str(right), change_url=course.url(RIGHT)))
        roles = [str(role) for role in course.roles]
        facts.append(Fact(_("Rol"), roles, change_url=course.url(ROLE)))
    facts.append(Fact(_("Periode"), draft.days, change_url=term))
    if course.sites:
        facts.append(Fact(_("Vestiging"), str(course.limited_to or _t("hele organisatie")),
                          change_url=term))  # fmt: skip
    if _is_new(course):
        label = str(RelationKind(course.kind_of_relation).label)
        facts.append(Fact(_("Nieuwe werkrelatie"), label, change_url=term))
    if draft.reason:
        facts.append(Fact(_("Waarom"), draft.reason, change_url=course.url(WHO)))
    change_email = "" if course.person and course.person.email else term
    facts.append(Fact(_("E-mailadres"), course.email, change_url=change_email))
    return facts


def _is_new(course: Course) -> bool:
    """Whether a werkrelatie will be made on the way."""
    first = periods.first_day(course.draft.days) if course.draft.days else None
    if course.kind == "user" or first is None:
        return course.kind == "user"
    return course.relation_from(first) is None


def _warnings(course: Course) -> list[Part]:
    found: list[Part] = []
    if course.kind == "grant" and course.person and course.person.pk == course.request.actor.pk:
        text = _t("Dat mag. Wie u als beheerder aanstelt, of naast u beheerder is, krijgt bericht.")
        found.append(Note(text, "warn", _("U geeft dit recht aan uzelf")))
    if not course.email:
        text = _t("%s heeft geen e-mailadres en krijgt dus geen bericht.") % course.name
        found.append(Note(text, "warn"))
    return found


def _effect(course: Course) -> list[Part]:
    right, days = course.right, course.draft.days
    assert right is not None
    assert days is not None
    site = course.limited_to
    words_of = effect.in_words(course.name, right, course.roles, course.organisation, days, site)
    held = [effect.Held(right, role, site) for role in course.roles]
    held += effect.held_by(course.held_at_start(right))
    return [
        Section(_("Wat dit betekent"), words_of),
        *effect.told(right, held, course.organisation),
    ]


def _user_sentence(course: Course) -> str:
    days = course.draft.days
    last = periods.last_day(days) if days else None
    until = (
        _t("tot en met %s") % words.day_text(last, full=True) if last else _t("zonder einddatum")
    )
    return _t(
        "%(who)s werkt dan voor %(where)s, %(until)s. Daarmee kan %(who)s nog niets: "
        "daarvoor is een recht nodig."
    ) % {"who": course.name, "where": course.organisation, "until": until}


def done(course: Course) -> HttpResponseBase:
    """What happened, who was told, what comes next."""
    by = course.request.actor
    if course.kind == "user":
        return _user_done(course)
    grants = list(
        queries.grants_in(by, course.organisation).filter(uid__in=course.draft.done).order_by("pk")
    )
    if not grants:
        return see_other(course.start_url)
    person, right = grants[0].relation.person, grants[0].role.right
    reveal(course.request, [person.pk])
    title = _t("%(who)s heeft het recht %(right)s") % {"who": person, "right": right}
    again = Link(_("Nog een recht toekennen"), course.start_url, "key-round", "primary")
    return show.page(
        course.request,
        Head(title, primary=again, kicker=course.organisation.name),
        Section(_("Wat er gebeurde"), [_done_list(course, grants)]),
        Section(_("Wie bericht kreeg"), [Prose(_told(person))]),
        Section(_("Wat nu volgt"), [Prose(_next(grants[0]))]),
        crumbs=course.crumbs(),
        aside=[_ways_on(course, person), course.help()],
    )


def _done_list(course: Course, grants: list[Grant]) -> Listing:
    uid = course.organisation.uid
    rows = [
        [Link(str(grant.role), reverse("access:grant", args=[uid, grant.uid])), grant.valid]
        for grant in grants
    ]
    return Listing([_("Rol"), _("Periode")], rows)


def _told(person: Person) -> str:
    if person.email:
        return _t("%s krijgt een mail met wat dit recht inhoudt en hoe te beginnen.") % person
    return _t("Niemand: %s heeft geen e-mailadres. Breng zelf het nieuws.") % person


def _next(grant: Grant) -> str:
    words_of = {
        "who": grant.relation.person,
        "application": grant.role.right.application,
        "first": words.day_text(periods.first_day(grant.valid)),
    }
    start = _t("Vanaf %(first)s meldt %(who)s zich aan bij %(application)s met een digitale "
               "sleutel.") % words_of  # fmt: skip
    if grant.valid.upper is None:
        return start
    return start + " " + _t("30, 7 en 1 dag voor het einde komt er een herinnering.")


def _user_done(course: Course) -> HttpResponseBase:
    relations = queries.relations_in(course.request.actor, course.organisation)
    relation: WorkRelation | None = (
        relations.filter(uid__in=course.draft.done).select_related("person").first()
    )
    if relation is None:
        return see_other(course.start_url)
    person = relation.person
    reveal(course.request, [person.pk])
    grant_url = reverse("access:quick-grant", args=[course.organisation.uid])
    primary = Link(
        _("Recht toekennen"), f"{grant_url}?persoon={person.uid}", "key-round", "primary"
    )
    title = _t("%(who)s is gebruiker van %(where)s") % {
        "who": person, "where": course.organisation,
    }  # fmt: skip
    head = Head(title, _("Met een recht kan deze persoon aan de slag."), primary=primary)
    return show.page(
        course.request,
        head,
        Facts([
            Fact(_("Periode"), relation.valid),
            Fact(_("Soort"), str(relation.get_kind_display())),
        ]),
        crumbs=course.crumbs(),
        aside=[_ways_on(course, person), course.help()],
    )  # fmt: skip


def _ways_on(course: Course, person: Person) -> Actions:
    uid = course.organisation.uid
    wizard = reverse("access:quick-grant", args=[uid])
    same = f"{wizard}?persoon={person.uid}"
    links = [
        Link(_t("Nog een recht voor %s") % person, same, "key-round", "secondary"),
        Link(_t("Naar de pagina van %s") % person,
             reverse("access:person", args=[uid, person.uid]), "user", "quiet"),
        Link(_("Alle gebruikers"), reverse("access:users", args=[uid]), "users", "quiet"),
    ]  # fmt: skip
    return Actions(links if course.kind == "grant" else links[1:])
