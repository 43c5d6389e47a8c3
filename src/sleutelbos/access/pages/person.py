"""A person as the beheerder of one organisation sees him, there and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import rules
from sleutelbos.access.actions.relations import end_relation
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.looks import (
    PILLS,
    Stage,
    grant_stage,
    help_box,
    real_period,
    role_label,
    stage_of,
    timeline,
)
from sleutelbos.access.queries import users as queries_users
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.register.public import (
    Language,
    Organisation,
    Person,
    change_contact,
    number_of,
    reveal_insz,
)
from sleutelbos.web import show, slots
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Disclosure,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Prose,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant, Post, WorkRelation

STAGES: tuple[Stage, ...] = ("soon", "now", "later")


def find(request: PageRequest, organisation: UUID, person: UUID) -> tuple[Organisation, Person]:
    """The organisation and the person within the actor's scope; 404 for every other one."""
    found = administered(request.actor, organisation)
    who = one(queries_users.persons_in(request.actor, found), person)
    reveal(request, [who.pk])
    return found, who


def url_of(organisation: Organisation, person: Person, name: str = "person") -> str:
    """Address of the person's page in this organisation, or of a page below it."""
    return reverse(f"access:{name}", args=[organisation.uid, person.uid])


def person_crumbs(organisation: Organisation, person: Person, *more: Any) -> list[Crumb]:
    """The way back to the person's page, and the page below it when given."""
    crumbs = [
        *organisation_crumbs(organisation),
        Crumb(_("Gebruikers"), reverse("access:users", args=[organisation.uid])),
    ]
    if not more:
        return [*crumbs, Crumb(person.name)]
    return [*crumbs, Crumb(person.name, url_of(organisation, person)), Crumb(more[0])]


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/<uuid:person>",
    name="person",
    title=_("Gebruiker"),
    door=rules.administers_somewhere,
    shows="access.person",
    reveals=Reveals(_("Gegevens van een gebruiker van de organisatie")),
)
def person_page(request: PageRequest, organisation: UUID, person: UUID) -> HttpResponseBase:
    """Who it is, what he may here, since when, and what happened."""
    found, who = find(request, organisation, person)
    by = request.actor
    relations = list(queries_users.relations_of(by, found, who))
    grants = list(queries_users.grants_of(by, found, who))
    staged = {grant.pk: grant_stage(grant) for grant in grants}
    present = [grant for grant in grants if staged[grant.pk] in ("now", "soon")]
    ending = sum(staged[grant.pk] == "soon" for grant in grants)
    posts = list(queries_users.posts_held(found, who))
    here = any(stage_of(row.valid) in ("now", "soon") for row in relations)
    manages = any(stage_of(row.valid) in ("now", "soon") for row in posts)
    head = Head(
        who.name,
        _sentence(found, len(present), ending, here=here, manages=manages),
        pill=Pill(_("Gebruiker"), "ok") if here else Pill(_("Geen werkrelatie nu"), "neutral"),
        primary=Link(_("Recht toekennen"), _grant_url(found, who), "key-round", "primary"),
        kicker=found.name,
    )
    return show.page(
        request,
        head,
        *_warnings(found, who),
        _rights(grants, staged),
        Section(_("Werkrelaties"), [_relations(relations, found)]),
        *_posts(posts, found),
        Section(_("Gegevens"), [_facts(by, found, who)]),
        *slots.contributions("person", request, who),
        Section(_("Wat er gebeurde"), [timeline(queries_users.history(found, who))]),
        crumbs=person_crumbs(found, who),
        aside=[_actions(by, found, who, relations), help_box(request, found)],
    )


def _grant_url(organisation: Organisation, person: Person) -> str:
    url = reverse("access:quick-grant", args=[organisation.uid])
    return f"{url}?persoon={person.uid}"


def _sentence(
    organisation: Organisation, present: int, ending: int, *, here: bool, manages: bool
) -> str:
    if not here and not manages:
        return _t("Werkt nu niet voor %(where)s en kan hier niets.") % {"where": organisation}
    if not present and manages:
        return _t("Is hier beheerder, en heeft zelf geen recht.")
    if not present:
        return _t("Heeft hier nog geen recht en kan dus nog niets.")
    text = ngettext("Heeft hier %(n)s recht.", "Heeft hier %(n)s rechten.", present)
    if ending:
        soon = ngettext(
            "%(n)s ervan eindigt binnen 30 dagen.", "%(n)s ervan eindigen binnen 30 dagen.", ending
        )
        return f"{text % {'n': present}} {soon % {'n': ending}}"
    return text % {"n": present}


