"""The page of an organisation for the helpdesk: tell, send a message, help orphans (G03, G05)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import appointers_of, helps, invite_beheerder
from sleutelbos.desk import queries
from sleutelbos.desk.actions.help import ask_help
from sleutelbos.desk.managers import Manager, managers_of
from sleutelbos.desk.pages.base import organisation_of, page
from sleutelbos.desk.pages.forms import CallForm
from sleutelbos.desk.pages.helpdesk import HOME, organisation_url, request_url, state_pill
from sleutelbos.desk.pages.parts import script
from sleutelbos.desk.pages.who import orphan_note
from sleutelbos.register.public import (
    KeyKind,
    Organisation,
    numbers_of,
    shown_number,
)
from sleutelbos.web import show
from sleutelbos.web.forms import handle, key_of
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Pill,
    Section,
)

MOST_ASKED = 6  # buttons to ask somebody of the services that appoint; more is no help


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
    note = Link(
        _("Vraag van een beller noteren"),
        reverse("desk:note-call", args=[found.uid]),
        look="secondary",
        icon="pencil",
    )
    head = Head(
        found.name,
        pill=Pill(_("Actief"), "ok") if active else Pill(_("Stopgezet"), "stop"),
        primary=note,
    )
    parts: list[Part] = [Note(script(found, lines), title=_("Zeg aan de beller"))]
    if lines:
        parts.append(Section(_("Beheerders"), [_listing(found, lines)]))
    else:
        parts += [orphan_note(found), _invitations(request, found)]
    parts.append(Section(_("Vragen over deze organisatie"), [_questions(request, found)]))
    parts.append(Section(_("Gegevens"), [Facts(_numbers(found))]))
    return show.page(request, head, *parts, crumbs=[HOME])


def _numbers(organisation: Organisation) -> list[Fact]:
    numbers = sorted(numbers_of(organisation).items())
    facts = [Fact(KeyKind(kind).label.capitalize(), shown_number(value)) for kind, value in numbers]
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
    return Listing(headings, rows)


def _questions(request: PageRequest, organisation: Organisation) -> Listing:
    found = queries.requests_about(request.actor, organisation)[:10]
    reveal(request, [row.asked_by_id for row in found if row.asked_by_id])
    rows = [
        [
            Link(row.question[:80], request_url(row)),
            row.asked_by.name if row.asked_by else _t("een beller"),
            row.asked_at,
            state_pill(row),
        ]
        for row in found
    ]
    headings = [_("Vraag"), _("Van"), _("Gesteld"), _("Staat")]
    return Listing(headings, rows, empty=_("Nog geen vragen."))


def _invitations(request: PageRequest, organisation: Organisation) -> Part:
    people = list(appointers_of(organisation).items())[:MOST_ASKED]
    reveal(request, [person.pk for person, _authority in people])
    buttons = [
        Button(
            _("Vraag het aan %(name)s (%(service)s)")
            % {"name": person.name, "service": authority.label},
            reverse("desk:invite", args=[organisation.uid]),
            {"persoon": person.uid},
            icon="send",
            decision=invite_beheerder.check(request.actor, organisation, person),
        )
        for person, authority in people
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
    back = organisation_url(found)
    if request.method != "POST":
        return redirect(back)
    wanted = request.POST.get("persoon", "")
    people = [person for person in appointers_of(found) if str(person.uid) == wanted]
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
        show.toast(request, _t("De vraag staat bij de open vragen."))
        return reverse("desk:help-request", args=[made.uid])

    return handle(request, form, do) or show.form(
        request,
        form,
        Head(
            _("Vraag van een beller"),
            _("U schrijft ze op. U of een collega beantwoordt ze later."),
            kicker=found.name,
        ),
        submit=_("Vraag bewaren"),
        back_url=organisation_url(found),
        crumbs=[HOME, Crumb(found.name, organisation_url(found))],
    )
