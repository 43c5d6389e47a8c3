"""The rules of agreements as they count on a day: value, weight and source (W23)."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.pages import looks
from sleutelbos.duallearning.agreement.pages.base import page
from sleutelbos.duallearning.agreement.pages.forms import RuleForm
from sleutelbos.duallearning.agreement.queries.readiness import rows_on
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.rules.weights import ALWAYS
from sleutelbos.kernel import clock
from sleutelbos.tools.policies import Severity
from sleutelbos.web import show, words
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head, Listing, Pill, Section, Template

TITLE = _("Regels voor overeenkomsten")


@page(
    "duaal/overeenkomsten/regels",
    name="agreement-rules",
    title=TITLE,
    door=roles.reads_agreements,
    shows="duallearning.agreement-rules",
)
def rules(request: PageRequest) -> HttpResponseBase:
    """What is looked at when an agreement is presented and registered; of any day (GET)."""
    form = RuleForm(request.GET or None)
    chosen = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else None
    day = chosen or clock.today()
    lines: list[list[Any]] = [
        [
            str(rule.policy.label),
            _value(row.value),
            _weight(Severity(row.severity)),
            row.note or row.get_source_display(),
        ]
        for rule, row in rows_on(day)
    ]
    headings = [_("Regel"), _("Waarde"), _("Gewicht"), _("Bron")]
    always: list[list[Any]] = [
        [sentence, _weight(Severity.BLOCKING)] for _code, _step, sentence in ALWAYS
    ]
    title = _t("Wat geldt op %s") % words.day_text(day)
    head = Head(
        TITLE,
        _("Een overeenkomst wordt beoordeeld met de regels van haar eerste dag."),
    )
    crumbs = [Crumb(_("Overeenkomsten"), reverse("duallearning:agreements")), Crumb(TITLE)]
    return show.page(
        request, head, Template("duallearning/rules_of_day.html", {"form": form}),
        Section(title, [Listing(headings, lines)]),
        Section(_("Wat altijd geldt"), [Listing([_("Regel"), _("Gewicht")], always)]),
        crumbs=crumbs,
    )  # fmt: skip


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return words.yes_or_no(value)
    many = value if isinstance(value, list) else [value]
    return ", ".join(words.number_text(one) for one in many)


def _weight(severity: Severity) -> Pill:
    return Pill(severity.label, looks.TONES[severity])
