"""The file of BTB: choose it, see what would happen, register all of it or nothing (G02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import btb_file, btb_sealed
from sleutelbos.access.actions.record_btb import record_btb
from sleutelbos.access.pages import looks
from sleutelbos.access.pages.base import page
from sleutelbos.access.pages.forms_appointing import BtbConfirm, BtbFile
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.kernel.actions import Invalid
from sleutelbos.web import show, words
from sleutelbos.web.forms import put_invalid
from sleutelbos.web.pages import PageRequest, Reveals, reveal, see_other
from sleutelbos.web.parts import Crumb, Head, Listing, Note, Part, Pill, Prose, Step, Steps

if TYPE_CHECKING:
    from sleutelbos.access.btb_file import Plan, Planned

PURPOSE = Reveals(_("Toegangsbeheerders uit BTB registreren"))


@page(
    "gebruikersbeheer/aanstellen/btb",
    name="btb",
    title=_("Bestand van BTB"),
    door=queries_posts.records_btb,
    does=record_btb,
    reveals=PURPOSE,
)
def btb(request: PageRequest) -> HttpResponseBase:
    """Choose the file; then the dry run; then all lines at once."""
    if request.method == "POST" and "lines" in request.POST:
        return _register(request)
    form = BtbFile.of(request)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        return _dry_run(request, form, btb_file.plan(request.actor, file.read(), file.name))
    return _choose(request, form, [])


def _choose(request: PageRequest, form: BtbFile, parts: list[Part]) -> HttpResponseBase:
    head = Head(
        _("Bestand van BTB inlezen"),
        _("Eerst ziet u per regel wat er zou gebeuren. Er verandert nog niets."),
    )
    columns = [
        ["ondernemingsnummer", _("tien cijfers")],
        ["INSZ", _("elf cijfers")],
        ["soort", _("hoofdtoegangsbeheerder of toegangsbeheerder")],
        ["domein", _("bijvoorbeeld werkgelegenheid; leeg voor alle domeinen")],
        ["van", _("eerste dag, vanaf vandaag")],
        ["tot", _("laatste dag; leeg voor geen einde")],
    ]
    explained = Listing([_("Kolom"), _("Wat erin staat")], columns)
    return show.wizard(
        request, form, head, _steps(0), submit=_("Nakijken"), parts=[*parts, explained],
        back_url=reverse("access:appointing"), crumbs=_crumbs(), aside=[looks.help_box(request)],
    )  # fmt: skip


def _dry_run(request: PageRequest, form: BtbFile, plan: Plan) -> HttpResponseBase:
    if plan.faults:
        for sentence in plan.faults:
            form.add_error("file", sentence)
        return _choose(request, form, [])
    reveal(request, plan.persons)
    if plan.good:
        lines = [planned.line for planned in plan.lines if planned.line is not None]
        sealed = BtbConfirm(initial={"lines": btb_sealed.seal(request.actor, lines)})
        sentence = ngettext(
            "%s regel is in orde. Registreer ze.",
            "%s regels zijn in orde. Registreer ze in één keer.",
            len(lines),
        ) % words.number_text(len(lines))
        return _show(request, sealed, sentence, [_listing(plan)], submit=_("Alles registreren"))
    sentence = ngettext(
        "%s regel heeft een fout. Er is niets geregistreerd.",
        "%s regels hebben een fout. Er is niets geregistreerd.",
        plan.wrong,
    ) % words.number_text(plan.wrong)
    note = Note(_("Verbeter het bestand en kies het opnieuw."), "stop")
    return _show(
        request, BtbFile(), sentence, [note, _listing(plan)], submit=_("Nakijken"), status=422
    )


def _show(
    request: PageRequest,
    form: BtbConfirm | BtbFile,
    sentence: str,
    parts: list[Part],
    *,
    submit: object,
    status: int = 200,
) -> HttpResponseBase:
    answer = show.wizard(
        request, form, Head(_("Wat er zou gebeuren"), sentence), _steps(1), submit=str(submit),
        parts=parts, back_url=reverse("access:btb"), crumbs=_crumbs(),
    )  # fmt: skip
    answer.status_code = max(status, answer.status_code)
    return answer


def _listing(plan: Plan) -> Listing:
    headings = (_("Waar"), _("Organisatie"), _("Wie"), _("Functie"), _("Looptijd"), _("Nagekeken"))
    return Listing(headings, [_row(planned) for planned in plan.lines])


def _row(planned: Planned) -> list[object]:
    checked: object = list(planned.faults) or Pill(_("In orde"), "ok")
    return [
        _t("Regel %s") % planned.number,
        planned.organisation,
        planned.person,
        planned.post,
        planned.period,
        checked,
    ]


def _register(request: PageRequest) -> HttpResponseBase:
    form = BtbConfirm.of(request)
    if not form.is_valid():
        return see_other(reverse("access:btb"))
    try:
        lines = btb_sealed.unseal(request.actor, form.cleaned_data["lines"])
        made = record_btb.keyed(form.key, request.actor, lines)
    except Invalid as problem:
        again = BtbFile({}, {})
        again.errors.clear()
        put_invalid(again, _by_line(problem))
        return _choose(request, again, [Prose(_("Er is niets geregistreerd."))])
    show.toast(
        request,
        ngettext(
            "%s aanstelling is geregistreerd.", "%s aanstellingen zijn geregistreerd.", len(made)
        )
        % words.number_text(len(made)),
    )
    return see_other(reverse("access:appointing"))


def _by_line(problem: Invalid) -> Invalid:
    """The problems of an action with their line in front."""
    return Invalid(
        {
            name: _t("Regel %(line)s: %(sentence)s") % {"line": name, "sentence": sentence}
            if name
            else sentence
            for name, sentence in problem.problems.items()
        }
    )


def _steps(now: int) -> Steps:
    labels = (_("Bestand"), _("Nakijken"))
    return Steps(
        [
            Step(label, "done", reverse("access:btb"))
            if n < now
            else Step(label, "now" if n == now else "later")
            for n, label in enumerate(labels)
        ]
    )


def _crumbs() -> list[Crumb]:
    return [Crumb(_("Aanstellen"), reverse("access:appointing")), Crumb(_("Bestand van BTB"))]