def _warnings(organisation: Organisation, person: Person) -> list[Part]:
    if person.deceased_on is not None:
        return [Note(_("Volgens het Rijksregister is deze persoon overleden."), "stop")]
    change = Link(_("E-mailadres wijzigen"), url_of(organisation, person, "contact"))
    if person.email_proposed:
        waits = _("Een nieuw e-mailadres wacht tot deze persoon het bevestigt in Mijn profiel.")
        return [Note(waits, "info")]
    if person.mail_refused:
        text = _t("De mailserver weigerde ons laatste bericht: %s") % person.mail_refused
        return [Note(text, "warn", _("Dit e-mailadres werkt niet"), change)]
    if not person.email:
        return [Note(_("Zonder e-mailadres krijgt deze persoon geen bericht."), "warn", "", change)]
    return []


def _rights(grants: list[Grant], staged: dict[int, Stage]) -> Section:
    shown = [grant for stage in STAGES for grant in grants if staged[grant.pk] == stage]
    past = [grant for grant in grants if staged[grant.pk] == "past"]
    parts: list[Part] = []
    if shown:
        parts.append(_grant_list(shown, staged))
    else:
        parts.append(Prose(_("Deze persoon heeft hier geen recht, nu niet en later niet.")))
    if past:
        parts.append(
            Disclosure(_t("Vroegere rechten (%s)") % len(past), [_grant_list(past, staged)])
        )
    return Section(_("Rechten"), parts, anchor="rechten")


def _grant_list(grants: list[Grant], staged: dict[int, Stage]) -> Listing:
    headings = [_("Recht"), _("Rol"), _("Periode"), _("Staat")]
    return Listing(headings, [_grant_row(grant, staged[grant.pk]) for grant in grants])


def _grant_row(grant: Grant, stage: Stage) -> list[Any]:
    url = reverse("access:grant", args=[grant.relation.organisation.uid, grant.uid])
    link = Link(str(grant.role.right), url, about=str(grant.role))
    site = grant.limited_to
    role = f"{grant.role} ({site})" if site else str(grant.role)
    return [link, role, real_period(grant) or grant.valid, PILLS[stage]]


def _relations(relations: list[WorkRelation], organisation: Organisation) -> Listing:
    rows = [
        [
            Link(
                str(row.get_kind_display()),
                reverse("access:relation", args=[organisation.uid, row.uid]),
            ),
            str(row.site) if row.site else _("hele organisatie"),
            row.valid,
            PILLS[stage_of(row.valid)],
        ]
        for row in relations
    ]
    headings = [_("Soort"), _("Vestiging"), _("Periode"), _("Staat")]
    return Listing(headings, rows, empty=_("Deze persoon heeft hier geen werkrelatie."))


def _posts(posts: list[Post], organisation: Organisation) -> list[Part]:
    rows = [
        [
            Link(
                role_label(f"{post.kind}:{post.domain}" if post.domain else post.kind),
                reverse("access:post", args=[organisation.uid, post.uid]),
            ),
            post.valid,
            PILLS[stage_of(post.valid)],
        ]
        for post in posts
    ]
    if not rows:
        return []
    return [Section(_("Aanstellingen als beheerder"),
                    [Listing([_("Functie"), _("Periode"), _("Staat")], rows)])]  # fmt: skip


def _may_change(by: Actor, person: Person) -> Decision:
    return change_contact.check(by, person, email=person.email, language=person.language)


def _facts(by: Actor, organisation: Organisation, person: Person) -> Facts:
    identifier = number_of(person)
    contact = url_of(organisation, person, "contact") if _may_change(by, person) else ""
    number: Any = identifier.masked if identifier else None
    return Facts([
        Fact(_("Naam"), person.name),
        Fact(_("Rijksregisternummer"), number),
        Fact(_("E-mailadres"), person.email, change_url=contact),
        Fact(_("Taal van de mails"), str(Language(person.language).label), change_url=contact),
    ])  # fmt: skip


def _actions(
    by: Actor, organisation: Organisation, person: Person, relations: list[WorkRelation]
) -> Actions:
    """What one comes here for; what can't be done, said once."""
    number = reveal_insz.check(by, person, purpose="")
    url = url_of(organisation, person, "person-number")
    ways = [_way(_("Rijksregisternummer tonen"), url, "eye", number)]
    if number and not (may := _may_change(by, person)):
        ways.append(_way(_("E-mailadres of taal wijzigen"), "", "pencil", may))
    current = [row for row in relations if stage_of(row.valid) in ("now", "soon")]
    if len(current) == 1 and end_relation.check(by, current[0], reason="-"):
        end = reverse("access:relation-end", args=[organisation.uid, current[0].uid])
        ways.append(Link(_("Werkrelatie beëindigen"), end, "ban", "secondary"))
    return Actions(ways)


def _way(label: type_of_text, url: str, icon: str, decision: Decision) -> Link | Button:
    """A link to where it is done; when it may not be done, why not."""
    if decision:
        return Link(label, url, icon, "secondary")
    return Button(label, url, icon=icon, decision=decision)
