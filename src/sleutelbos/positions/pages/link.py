"""Link somebody to a position, and end a link (A19)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions.actions.occupation import end_link, link_findings, link_position
from sleutelbos.positions.pages import looks
from sleutelbos.positions.pages.base import PURPOSE, page, plan_crumbs
from sleutelbos.positions.pages.forms import FindEmployee, LastDay, LinkForm
from sleutelbos.positions.queries.positions import (
    candidates,
    candidates_by_number,
    candidates_of,
    holders_of,
)
from sleutelbos.positions.queries.scope import positions_for
from sleutelbos.positions.rules import roles
from sleutelbos.positions.rules.occupation import LinkTerms
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import Crumb, Empty, Head

if TYPE_CHECKING:
    from sleutelbos.positions.models import Employment, Position

MOST = 25
SEARCH, WHO = "zoek", "wie"


@page(
    "arbeidsplaatsen/<uuid:uid>/koppelen",
    name="link",
    title=_("Personeelslid koppelen"),
    door=roles.manages_somewhere,
    does=link_position,
    reveals=PURPOSE,
)
def link(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """First whom, by name or number; then as what, and in which days."""
    by = request.actor
    position = one(positions_for(by), uid)
    found = _chosen(request, position)
    if found is None:
        return _search(request, position)
    persons = [one.employee.person_id for one in found if one.employee.person_id]
    reveal(request, persons)
    if not found:
        empty = Empty(
            _("Niemand gevonden"),
            _("Zoek een andere naam. Wie nieuw is, staat hier na de lading van Vlimpers."),
        )
        return show.page(request, _head(position), empty, crumbs=_crumbs(position))
    form = LinkForm.of(
        request, found=[_option(one) for one in found], initial={"first": clock.today()}
    )

    def do(form: LinkForm) -> str:
        told = form.cleaned_data
        employment = next(one for one in found if str(one.uid) == told["employment"])
        terms = LinkTerms(told["kind"], told["share"], told["first"], told["last"])
        link_position.keyed(form.key, by, position, employment, terms=terms)
        told_text = _t("%(name)s is gekoppeld aan arbeidsplaats %(number)s.") % {
            "name": employment.employee.name, "number": position.number
        }  # fmt: skip
        warnings = [str(one.sentence) for one in link_findings(position, employment, terms)]
        show.toast(request, " ".join([told_text, *warnings]), tone="warn" if warnings else "ok")
        return looks.url_of(position)

    return handle(request, form, do) or show.form(
        request,
        form,
        _head(position),
        submit=_("Koppelen"),
        back_url=looks.url_of(position, "link"),
        crumbs=_crumbs(position),
    )


def _chosen(request: PageRequest, position: Position) -> list[Employment] | None:
    """Who was looked for; None when nobody was. A number never stands in the address: whoever was
    found by it goes by his public key."""
    try:
        return candidates_of(position.organisation, UUID(request.GET[WHO]))
    except (KeyError, ValueError):
        text = request.GET.get(SEARCH, "").strip()
        return candidates(position.organisation, text, MOST) if text else None


def _search(request: PageRequest, position: Position) -> HttpResponseBase:
    form = FindEmployee.of(request)

    def do(form: FindEmployee) -> str:
        text, url = form.cleaned_data["zoek"].strip(), looks.url_of(position, "link")
        if not text.isdecimal():
            return f"{url}?{urlencode({SEARCH: text})}"
        found = candidates_by_number(position.organisation, text)
        if not found:
            raise Invalid({"zoek": _t("Niemand met dit Vlimpersnummer werkt voor deze entiteit.")})
        return f"{url}?{urlencode({WHO: str(found[0].employee.uid)})}"

    return handle(request, form, do) or show.form(
        request,
        form,
        _head(position),
        submit=_("Zoeken"),
        back_url=looks.url_of(position),
        crumbs=_crumbs(position),
    )


def _option(employment: Employment) -> tuple[str, str, str]:
    words = {"number": employment.employee.number, "relation": employment.number}
    more = _t("Vlimpersnummer %(number)s, arbeidsrelatie %(relation)s") % words
    return str(employment.uid), employment.employee.name, more


def _head(position: Position) -> Head:
    return Head(
        _("Personeelslid koppelen"),
        _("Kies wie de arbeidsplaats bezet, en van wanneer tot wanneer."),
        kicker=_t("Arbeidsplaats %s") % position.number,
    )


def _crumbs(position: Position) -> list[Crumb]:
    number = _t("Arbeidsplaats %s") % position.number
    return plan_crumbs(
        position.organisation, Crumb(number, looks.url_of(position)), Crumb(_("Koppelen"))
    )


@page(
    "arbeidsplaatsen/<uuid:uid>/koppelingen/<uuid:employment>/beeindigen",
    name="end-link",
    title=_("Koppeling beëindigen"),
    door=roles.manages_somewhere,
    does=end_link,
    reveals=PURPOSE,
)
def end(request: PageRequest, uid: UUID, employment: UUID) -> HttpResponseBase:
    """Ask for the last day."""
    by = request.actor
    position = one(positions_for(by), uid)
    held = [row for row in holders_of(position) if row.employment.uid == employment]
    if not held:
        return see_other(looks.url_of(position))
    who = held[-1].employment
    reveal(request, [who.employee.person_id] if who.employee.person_id else [])
    form = LastDay.of(request, initial={"last": clock.today()})

    def do(form: LastDay) -> str:
        end_link.keyed(form.key, by, position, who, last=form.cleaned_data["last"])
        show.toast(request, _t("De koppeling van %s is beëindigd.") % who.employee.name)
        return looks.url_of(position)

    head = Head(
        _("Koppeling beëindigen"),
        _t("Tot wanneer bezet %s de arbeidsplaats?") % who.employee.name,
        kicker=_t("Arbeidsplaats %s") % position.number,
    )
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Beëindigen"),
        back_url=looks.url_of(position),
        crumbs=_crumbs(position),
    )
