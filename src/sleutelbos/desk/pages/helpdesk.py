"""The information line 1700: find, tell, send a message, answer, help orphans (G03, G05, G33)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import helps, invite_beheerder, orphans
from sleutelbos.desk import queries
from sleutelbos.desk.actions.help import ask_help
from sleutelbos.desk.managers import Manager, managers_of
from sleutelbos.desk.pages.base import organisation_of, page
from sleutelbos.desk.pages.forms import CallForm, RequestFilter
from sleutelbos.desk.pages.parts import script
from sleutelbos.desk.pages.who import orphan_note, search_part
from sleutelbos.desk.states import help_flow
from sleutelbos.register.public import Organisation, looks_like_insz, numbers_of
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Card,
    Cards,
    Code,
    Crumb,
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
from sleutelbos.web.tables import Column, Table

HOME = Crumb(_("Helpdesk 1700"), "/helpdesk")


def request_url(row: object) -> str:
    """To the page of a question."""
    return reverse("desk:help-request", args=[row.uid])  # type: ignore[attr-defined]


def _state(row: object) -> Pill:
    state = help_flow.states[row.state]  # type: ignore[attr-defined]
    return Pill(state.label, state.tone)


COLUMNS = [
    Column("gesteld", _("Gesteld"), "asked_at", sort="asked_at", link=request_url, kind="date"),
    Column("organisatie", _("Organisatie"), "organisation.name", sort="organisation__name"),
    Column("van", _("Van"), lambda row: row.asked_by.name if row.asked_by else _t("een beller")),
    Column("pagina", _("Pagina"), "page", shown=False),
    Column("staat", _("Toestand"), _state, kind="pill", sort="state"),
]


@page("helpdesk", name="helpdesk", title=_("Helpdesk 1700"), door=helps, shows="desk.helpdesk")
def helpdesk(request: PageRequest) -> HttpResponseBase:
    """Search an organisation; how much waits."""
    text = request.GET.get("zoek", "").strip()[:200]
    parts: list[Part] = [search_part(text, _("Naam of nummer van de organisatie"))]
    if looks_like_insz(text):
        parts.append(Note(_("Zoek op de naam of het nummer van een organisatie."), "warn"))
    elif text:
        parts.append(_found(request, text))
    waiting, lonely = queries.open_count(request.actor), orphans().count()
    questions = f"{reverse('desk:help-requests')}?staat=open"
    parts.append(
        Figures(
            [
                Figure(_("Open vragen"), waiting, _("wachten op een antwoord"), questions),
                Figure(
                    _("Zonder beheerder"),
                    lonely,
                    _("organisaties met gebruikers, maar zonder beheerder"),
                    reverse("desk:orphans"),
                ),
            ]
        )
    )
    head = Head(
        _("Helpdesk 1700"), _("Zoek de organisatie van de beller, of beantwoord een vraag.")
    )
    return show.page(request, head, *parts)


def _found(request: PageRequest, text: str) -> Part:
    found = queries.find_organisations(request.actor, text)
    if not found:
        return Empty(
            _("Geen organisatie gevonden"), _("Vraag de beller naar het volledige nummer.")
        )
    url = "desk:helpdesk-organisation"
    return Cards([Card(row.name, reverse(url, args=[row.uid]), row.municipality) for row in found])


@page(
    "helpdesk/vragen",
    name="help-requests",
    title=_("Vragen"),
    door=helps,
    shows="desk.help-requests",
    reveals=Reveals(_("Vragen aan 1700 behandelen")),
)
def help_requests(request: PageRequest) -> HttpResponseBase:
    """All questions, the oldest first."""
    table = Table(
        request,
        queries.requests_for(request.actor),
        COLUMNS,
        name="vragen",
        filters=RequestFilter,
        order="gesteld",
        person=lambda row: row.asked_by_id,
        empty=Empty(_("Geen vragen"), _("Er is nog geen enkele vraag gesteld.")),
    )
    head = Head(_("Vragen aan 1700"), _("De oudste vraag staat bovenaan."))
    return show.listing(request, head, table, crumbs=[HOME])


@page(
    "helpdesk/zonder-beheerder",
    name="orphans",
    title=_("Organisaties zonder beheerder"),
    door=helps,
    shows="desk.orphans",
)
def orphan_list(request: PageRequest) -> HttpResponseBase:
    """Organisations with users but nobody who administers them (G03)."""
    columns = [
        Column("naam", _("Organisatie"), "name", sort="name", link=_organisation_url),
        Column("gemeente", _("Gemeente"), "municipality", sort="municipality"),
    ]
    table = Table(
        request,
        orphans(),
        columns,
        name="zonder-beheerder",
        order="naam",
        empty=Empty(_("Geen enkele"), _("Elke organisatie met gebruikers heeft een beheerder.")),
    )
    head = Head(
        _("Organisaties zonder beheerder"),
        _("Vraag wie er een kan aanstellen om dat te doen. Dat kan op de pagina van elk."),
    )
    return show.listing(request, head, table, crumbs=[HOME])


def _organisation_url(row: Organisation) -> str:
    return reverse("desk:helpdesk-organisation", args=[row.uid])


@page(
    "helpdesk/organisaties/<uuid:organisation>",
    name="helpdesk-organisation",
    title=_("Organisatie"),
    door=helps,
    shows="desk.helpdesk-organisation",
    does=invite_beheerder,
    reveals=Reveals(_("Een beller zeggen wie beheerder is")),
)
def organisation_page(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Who is beheerder for what, what to say, what was asked."""
    found = organisation_of(organisation)
    lines = managers_of(found)
    reveal(request, [line.person.pk for line in lines])
    active = found.status == "active"
    head = Head(
        found.name,
        _("Niemand is hier beheerder.") if not lines else "",
        pill=Pill(_("Actief"), "ok") if active else Pill(_("Stopgezet"), "stop"),
    )
    note = Link(
        _("Vraag van een beller noteren"),
        reverse("desk:note-call", args=[found.uid]),
        look="secondary",
        icon="pencil",
    )
    parts: list[Part] = [
        Section(_("Zeg aan de beller"), [Code(script(found, lines))]),
        Section(_("Beheerders"), [_listing(found, lines)]),
        Facts(_numbers(found)),
    ]
    if not lines:
        parts += [orphan_note(found), _invitations(request, found)]
    parts.append(Section(_("Vragen over deze organisatie"), [_questions(request, found)]))
    return show.page(request, head, *parts, crumbs=[HOME], aside=[Actions([note])])


