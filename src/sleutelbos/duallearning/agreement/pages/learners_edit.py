"""Add a learner, change who represents him, copy an agreement for another."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Newcomer
from sleutelbos.duallearning.agreement.actions.drafting import copy_agreement
from sleutelbos.duallearning.agreement.actions.learners import (
    Guardian,
    add_learner,
    change_learner,
)
from sleutelbos.duallearning.agreement.pages import looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.drawing_up import ROUTE
from sleutelbos.duallearning.agreement.pages.forms import CopyForm, GuardianForm, LearnerForm
from sleutelbos.duallearning.agreement.pages.learners import ADD, LIST
from sleutelbos.duallearning.agreement.pages.steps import TERM, WORKPLACE
from sleutelbos.duallearning.agreement.queries.scope import (
    agreements_kept_by,
    learners_kept_by,
    learners_to_place,
    programmes_of,
    schools_kept_by,
)
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.school_years import first_of, last_of, year_of
from sleutelbos.duallearning.recognition.models import Programme
from sleutelbos.duallearning.recognition.pages.looks import help_box
from sleutelbos.kernel import clock
from sleutelbos.register.public import Organisation
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Empty, Head, Link


@page(
    "duaal/leerlingen/nieuw",
    name="add-learner",
    title=ADD,
    door=roles.draws_up_somewhere,
    does=add_learner,
    reveals=PURPOSE,
)
def add(request: PageRequest) -> HttpResponseBase:
    """By number; somebody who is known keeps his own names and address."""
    by = request.actor
    schools = {str(row.uid): row for row in schools_kept_by(by)}
    programmes = _programmes(list(schools.values()))
    names = {key: row.name for key, row in schools.items()}
    offered = {key: row.name for key, row in programmes.items()}
    form = LearnerForm.of(request, schools=names, programmes=offered)

    def do(form: LearnerForm) -> str:
        given = form.cleaned_data
        key = given.get("school") or next(iter(schools))
        newcomer = Newcomer(
            given["insz"], given["given_name"], given["family_name"], given["email"]
        )
        row = add_learner.keyed(
            form.key, by, schools[key], newcomer=newcomer,
            programme=programmes[given["programme"]], school_year=int(given["school_year"]),
            guardian=Guardian(given["guardian"], given["guardian_email"]),
        )  # fmt: skip
        reveal(request, [row.person_id])
        show.toast(request, _t("%s staat bij de leerlingen.") % row.person.name)
        return looks.learner_url(row)

    return handle(request, form, do) or show.form(
        request, form, Head(ADD, _("Voor een opleiding die uw school aanbiedt.")),
        submit=_("Toevoegen"), back_url=reverse(LIST),
        crumbs=[Crumb(_("Leerlingen"), reverse(LIST)), Crumb(ADD)],
        aside=[help_box(request.path)],
    )  # fmt: skip


def _programmes(schools: list[Organisation]) -> dict[str, Programme]:
    """What these schools offer this school year or the next."""
    now = year_of(clock.today())
    found = {
        str(row.uid): row
        for school in schools
        for row in programmes_of(school, first_of(now), last_of(now + 1))
    }
    return dict(sorted(found.items(), key=lambda item: item[1].name))


@page(
    "duaal/leerlingen/<uuid:uid>/wijzigen",
    name="change-learner",
    title=_("Vertegenwoordiger wijzigen"),
    door=roles.draws_up_somewhere,
    does=change_learner,
    reveals=PURPOSE,
)
def change(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Who signs for a learner who is under age."""
    by = request.actor
    row = one(learners_kept_by(by), uid)
    reveal(request, [row.person_id])
    form, back = GuardianForm.of(request, row=row), looks.learner_url(row)

    def do(form: GuardianForm) -> str:
        given = form.cleaned_data
        guardian = Guardian(given["guardian"], given["guardian_email"])
        change_learner.keyed(form.key, by, row, guardian=guardian)
        show.toast(request, _t("De vertegenwoordiger is bewaard."))
        return back

    head = Head(
        _("Vertegenwoordiger wijzigen"),
        _("Wie een minderjarige leerling vertegenwoordigt, tekent de overeenkomst mee."),
        kicker=row.person.name,
    )
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bewaren"), back_url=back,
        crumbs=[Crumb(_("Leerlingen"), reverse(LIST)), Crumb(row.person.name, back)],
    )  # fmt: skip


@page(
    f"{ROUTE}/kopie",
    name="copy-agreement",
    title=_("Overeenkomst kopiëren"),
    door=roles.draws_up_somewhere,
    does=copy_agreement,
    reveals=PURPOSE,
)
def copy(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The same workplace, timetable and plan for another learner of the opleiding."""
    by = request.actor
    row = one(agreements_kept_by(by).filter(recognition__isnull=False), uid)
    learners = {str(one.uid): one for one in learners_to_place(by, row.learner.programme)}
    reveal(request, [row.person_id, *(one.person_id for one in learners.values())])
    names = {key: f"{one.person}, {one.year_text}" for key, one in learners.items()}
    form, back = CopyForm.of(request, learners=names), looks.agreement_url(row)

    def do(form: CopyForm) -> str:
        learner = learners[form.cleaned_data["learner"]]
        made = copy_agreement.keyed(form.key, by, row, learner=learner)
        show.toast(request, _t("De werkversie is klaar. Kies nog de mentor en de dagen."))
        return looks.agreement_url(made, TERM if made.recognition_id else WORKPLACE)

    title, crumb = _("Overeenkomst kopiëren"), Crumb(_("Kopiëren"))
    sentence = _("De werkplek, het uurrooster en het opleidingsplan worden overgenomen.")
    head = Head(title, sentence, kicker=row.number)
    if not learners:
        empty = Empty(
            _("Geen leerling zonder overeenkomst"),
            _("Voeg eerst een leerling van dezelfde opleiding toe."),
            Link(ADD, reverse("duallearning:add-learner"), look="secondary"), "graduation-cap",
        )  # fmt: skip
        return show.page(request, head, empty, crumbs=looks.crumbs(row, crumb))
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Werkversie maken"), back_url=back,
        crumbs=looks.crumbs(row, crumb),
    )  # fmt: skip
