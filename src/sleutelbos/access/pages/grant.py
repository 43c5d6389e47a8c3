"""One granted role: what it is, who gave it, and changing its period or withdrawing it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import queries, rules
from sleutelbos.access.actions.grants import change_grant, withdraw_grant
from sleutelbos.access.pages import effect, terms
from sleutelbos.access.pages.base import administered, page
from sleutelbos.access.pages.forms_users import PeriodForm, WithdrawForm
from sleutelbos.access.pages.looks import PILLS, grant_stage, help_box, real_period, timeline
from sleutelbos.access.pages.person import person_crumbs, url_of
from sleutelbos.access.queries import users as queries_users
from sleutelbos.kernel import clock, periods
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.register.public import Organisation
from sleutelbos.web import show, words
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Fact,
    Facts,
    Head,
    Link,
    Note,
    Part,
    Section,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Grant

GIVING = ("access.grant-right", "access.quick-grant", "access.grant-request")


def find(request: PageRequest, organisation: UUID, grant: UUID) -> tuple[Organisation, Grant]:
    """The grant within the actor's scope; 404 for every other one."""
    found = administered(request.actor, organisation)
    row = one(queries.grants_in(request.actor, found), grant)
    reveal(request, [row.relation.person_id])
    return found, row


def _url(name: str, grant: Grant) -> str:
    return reverse(f"access:{name}", args=[grant.relation.organisation.uid, grant.uid])


def until_of(last: date | None) -> datetime | None:
    """The instant at which a right stops whose last day is ``last``."""
    return clock.midnight(last + timedelta(days=1)) if last else None


@page(
    "gebruikersbeheer/<uuid:organisation>/rechten/<uuid:grant>",
    name="grant",
    title=_("Toegekend recht"),
    door=rules.administers_somewhere,
    shows="access.grant",
    reveals=Reveals(_("Een recht van een gebruiker bekijken")),
)
def grant_page(request: PageRequest, organisation: UUID, grant: UUID) -> HttpResponseBase:
    """What the right gives, who gave it and why, and what may be done with it."""
    found, row = find(request, organisation, grant)
    person, role = row.relation.person, row.role
    stage = grant_stage(row)
    entries = queries_users.history(found, person, role)
    head = Head(
        f"{role.right}: {role}", _sentence(row, stage), pill=PILLS[stage], kicker=person.name
    )
    return show.page(
        request,
        head,
        *_cut_by_relation(row),
        _facts(found, row, entries),
        Section(_("Wat er gebeurde"), [timeline(entries)]),
        *_claim(found, row),
        crumbs=person_crumbs(found, person, role.right),
        aside=[*_actions(request, row, stage), help_box(request, found, role.right)],
    )


def _claim(organisation: Organisation, grant: Grant) -> list[Part]:
    return effect.told(grant.role.right, effect.held_by([grant]), organisation)


def _sentence(grant: Grant, stage: str) -> str:
    valid = real_period(grant)
    first, last = (periods.first_day(valid), periods.last_day(valid)) if valid else (None, None)
    who = {
        "who": grant.relation.person,
        "day": words.day_text(last),
        "first": words.day_text(first),
    }
    if stage == "past":
        return _t("%(who)s kan dit niet meer.") % who
    if stage == "later":
        return _t("%(who)s kan dit vanaf %(first)s.") % who
    if last is None:
        return _t("%(who)s kan dit, zonder einddatum.") % who
    return _t("%(who)s kan dit tot en met %(day)s.") % who


def _cut_by_relation(grant: Grant) -> list[Part]:
    """Say it when the werkrelatie ends before the right."""
    valid = real_period(grant)
    if valid is None or valid.upper == grant.valid.upper:
        return []
    url = reverse("access:relation", args=[grant.relation.organisation.uid, grant.relation.uid])
    text = _t("De werkrelatie eindigt op %(day)s. Het recht eindigt dan mee.") % {
        "day": words.day_text(periods.last_day(valid))
    }
    return [Note(text, "warn", "", Link(_("Naar de werkrelatie"), url))]


def _facts(organisation: Organisation, grant: Grant, entries: list[AuditEntry]) -> Facts:
    person, role = grant.relation.person, grant.role
    given = given_by(grant, entries)
    facts = [
        Fact(_("Gebruiker"), Link(person.name, url_of(organisation, person))),
        Fact(_("Toepassing"), str(role.right.application)),
        Fact(_("Rol"), str(role), hint=role.description),
        Fact(_("Periode"), grant.valid),
        Fact(_("Vestiging"), str(grant.limited_to or _t("hele organisatie"))),
        Fact(_("Toegekend door"), given or None, hint=str(grant.get_source_display())),
    ]
    if grant.reason:
        facts.append(Fact(_("Waarom"), grant.reason))
    return Facts(facts)


def given_by(grant: Grant, entries: list[AuditEntry]) -> str:
    """Who gave this grant, and when; empty when it isn't in the log."""
    first = periods.first_day(grant.valid)
    for entry in entries:
        if entry.action in GIVING and entry.outcome == "done" and entry.at <= grant.valid.lower:
            if first == _period_of(entry):
                giver = queries_users.done_by(entry) or _t("het systeem")
                return f"{giver}, {words.day_text(entry.at)}"
    return ""


