"""'Leerlingen': who follows which opleiding at the own school; from here an agreement begins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.duallearning.agreement.actions.drafting import start_agreement
from sleutelbos.duallearning.agreement.actions.learners import remove_learner
from sleutelbos.duallearning.agreement.models import Learner
from sleutelbos.duallearning.agreement.pages import looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.forms import LearnerFilter
from sleutelbos.duallearning.agreement.pages.steps import WORKPLACE
from sleutelbos.duallearning.agreement.queries.learner_links import link_of
from sleutelbos.duallearning.agreement.queries.scope import (
    agreements_of,
    learners_for,
    learners_kept_by,
)
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.rules.term import is_minor
from sleutelbos.duallearning.agreement.states import OPEN_STATES
from sleutelbos.duallearning.recognition.pages.looks import beside
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.kernel import clock
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, handle, key_of
from sleutelbos.web.pages import PageRequest, one, reveal, see_other
from sleutelbos.web.parts import (
    Button,
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Link,
    Listing,
    Note,
    Part,
    Section,
)
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:learners"
ADD = _("Leerling toevoegen")
COLUMNS = [
    Column("leerling", _("Leerling"), "person.name", sort="person__family_name",
           link=looks.learner_url),
    Column("opleiding", _("Opleiding"), "programme.name", sort="programme__name"),
    Column("schooljaar", _("Schooljaar"), "year_text", sort="school_year"),
    Column("overeenkomst", _("Overeenkomst"), lambda row: _agreement(row)),
    Column("school", _("School"), "school.name", sort="school__name", shown=False),
]  # fmt: skip


def _agreement(row: Learner) -> str:
    return row.newest or _t("nog geen")  # type: ignore[attr-defined]


@page(
    "duaal/leerlingen",
    name="learners",
    title=_("Leerlingen"),
    door=roles.reads_learners,
    shows="duallearning.learners",
    reveals=PURPOSE,
)
def learners(request: PageRequest) -> HttpResponseBase:
    """All learners of my school, with the number of their newest agreement."""
    by = request.actor
    add = Link(ADD, reverse("duallearning:add-learner"), look="primary")
    way = add if roles.draws_up_somewhere(by) else None
    empty = Empty(
        _("Nog geen leerlingen"),
        _("Een trajectbegeleider voegt een leerling toe. Daarna maakt hij de overeenkomst op."),
        action=way, icon="graduation-cap",
    )  # fmt: skip
    table = Table(
        request, learners_for(by), COLUMNS, name="leerlingen", filters=LearnerFilter,
        order="leerling", empty=empty, person=lambda row: row.person_id,
    )  # fmt: skip
    sentence = ngettext("%s leerling van uw school.", "%s leerlingen van uw school.", table.count)
    head = Head(_("Leerlingen"), sentence % words.number_text(table.count), primary=way)
    return show.listing(request, head, table)


@page(
    "duaal/leerlingen/<uuid:uid>",
    name="learner",
    title=_("Leerling"),
    door=roles.reads_learners,
    does=start_agreement,
    reveals=PURPOSE,
)
def learner(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """One learner with his agreements; begin one."""
    by = request.actor
    row = one(learners_for(by), uid)
    reveal(request, [row.person_id])
    if request.method == "POST":
        made = start_agreement.keyed(key_of(request), by, row)
        return see_other(looks.agreement_url(made, WORKPLACE))
    found = list(agreements_of(by, row))
    begin = Button(_("Overeenkomst opmaken"), looks.learner_url(row), look="primary")
    may = bool(start_agreement.check(by, row))
    states = {one.state for one in found}
    open_now = may and not states & set(OPEN_STATES)
    primary = begin if open_now and "registered" not in states else None
    ways: list[Link | Button] = []
    if open_now and primary is None:  # one after the other: rarely what one comes for
        ways.append(replace(begin, look="secondary"))
    if may:
        url = looks.learner_url(row, "change-learner")
        ways.append(Link(_("Vertegenwoordiger wijzigen"), url, "pencil", "secondary"))
        ways += _page_of(row)
    if may and not found:
        url = looks.learner_url(row, "remove-learner")
        ways.append(Link(_("Leerling verwijderen"), url, "trash-2", "quiet"))
    head = Head(
        row.person.name, f"{row.programme}, {row.year_text}", kicker=row.school.name,
        primary=primary,
    )  # fmt: skip
    return show.page(
        request, head, *_lacks(row), _facts(row), _agreements(found), history(row),
        crumbs=[Crumb(_("Leerlingen"), reverse(LIST)), Crumb(row.person.name)],
        aside=beside(request.path, ways),
    )  # fmt: skip


def _page_of(row: Learner) -> list[Link | Button]:
    """The learner's own page: send the link, withdraw it."""
    label = _("Link naar de eigen pagina sturen")
    found: list[Link | Button] = []
    if row.person.email:
        found.append(Button(label, looks.learner_url(row, "send-learner-link"), icon="mail"))
    if link_of(row) is not None:
        url = looks.learner_url(row, "withdraw-learner-link")
        found.append(Button(_("Link van de leerling intrekken"), url, look="quiet", icon="ban"))
    return found


