"""Who has what at an organisation, as of any day (G34)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import administered, organisation_crumbs, page
from sleutelbos.access.pages.forms_overview import holding_filter
from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.rules import administers_somewhere
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel import clock, periods
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest, Reveals
from sleutelbos.web.parts import Crumb, Empty, Head
from sleutelbos.web.tables import Column, Table

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant

PURPOSE = Reveals(_("Nakijken wie welke rechten heeft"))


def _columns(organisation: Organisation) -> list[Column]:
    def person_url(grant: Grant) -> str:
        return reverse("access:person", args=[organisation.uid, grant.relation.person.uid])

    return [
        Column(
            "wie", _("Wie"), "relation.person.name",
            sort=("relation__person__family_name", "relation__person__given_name"),
            link=person_url,
        ),
        Column("toepassing", _("Toepassing"), "role.right.application.name",
               sort="role__right__application__name", shown=False),
        Column("recht", _("Recht"), "role.right.name", sort="role__right__name"),
        Column("rol", _("Rol"), "role.name", sort="role__name"),
        Column("vestiging", _("Vestiging"), _site),
        Column("soort", _("Soort"), _kind, sort="relation__kind"),
        Column("van", _("Van"), lambda g: periods.first_day(g.valid), kind="date",
               sort="valid__startswith"),
        Column("tot", _("Tot en met"), queries_overview.last_day, kind="date",
               sort="valid__endswith"),
    ]  # fmt: skip


def _site(grant: Grant) -> str:
    return str(grant.limited_to or "")


def _kind(grant: Grant) -> str:
    return str(RelationKind(grant.relation.kind).label)


@page(
    "gebruikersbeheer/<uuid:organisation>/wie-heeft-wat",
    name="who-has-what",
    title=_("Wie heeft wat"),
    door=administers_somewhere,
    shows="access.grants",
    reveals=PURPOSE,
)
def who_has_what(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Grants that counted on the chosen day, with filters and files."""
    by = request.actor
    place = administered(by, organisation)
    day = _day(request)
    rows = queries_overview.grants_at(by, place, queries_overview.moment_of(day))
    rights, roles = queries_overview.in_use(by, place)
    filters = holding_filter(rights, roles, queries_overview.sites_in(place))
    table = Table(
        request,
        rows,
        _columns(place),
        name=f"wie-heeft-wat-{day:%Y%m%d}",
        filters=filters,
        order="wie",
        person=lambda grant: grant.relation.person_id,
        empty=Empty(
            _("Geen rechten op die dag"),
            _("Kies hierboven een andere dag, of ken een recht toe."),
            icon="users",
        ),
    )
    head = Head(_t("Wie heeft wat bij %s") % place, _sentence(table, day))
    crumbs = [*organisation_crumbs(place), Crumb(_("Wie heeft wat"))]
    return show.listing(request, head, table, crumbs=crumbs, after=[looks.help_box(request, place)])


def _day(request: PageRequest) -> date:
    """The reference day of the address; today when there is none or it can't be read."""
    return words.parse_day(request.GET.get("peildatum", "")) or clock.today()


def _sentence(table: Table, day: date) -> str:
    totals = queries_overview.totals(table.source)
    table.counted(totals.grants)
    who = ngettext("%s persoon", "%s personen", totals.persons) % words.number_text(totals.persons)
    words_ = {
        "day": words.day_text(day),
        "who": who,
        "count": words.number_text(totals.grants),
    }
    if not totals.grants:
        return _t("Op %(day)s heeft niemand hier een recht.") % words_
    if day == clock.today():
        text = ngettext(
            "Vandaag, %(day)s, geldt hier %(count)s recht.",
            "Vandaag, %(day)s, gelden hier %(count)s rechten van %(who)s.",
            totals.grants,
        )
    else:
        text = ngettext(
            "Op %(day)s, einde van de dag, was er %(count)s recht.",
            "Op %(day)s, einde van de dag, waren er %(count)s rechten van %(who)s.",
            totals.grants,
        )
    return text % words_
