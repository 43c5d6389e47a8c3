"""The workbook of a step: out, filled in, and back with its faults in their cells (A09, A12)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.positions.actions.onboarding_files import (
    hand_in_file,
    rows_of,
    take_over_file,
)
from sleutelbos.positions.actions.onboarding_plan import PlannedRow
from sleutelbos.positions.models import HandedIn, Onboarding
from sleutelbos.positions.pages.base import PURPOSE, page, plan_crumbs
from sleutelbos.positions.pages.forms_lines import StepFileForm
from sleutelbos.positions.pages.joining import joining_url
from sleutelbos.positions.pages.joining_lines import report_of
from sleutelbos.positions.pages.line_looks import lines_url
from sleutelbos.positions.queries import step_files
from sleutelbos.positions.queries.onboarding_lines import files_for
from sleutelbos.positions.rules import roles
from sleutelbos.tools.tables import CONTENT_TYPES, FormRow, write_form
from sleutelbos.web import show
from sleutelbos.web.forms import handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import (
    Actions,
    Button,
    Crumb,
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
from sleutelbos.web.press import press
from sleutelbos.web.words import moment_text

AS = "als"  # the parameter that asks for the workbook


def file_url(onboarding: Onboarding) -> str:
    """To the workbook of the step in which an entity is."""
    return reverse("positions:step-file", args=[onboarding.organisation.uid])


def handed_url(handed: HandedIn) -> str:
    """To a file that was handed in."""
    return reverse("positions:handed-in", args=[handed.uid])


def _workbook(name: str, pieces: Iterable[bytes]) -> HttpResponse:
    return show.download(b"".join(pieces), CONTENT_TYPES["xlsx"], f"{name}.xlsx")


@page(
    "arbeidsplaatsen/entiteiten/<uuid:organisation>/aansluiting/bestand",
    name="step-file",
    title=_("In Excel werken"),
    door=roles.is_hr_somewhere,
    does=hand_in_file,
    reveals=PURPOSE,
)
def step_file(request: PageRequest, organisation: UUID) -> HttpResponseBase:
    """Fetch the workbook of the step, or hand it in filled in."""
    by, onboarding = request.actor, report_of(request, organisation)
    step = onboarding.state
    if step not in step_files.COLUMNS or not roles.is_hr(by, onboarding.organisation_id):
        raise Http404
    name = step_files.NAMES[step]
    if AS in request.GET:
        rows = step_files.lines_of(onboarding, step)
        people = [line.employment.employee.person_id for line in rows]
        reveal(request, [key for key in people if key])
        return _workbook(name, step_files.workbook(onboarding, step))
    form = StepFileForm.of(request)

    def do(form: StepFileForm) -> str:
        file = form.cleaned_data["file"]
        result = step_files.read(file.read(), file.name, step)
        if not result.rows:
            raise Invalid({"file": " ".join(map(str, result.faults))})
        handed = hand_in_file.keyed(
            form.key, by, onboarding, name=file.name, rows=list(result.rows)
        )
        return handed_url(handed)

    head = Head(
        _("In Excel werken"),
        _t("Haal het %s op, vul het in en dien het hier in. U kunt ook in de lijst werken.") % name,
        kicker=onboarding.organisation.name,
    )
    fetch = Link(_t("Haal het %s op (Excel)") % name, f"?{AS}=xlsx", "download", "secondary")
    return handle(request, form, do) or show.form(
        request,
        form,
        head,
        submit=_("Nakijken"),
        back_url=joining_url(onboarding.organisation),
        before=[Actions([fetch])],
        after=_earlier(onboarding),
        crumbs=_crumbs(onboarding, Crumb(_("In Excel werken"))),
    )


def _crumbs(onboarding: Onboarding, *more: Crumb) -> list[Crumb]:
    entity = onboarding.organisation
    return plan_crumbs(entity, Crumb(_("Aansluiting"), joining_url(entity)), *more)


def handed_pill(handed: HandedIn) -> Pill:
    """Whether a file has faults, waits, or was taken over."""
    if handed.taken_at:
        return Pill(_("Overgenomen"), "ok")
    if handed.faulty:
        return Pill(_("Met fouten"), "stop")
    return Pill(_("Klaar om over te nemen"), "warn")


def _earlier(onboarding: Onboarding) -> list[Part]:
    rows = [
        [Link(row.name, handed_url(row)), moment_text(row.at), row.by.name, handed_pill(row)]
        for row in onboarding.files.select_related("by").order_by("-at")
    ]
    if not rows:
        return []
    headings = [_("Bestand"), _("Ingediend"), _("Door"), _("Stand")]
    return [Section(_("Eerder ingediend"), [Listing(headings, rows)])]


@page(
    "arbeidsplaatsen/bestanden/<uuid:uid>",
    name="handed-in",
    title=_("Ingediend bestand"),
    door=roles.reads_somewhere,
    shows="positions.handed-in",
    does=take_over_file,
    reveals=PURPOSE,
)
def handed_in(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What the file would do, its faults cell by cell, and the button that takes it over."""
    by, handed = request.actor, one(files_for(request.actor), uid)
    onboarding = handed.onboarding
    if request.method == "POST":
        told = _("Het bestand is overgenomen. Kijk de lijnen na.")
        done = lines_url(onboarding, "groen")
        return press(request, take_over_file, handed, told=told, back=done)
    rows = rows_of(handed) if handed.taken_at is None else []
    people = [row.line.employment.employee.person_id for row in rows if row.line]
    reveal(request, [key for key in people if key])
    if AS in request.GET and rows:
        columns = step_files.form_columns(onboarding, handed.step)
        told_rows = (FormRow(row.values, row.faults) for row in rows)
        return _workbook(step_files.NAMES[handed.step], write_form(columns, told_rows))
    wrong = [row for row in rows if row.faults]
    waits = bool(rows) and not wrong and handed.step == onboarding.state
    button = Button(_("Overnemen"), request.path, look="primary", icon="check",
                    decision=take_over_file.check(by, handed), expected=False)  # fmt: skip
    head = Head(
        _("Ingediend bestand"),
        _sentence(handed, wrong),
        pill=handed_pill(handed),
        kicker=onboarding.organisation.name,
        primary=button if waits else None,
    )
    return show.page(
        request, head, *_parts(handed, rows, wrong),
        crumbs=_crumbs(onboarding, Crumb(handed.name)),
    )  # fmt: skip