def _numbers(organisation: Organisation) -> list[Fact]:
    facts = [Fact(kind, value) for kind, value in sorted(numbers_of(organisation).items())]
    return [*facts, Fact(_("Adres"), organisation.address)]


def _listing(organisation: Organisation, lines: list[Manager]) -> Listing:
    rows = [
        [
            line.person.name,
            line.label,
            line.domain,
            line.since,
            line.until or _t("geen einde"),
            Link(
                _("Bericht sturen"),
                reverse("desk:write-manager", args=[organisation.uid, line.kind])
                + f"?aan={line.person.uid}",
                about=line.person.name,
            ),
        ]
        for line in lines
    ]
    headings = [_("Naam"), _("Functie"), _("Domein"), _("Sinds"), _("Tot en met"), _("Contact")]
    return Listing(headings, rows, empty=_("Niemand."))


def _questions(request: PageRequest, organisation: Organisation) -> Listing:
    found = queries.requests_about(request.actor, organisation)[:10]
    reveal(request, [row.asked_by_id for row in found if row.asked_by_id])
    rows = [
        [
            Link(row.question[:80], request_url(row)),
            row.asked_by.name if row.asked_by else _t("een beller"),
            row.asked_at,
            _state(row),
        ]
        for row in found
    ]
    headings = [_("Vraag"), _("Van"), _("Gesteld"), _("Toestand")]
    return Listing(headings, rows, empty=_("Nog geen vragen."))


def _invitations(request: PageRequest, organisation: Organisation) -> Part:
    people = queries.appointers_of(organisation)
    reveal(request, [person.pk for _label, person in people])
    buttons = [
        Button(
            _("Vraag het aan %(name)s (%(service)s)") % {"name": person.name, "service": label},
            reverse("desk:invite", args=[organisation.uid]),
            {"persoon": person.uid},
            icon="send",
            decision=invite_beheerder.check(request.actor, organisation, person),
        )
        for label, person in people
    ]
    if not buttons:
        return Note(_("Niemand van deze diensten heeft hier een account. Neem zelf contact op."))
    return Actions(buttons, _("Vraag om een beheerder aan te stellen"))


@page(
    "helpdesk/organisaties/<uuid:organisation>/uitnodigen",
    name="invite",
    title=_("Organisatie"),
    door=helps,
    does=invite_beheerder,
)
def invite(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Ask somebody who can to appoint a beheerder (POST)."""
    found = organisation_of(organisation)
    back = _organisation_url(found)
    if request.method != "POST":
        return redirect(back)
    wanted = request.POST.get("persoon", "")
    people = [p for _label, p in queries.appointers_of(found) if str(p.uid) == wanted]
    if not people:
        raise Http404
    invite_beheerder.keyed(key_of(request), request.actor, found, people[0])
    show.toast(request, _t("%(name)s krijgt een mail met uw vraag.") % {"name": people[0].name})
    return see_other(back)


@page(
    "helpdesk/organisaties/<uuid:organisation>/vraag",
    name="note-call",
    title=_("Vraag van een beller"),
    door=helps,
    does=ask_help,
)
def note_call(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Write down what a caller without an account asked."""
    found = organisation_of(organisation)
    form = CallForm.of(request)

    def do(form: CallForm) -> str:
        made = ask_help.keyed(
            form.key,
            request.actor,
            None,
            question=form.cleaned_data["question"],
            organisation=found,
        )
        return reverse("desk:help-request", args=[made.uid])

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(_("Vraag van een beller"), found.name),
        submit=_("Vraag bewaren"),
        back_url=_organisation_url(found),
        crumbs=[HOME, Crumb(found.name, _organisation_url(found))],
    )