def _period_of(entry: AuditEntry) -> date | None:
    """The first day that an entry speaks of."""
    text = (entry.payload.get("facts", {}).get("period") or {}).get("from")
    start = parse_datetime(text) if text else None
    return start.astimezone(clock.BRUSSELS).date() if start else None


def longest_end(grant: Grant) -> date | None:
    """The last day to which one click extends; None when there is nothing to gain."""
    most = terms.longest(grant.role.right, clock.today())
    end = periods.last_day(grant.relation.valid)
    days = [day for day in (most, end) if day is not None]
    last = periods.last_day(grant.valid)
    if not days or last is None:
        return None
    return min(days) if min(days) > last else None


def _actions(request: PageRequest, grant: Grant, stage: str) -> list[Part]:
    by = request.actor
    if stage == "past":
        url = reverse("access:quick-grant", args=[grant.relation.organisation.uid])
        again = Link(_("Opnieuw toekennen"), f"{url}?persoon={grant.relation.person.uid}",
                     "key-round", "secondary")  # fmt: skip
        return [Actions([again])]
    decision = change_grant.check(by, grant, until=None)
    actions: list[Link | Button] = []
    if (longest := longest_end(grant)) is not None:
        label = _t("Verleng tot en met %s") % words.day_text(longest)
        actions.append(Button(label, _url("grant-period", grant), icon="repeat", decision=decision,
                              fields={"until": f"{longest:%d/%m/%Y}"}))  # fmt: skip
    if decision:
        actions.append(Link(_("Periode wijzigen"), _url("grant-period", grant), "pencil",
                            "secondary"))  # fmt: skip
        actions.append(Link(_("Recht intrekken"), _url("grant-withdraw", grant), "ban",
                            "secondary"))  # fmt: skip
    elif not actions:
        actions.append(Button(_("Periode wijzigen"), _url("grant-period", grant),
                              decision=decision))  # fmt: skip
    return [Actions(actions)]


@page(
    "gebruikersbeheer/<uuid:organisation>/rechten/<uuid:grant>/periode",
    name="grant-period",
    title=_("Periode wijzigen"),
    door=rules.administers_somewhere,
    does=change_grant,
    reveals=Reveals(_("De periode van een recht wijzigen")),
)
def grant_period(request: PageRequest, organisation: UUID, grant: UUID) -> HttpResponseBase:
    """Another last day."""
    found, row = find(request, organisation, grant)
    before = periods.last_day(row.valid)
    most = terms.longest(row.role.right, clock.today())
    form = PeriodForm.of(request, most=most, initial={"until": before})

    def do(form: PeriodForm) -> str:
        change_grant.keyed(form.key, request.actor, row, until=until_of(form.cleaned_data["until"]))
        _say_changed(request, row, before)
        return _url("grant", row)

    person = row.relation.person
    head = Head(
        _("Periode wijzigen"),
        kicker=f"{person} – {row.role.right}: {row.role}",
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Periode wijzigen"), back_url=_url("grant", row),
        crumbs=person_crumbs(found, person, row.role.right),
        before=[Facts([Fact(_("Periode nu"), row.valid)])],
        aside=[help_box(request, found, row.role.right)],
    )  # fmt: skip


def _say_changed(request: PageRequest, grant: Grant, before: date | None) -> None:
    last = periods.last_day(grant.valid)
    text = (
        _t("Het recht loopt nu tot en met %s.") % words.day_text(last)
        if last
        else _t("Het recht loopt nu zonder einddatum.")
    )
    back = f"{before:%d/%m/%Y}" if before else ""
    undo = None
    if last != before and (before is None or before >= clock.today()):
        undo = Button(_("Ongedaan maken"), _url("grant-period", grant), {"until": back})
    show.toast(request, text, undo=undo)


@page(
    "gebruikersbeheer/<uuid:organisation>/rechten/<uuid:grant>/intrekken",
    name="grant-withdraw",
    title=_("Recht intrekken"),
    door=rules.administers_somewhere,
    does=withdraw_grant,
    reveals=Reveals(_("Een recht intrekken")),
)
def grant_withdraw(request: PageRequest, organisation: UUID, grant: UUID) -> HttpResponseBase:
    """End it now, with a reason that the user reads."""
    found, row = find(request, organisation, grant)
    person, role = row.relation.person, row.role
    form = WithdrawForm.of(request)

    def do(form: WithdrawForm) -> str:
        withdraw_grant.keyed(form.key, request.actor, row, **form.values("reason"))
        show.toast(request, _t("Het recht van %s is ingetrokken.") % person)
        return url_of(found, person)

    facts = {"who": person, "application": role.right.application, "role": role}
    consequences = [
        _t("%(who)s kan vanaf nu niet meer in %(application)s werken als %(role)s.") % facts,
        _t("%(who)s krijgt een mail met uw reden.") % facts
        if person.email
        else _t("%(who)s heeft geen e-mailadres en krijgt geen bericht.") % facts,
    ]
    return handle(request, form, do) or show.confirm(
        request, form, Head(_("Recht intrekken?"), kicker=f"{person} – {role.right}: {role}"),
        consequences=consequences, submit=_("Recht intrekken"), back_url=_url("grant", row),
        crumbs=person_crumbs(found, person, role.right),
    )  # fmt: skip
