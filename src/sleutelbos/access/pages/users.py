"""The users of an organisation: a list to search, and finding somebody by number."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import rules
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.draft import Draft, save
from sleutelbos.access.pages.forms_users import FindForm, user_filter
from sleutelbos.access.pages.looks import help_box
from sleutelbos.access.pages.who import Looked, look_up
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel import clock, periods
from sleutelbos.register.public import Organisation, Person
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, reveal
from sleutelbos.web.parts import Actions, Crumb, Disclosure, Empty, Head, Link, Note, Part, Pill
from sleutelbos.web.parts import Template as Own
from sleutelbos.web.tables import MOST_COUNTED, Column, Table

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant, WorkRelation

AS_OF = "op"
SHOWN_RIGHTS = 3


def moment_of(text: str) -> datetime:
    """The end of the day that somebody chose; now for today or what can't be read."""
    day = words.parse_day(text) if text else None
    if day is None or day == clock.today() or not 1900 <= day.year <= 2199:
        return clock.now()
    return clock.midnight(day + timedelta(days=1)) - timedelta(microseconds=1)


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers",
    name="users",
    title=_("Gebruikers"),
    door=rules.administers_somewhere,
    shows="access.users",
    reveals=Reveals(_("Gebruikers van een organisatie beheren")),
)
def users(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Everybody with a werkrelatie there, at a day of choice."""
    by = request.actor
    found = administered(by, organisation)
    at = moment_of(request.GET.get(AS_OF, ""))
    table = Table(
        request,
        queries_users.users_at(by, found, at),
        _columns(found),
        name="gebruikers",
        filters=user_filter(by, found, at),
        person=lambda row: row.pk,
        empty=_empty(found),
    )
    primary = Link(_("Recht toekennen"), _url("quick-grant", found), "key-round", "primary")
    head = Head(_("Gebruikers"), _sentence(table, at), primary=primary, kicker=found.name)
    crumbs = [*organisation_crumbs(found), Crumb(_("Gebruikers"))]
    add = Link(_("Gebruiker toevoegen"), _url("add-user", found), "plus", "secondary")
    return show.listing(
        request, head, table, crumbs=crumbs,
        before=[add, _find_box(found)], after=[help_box(request, found)],
    )  # fmt: skip


def _url(name: str, organisation: Organisation, *more: object) -> str:
    return reverse(f"access:{name}", args=[organisation.uid, *more])


def _sentence(table: Table, at: datetime) -> str:
    """How many there are that day; nothing while other filters narrow the list."""
    if set(table.chosen) - {AS_OF}:
        return ""
    if table.count > MOST_COUNTED:
        return _t("Meer dan %s personen werken hier.") % words.number_text(MOST_COUNTED)
    day = at.astimezone(clock.BRUSSELS).date()
    facts = {"n": words.number_text(table.count), "day": words.day_text(day)}
    if not table.count:
        return _t("Niemand heeft hier op %(day)s een werkrelatie.") % facts
    if day == clock.today():
        text = ngettext(
            "%(n)s persoon werkt hier vandaag.",
            "%(n)s personen werken hier vandaag.",
            table.count,
        )
        return text % facts
    return (
        ngettext("Op %(day)s: %(n)s persoon.", "Op %(day)s: %(n)s personen.", table.count) % facts
    )


def _columns(organisation: Organisation) -> list[Column]:
    def to_person(person: Person) -> str:
        return _url("person", organisation, person.uid)

    return [
        Column("naam", _("Naam"), "name", sort=("family_name", "given_name"), link=to_person),
        Column("email", _("E-mailadres"), "email", sort="email"),
        Column("soort", _("Werkrelatie"), _kinds),
        Column("vestiging", _("Vestiging"), _sites, shown=False),
        Column("rechten", _("Rechten"), _rights, export=_all_rights),
        Column("aantal", _("Aantal"), _number_of_rights, kind="number", shown=False),
        Column("tot", _("Einde werkrelatie"), _last_day, kind="date"),
    ]


def _here(person: Person) -> list[WorkRelation]:
    found: list[WorkRelation] = getattr(person, queries_users.HERE)
    return found


def _held(person: Person) -> list[Grant]:
    """The rights on those werkrelaties; the query hangs them there."""
    found: list[Grant] = []
    for row in _here(person):
        found += getattr(row, queries_users.HELD)
    return found


def _number_of_rights(person: Person) -> int:
    return len(_held(person))


def _kinds(person: Person) -> str:
    return ", ".join(sorted({str(RelationKind(row.kind).label) for row in _here(person)}))


def _sites(person: Person) -> str:
    return ", ".join(sorted(str(row.site) for row in _here(person) if row.site))


def _all_rights(person: Person) -> str:
    grants = _held(person)
    return ", ".join(sorted({f"{grant.role.right} ({grant.role})" for grant in grants}))


def _rights(person: Person) -> Any:
    """The first rights by name and how many more; a pill when there is none."""
    grants = _held(person)
    if not grants:
        return Pill(_("geen recht"), "neutral")
    roles: dict[str, list[str]] = {}
    for grant in sorted(grants, key=lambda one: (str(one.role.right), one.role.order)):
        roles.setdefault(str(grant.role.right), []).append(str(grant.role))
    lines = [f"{right}: {', '.join(sorted(set(held)))}" for right, held in roles.items()]
    more = len(lines) - SHOWN_RIGHTS
    return lines[:SHOWN_RIGHTS] + ([_t("en nog %s") % more] if more > 0 else [])


def _last_day(person: Person) -> Any:
    """The last day of all werkrelaties; None when one has no end."""
    days = [periods.last_day(row.valid) for row in _here(person)]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _empty(organisation: Organisation) -> Empty:
    return Empty(
        _("Nog geen gebruikers"),
        _("Wie u een recht toekent, wordt vanzelf gebruiker van uw organisatie."),
        icon="users",
    )


def _find_box(organisation: Organisation) -> Part:
    inner = Own("access/_find.html", {"url": _url("find-user", organisation), "find": FindForm()})
    return Disclosure(_("Zoek op rijksregisternummer"), [inner])


@page(
    "gebruikersbeheer/<uuid:organisation>/gebruikers/zoek",
    name="find-user",
    title=_("Zoek op rijksregisternummer"),
    door=rules.administers_somewhere,
    shows="access.users",
    reveals=Reveals(_("Iemand opzoeken met zijn nummer")),
)
def find_user(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """To the person's page when he is a user there; else why not, and what to do."""
    found = administered(request.actor, organisation)
    form = FindForm.of(request)
    crumbs = [
        *organisation_crumbs(found),
        Crumb(_("Gebruikers"), _url("users", found)),
        Crumb(_("Zoek op rijksregisternummer")),
    ]

    def do(form: FindForm) -> str | HttpResponseBase:
        looked = look_up(request.actor, form.cleaned_data["insz"])
        if looked.person is not None:
            reveal(request, [looked.person.pk])
            rows = queries_users.persons_in(request.actor, found)
            if rows.filter(pk=looked.person.pk).exists():
                if looked.note:
                    show.toast(request, looked.note, tone="warn")
                return _url("person", found, looked.person.uid)
        return _not_here(request, found, looked, crumbs)

    return handle(request, form, do) or show.form(
        request, form, Head(_("Zoek op rijksregisternummer"), kicker=found.name),
        submit=_("Zoeken"), back_url=_url("users", found), crumbs=crumbs,
        aside=[help_box(request, found)],
    )  # fmt: skip


def _not_here(
    request: PageRequest, organisation: Organisation, looked: Looked, crumbs: list[Crumb]
) -> HttpResponseBase:
    """The person is no user there: say so, and let the beheerder go on without typing again."""
    for kind in ("grant", "user"):
        draft = Draft()
        looked.into(draft)
        save(request, kind, organisation.uid, draft)
    words_of = {"who": looked.name or _t("Deze persoon"), "where": organisation}
    sentence = _t("%(who)s heeft geen werkrelatie met %(where)s.") % words_of
    grant = Link(_("Recht toekennen"), _url("quick-grant", organisation), "key-round", "primary")
    parts: list[Part] = [Note(looked.note, "warn")] if looked.note else []
    parts.append(Note(_("Ken een recht toe: de werkrelatie komt er dan vanzelf bij.")))
    parts.append(Actions([
        Link(_("Alleen toevoegen als gebruiker"), _url("add-user", organisation), "plus",
             "secondary"),
        Link(_("Zoek iemand anders"), _url("find-user", organisation), "search", "quiet"),
    ]))  # fmt: skip
    head = Head(_("Geen gebruiker van uw organisatie"), sentence, primary=grant,
                kicker=organisation.name)  # fmt: skip
    return show.page(request, head, *parts, crumbs=crumbs, aside=[help_box(request, organisation)])