def _sentence(handed: HandedIn, wrong: list[PlannedRow]) -> str:
    words = {"name": handed.name, "who": handed.by.name, "when": moment_text(handed.at)}
    if wrong:
        return _t("%(name)s heeft nog fouten. Er is niets overgenomen.") % words
    return _t("%(name)s, ingediend door %(who)s op %(when)s") % words


def _parts(handed: HandedIn, rows: list[PlannedRow], wrong: list[PlannedRow]) -> list[Part]:
    if not rows:
        return [Note(_("Van dit bestand bewaren we alleen dat het ingediend werd."))]
    asking = handed.step == "asking"
    yes = _("Arbeidsplaats aanvragen") if asking else _("Toewijzen")
    no = _("Niet nodig") if asking else _("Blijft vacant")
    good = [row for row in rows if not row.faults]
    figures = Figures([
        Figure(yes, sum(row.wanted is True for row in good), _("rijen")),
        Figure(no, sum(row.wanted is False for row in good), _("rijen")),
        Figure(_("Nog open"), sum(row.wanted is None for row in good), _("rijen")),
        Figure(_("Met fouten"), len(wrong), _("rijen")),
    ])  # fmt: skip
    if not wrong:
        return [figures]
    labels = {one.name: str(one.label) for one in step_files.COLUMNS[handed.step]}
    lines = [
        [_who(row), labels.get(name, ""), sentence]
        for row in wrong
        for name, sentence in row.faults.items()
    ]
    fetch = Link(_("Bestand met de fouten (Excel)"), f"?{AS}=xlsx", "download", "secondary")
    again = Link(
        _("Verbeterd bestand indienen"), file_url(handed.onboarding), "upload", "secondary"
    )
    listing = Listing([_("Lijn"), _("Kolom"), _("Wat er fout is")], lines)
    sentence = _("In het bestand staat elke fout bij haar cel.")
    section = Section(_("Fouten"), [listing, Actions([fetch, again])], sentence=sentence)
    return [figures, section]


def _who(row: PlannedRow) -> str:
    return row.line.employment.employee.name if row.line else _t("Onbekende lijn")
