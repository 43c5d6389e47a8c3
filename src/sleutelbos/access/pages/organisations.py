"""The organisations for which somebody can act, and the page of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import queries, rules
from sleutelbos.access.pages.base import administered, page
from sleutelbos.access.pages.looks import help_box, role_label
from sleutelbos.access.pages.organisation_ways import ways
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.states import LEGAL_REPRESENTATIVE, PostKind
from sleutelbos.kernel import periods
from sleutelbos.register.public import Organisation, TargetGroup, numbers_of, shown_number
from sleutelbos.web import show, slots
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import (
    Actions,
    Crumb,
    Disclosure,
    Empty,
    Fact,
    Facts,
    Figure,
    Figures,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Post
    from sleutelbos.access.queries.users import Overview

CAPACITY = "/hoedanigheid"


@page(
    "gebruikersbeheer",
    name="organisations",
    capacity=False,
    title=_("Mijn organisaties"),
    shows="access.organisations",
)
def organisations(request: PageRequest) -> HttpResponseBase:
    """Every organisation for which I can act, in this capacity or another one."""
    by = request.actor
    rows = queries_users.overviews(by)
    managed = [row for row in rows if row.roles]
    here = {row.pk for row in queries.administered_organisations(by)}
    now = [row for row in managed if row.organisation.pk in here]
    other = [row for row in managed if row.organisation.pk not in here]
    member = [row for row in rows if not row.roles]
    head = Head(_("Mijn organisaties"), _sentence(managed))
    parts: list[Part] = []
    if now:
        parts.append(_table(_("U handelt nu voor"), now, to_organisation))
    if other:
        sentence = _("Kies deze organisatie eerst: u hoeft niet opnieuw aan te melden.")
        parts.append(_table(_("U kunt ook handelen voor"), other, to_capacity, sentence))
    if not managed:
        parts.append(_nothing())
    if member:
        names = [[row.organisation.name, ", ".join(_groups(row.organisation))] for row in member]
        listing = Listing([_("Organisatie"), _("Doelgroep")], names)
        parts.append(Section(_("U werkt hier, zonder beheerder te zijn"), [listing]))
    return show.page(request, head, *parts, aside=[help_box(request)])


def _sentence(managed: list[Overview]) -> str:
    waiting = sum(row.waiting for row in managed)
    if not managed:
        return _t("U bent van geen enkele organisatie beheerder.")
    count = ngettext(
        "U bent beheerder van %(n)s organisatie.", "U bent beheerder van %(n)s organisaties.",
        len(managed),
    ) % {"n": len(managed)}  # fmt: skip
    if not waiting:
        return _t("%(count)s Er wachten geen aanvragen op u.") % {"count": count}
    waits = ngettext("Er wacht %(n)s aanvraag.", "Er wachten %(n)s aanvragen.", waiting)
    return f"{count} {waits % {'n': waiting}}"


def to_organisation(row: Overview) -> Link:
    """Where the row leads when I act for it now."""
    url = reverse("access:organisation", args=[row.organisation.uid])
    return Link(row.organisation.name, url)


def to_capacity(row: Overview) -> Link:
    """Where the row leads when I must first choose it."""
    return Link(row.organisation.name, CAPACITY)


def _table(title: Any, rows: list[Overview], link: Any, sentence: Any = "") -> Section:
    headings = [_("Organisatie"), _("Uw rol"), _("Doelgroep"), _("Gebruikers"), _("Wacht op u")]
    lines = [
        [
            link(row),
            ", ".join(role_label(role) for role in row.roles),
            ", ".join(_groups(row.organisation)),
            row.users,
            _waits(row.waiting),
        ]
        for row in rows
    ]
    return Section(title, [Listing(headings, lines, numbers=(3,))], sentence=sentence)


def _waits(number: int) -> Pill | str:
    if not number:
        return _t("niets")
    text = ngettext("%(n)s aanvraag", "%(n)s aanvragen", number) % {"n": number}
    return Pill(text, "warn", "hourglass")


def _groups(organisation: Organisation) -> list[str]:
    today = {membership.target_group for membership in organisation.target_groups.all()}
    return [str(TargetGroup(code).label) for code in sorted(today)]


def _nothing() -> Empty:
    ask = Link(_("Vraag een recht"), reverse("access:ask"), look="primary")
    return Empty(
        _("U beheert nog geen organisatie"),
        _("Een beheerder of de bevoegde dienst stelt u aan. Hebt u zelf een recht nodig?"),
        ask,
        "building-2",
    )


@page(
    "gebruikersbeheer/<uuid:organisation>",
    name="organisation",
    title=_("Organisatie"),
    door=rules.administers_somewhere,
    shows="access.organisation",
    reveals=Reveals(_("Overzicht van een organisatie")),
)
def organisation_page(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """One organisation: what matters now, its numbers, beheerders, vestigingen."""
    by = request.actor
    found = administered(by, organisation)
    numbers = queries_users.figures(by, found)
    way = ways(by, found, numbers.users)
    head = Head(
        found.name,
        _t("U beheert dit alleen. Stel eerst een hoofd lokale beheerder aan.")
        if way.alone
        else _matters(numbers),
        pill=_state(found),
        primary=way.first,
        kicker=", ".join(_groups(found)),
    )
    return show.page(
        request,
        head,
        *_warnings(found),
        _figures(found, numbers),
        Section(_("Beheerders"), [_managers(request, found)], action=_more("managers", found)),
        *slots.contributions("organisation", request, found),
        *_sites(found),
        Section(_("Gegevens"), [_facts(found)]),
        crumbs=[Crumb(_("Mijn organisaties"), reverse("access:organisations"))],
        aside=[Actions(way.others), help_box(request, found)],
    )


def _url(name: str, organisation: Organisation) -> str:
    return reverse(f"access:{name}", args=[organisation.uid])


def _more(name: str, organisation: Organisation) -> Link:
    return Link(_("Alle beheerders"), _url(name, organisation))


def _state(organisation: Organisation) -> Pill:
    if organisation.status == "active":
        return Pill(_("Actief"), "ok")
    return Pill(_("Stopgezet"), "stop")


def _matters(numbers: queries_users.Figures) -> str:
    """The one sentence on top: requests first, then what ends."""
    if numbers.requests:
        text = ngettext(
            "%(n)s aanvraag wacht op een beslissing.",
            "%(n)s aanvragen wachten op een beslissing.",
            numbers.requests,
        )
        return text % {"n": numbers.requests}
    if numbers.ending:
        text = ngettext(
            "%(n)s recht eindigt binnen 30 dagen.",
            "%(n)s rechten eindigen binnen 30 dagen.",
            numbers.ending,
        )
        return text % {"n": numbers.ending}
    if not numbers.users:
        return _t("Nog niemand kan hier iets doen. Ken een eerste recht toe.")
    return _t("Alles is in orde: niets wacht op u.")


def _warnings(organisation: Organisation) -> list[Part]:
    if organisation.status == "active":
        return []
    text = _("Deze organisatie is stopgezet. U kunt geen gebruikers of rechten meer toevoegen.")
    return [Note(text, "stop")]


def _figures(organisation: Organisation, numbers: queries_users.Figures) -> Figures:
    return Figures([
        Figure(_("Gebruikers"), numbers.users, _("met een werkrelatie vandaag"),
               _url("users", organisation)),
        Figure(_("Rechten"), numbers.grants, _("die nu gelden"),
               _url("who-has-what", organisation)),
        Figure(_("Eindigen binnenkort"), numbers.ending, _("binnen 30 dagen"),
               _url("ending", organisation)),
        Figure(_("Aanvragen"), numbers.requests, _("wachten op een beslissing"),
               _url("requests", organisation)),
    ])  # fmt: skip


def _managers(request: PageRequest, organisation: Organisation) -> Listing:
    posts = sorted(queries.posts_of(organisation), key=_rank)
    functions = list(queries.representatives_of(organisation))
    reveal(request, [row.person_id for row in posts] + [row.person_id for row in functions])
    rows: list[list[Any]] = [
        [row.person.name, role_label(LEGAL_REPRESENTATIVE), row.valid.lower, _("volgens de KBO")]
        for row in functions
    ]
    for post in posts:
        kind = f"{post.kind}:{post.domain}" if post.domain else post.kind
        first = periods.first_day(post.valid)
        rows.append([post.person.name, role_label(kind), first, post.get_source_display()])
    return Listing(
        [_("Naam"), _("Functie"), _("Sinds"), _("Aangesteld")],
        rows,
        empty=_("Deze organisatie heeft nog geen beheerder."),
    )


def _rank(post: Post) -> tuple[int, int]:
    """Highest in the chain first."""
    return list(PostKind).index(PostKind(post.kind)), post.pk


def _sites(organisation: Organisation) -> list[Part]:
    sites = organisation.sites.order_by("status", "name", "pk")
    rows = [
        [str(site), site.address, shown_number(site.number), str(site.get_status_display())]
        for site in sites
    ]
    if not rows:
        return []
    headings = [_("Vestiging"), _("Adres"), _("Vestigingsnummer"), _("Staat")]
    return [Disclosure(_t("Vestigingen (%s)") % len(rows), [Listing(headings, rows)])]


def _facts(organisation: Organisation) -> Facts:
    numbers = [Fact(label, shown_number(value)) for label, value in _labelled_numbers(organisation)]
    more = [
        Fact(_("Doelgroep"), _groups(organisation)),
        Fact(_("Soort"), str(organisation.get_kind_display()).capitalize()),
        Fact(_("Adres"), organisation.address),
    ]
    return Facts([*numbers, *more], columns=1)


def _labelled_numbers(organisation: Organisation) -> list[tuple[str, str]]:
    labels = {
        "KBO": _t("Ondernemingsnummer"),
        "OVO": _t("OVO-code"),
        "INR": _t("Instellingsnummer"),
        "VNR": _t("Verenigingsnummer"),
    }
    found = numbers_of(organisation)
    return [(label, found[kind]) for kind, label in labels.items() if kind in found]
