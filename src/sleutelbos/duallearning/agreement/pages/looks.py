"""How learners and agreements look on every page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.kernel import clock
from sleutelbos.tools.policies import Finding, Severity
from sleutelbos.web.parts import Crumb, Note, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Agreement, Learner

TONES = {Severity.BLOCKING: "stop", Severity.WARNING: "warn", Severity.INFO: "info"}


def agreement_url(row: Agreement, page: str = "agreement") -> str:
    """The address of a page of an agreement."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def learner_url(row: Learner, page: str = "learner") -> str:
    """The address of a page of a learner."""
    return reverse(f"duallearning:{page}", args=[row.uid])


def agreement_pill(row: Agreement) -> Pill:
    """Where it stands; of a registered one whether it began, and whether it stands still today."""
    if row.state == "registered":
        if row.valid is not None and row.valid.lower is not None:
            if row.valid.lower > clock.today():
                return Pill(_("Begint later"), "info")
        if getattr(row, "suspended", False):
            return Pill(_("Geschorst"), "warn")
    return Pill.of(agreement_flow, row.state)


def workplace_text(row: Agreement) -> str:
    """The company; a dash while none is chosen."""
    return row.recognition.company.name if row.recognition else "–"


def crumbs(row: Agreement, *more: Crumb) -> list[Crumb]:
    """The way back to the list and the agreement."""
    here = Crumb(row.number, agreement_url(row) if more else "")
    return [Crumb(_("Overeenkomsten"), reverse("duallearning:agreements")), here, *more]


def findings(found: Iterable[Finding]) -> list[Part]:
    """What rules say, the heaviest first, each with its source; nothing when all is well."""
    order = list(TONES)
    ranked = sorted(found, key=lambda one: order.index(one.severity))
    return [Note(_said(one), TONES[one.severity], _title(one.severity)) for one in ranked]


def problems(found: Iterable[Finding]) -> list[Part]:
    """The same under a heading."""
    notes = findings(found)
    return [Section(_("Wat de regels zeggen"), notes)] if notes else []


def _said(one: Finding) -> str:
    if not one.source:
        return str(one.sentence)
    return " ".join((str(one.sentence), _t("Bron: %s") % one.source))


def _title(severity: Severity) -> str:
    return {
        Severity.BLOCKING: _t("Dit moet nog in orde"),
        Severity.WARNING: _t("Let op"),
        Severity.INFO: _t("Goed om te weten"),
    }[severity]