def _lacks(row: Learner) -> list[Part]:
    if row.guardian or not is_minor(row.person.birth_date, clock.today()):
        return []
    text = _t("De leerling is minderjarig. Vul in wie hem vertegenwoordigt en mee tekent.")
    url = looks.learner_url(row, "change-learner")
    return [Note(text, "warn", action=Link(_("Invullen"), url))]


def _facts(row: Learner) -> Facts:
    link = link_of(row)
    until = _t("werkt tot en met %s") % words.day_text(link.expires_on) if link else "–"
    return Facts(
        [
            Fact(_("Opleiding"), row.programme.name),
            Fact(_("Type overeenkomst"), row.programme.get_agreement_display()),
            Fact(_("Schooljaar"), row.year_text),
            Fact(_("Geboren op"), words.day_text(row.person.birth_date) or "–"),
            Fact(_("E-mailadres"), row.person.email or "–"),
            Fact(_("Vertegenwoordigd door"), row.guardian or "–", row.guardian_email),
            Fact(_("Link naar de eigen pagina"), until),
        ]
    )


def _agreements(rows: list[Any]) -> Section:
    lines = [
        [
            Link(one.number, looks.agreement_url(one)),
            looks.workplace_text(one),
            words.period_text(one.valid) or "–",
            looks.agreement_pill(one),
        ]
        for one in rows
    ]
    headings = [_("Overeenkomst"), _("Onderneming"), _("Looptijd"), _("Toestand")]
    listing = Listing(headings, lines, empty=_("Nog geen overeenkomst."))
    return Section(_("Overeenkomsten"), [listing])


@page(
    "duaal/leerlingen/<uuid:uid>/verwijderen",
    name="remove-learner",
    title=_("Leerling verwijderen"),
    door=roles.draws_up_somewhere,
    does=remove_learner,
    reveals=PURPOSE,
)
def remove(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Added by mistake."""
    by = request.actor
    row = one(learners_kept_by(by), uid)
    reveal(request, [row.person_id])
    form, back = Form.of(request), looks.learner_url(row)

    def do(form: Form) -> str:
        remove_learner.keyed(form.key, by, row)
        show.toast(request, _t("De leerling is verwijderd."))
        return reverse(LIST)

    return handle(request, form, do) or show.confirm(
        request, form, Head(_("Leerling verwijderen"), kicker=row.person.name),
        consequences=[_t("De leerling verdwijnt uit de lijst van uw school.")],
        submit=_("Verwijderen"), back_url=back,
        crumbs=[Crumb(_("Leerlingen"), reverse(LIST)), Crumb(row.person.name, back)],
    )  # fmt: skip
