"""What a rule finds when it looks at facts with the values of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.decisions import type_of_text


class Severity(TextChoices):
    """How much a finding weighs."""

    BLOCKING = "blocking", _("Houdt tegen")
    WARNING = "warning", _("Let op")
    INFO = "info", _("Ter info")


@dataclass(frozen=True)
class Finding:
    """One finding: a stable code, a Dutch sentence, the source of the rule, the field it is about
    (empty: the whole)."""

    code: str
    severity: Severity
    sentence: type_of_text
    source: str = ""
    field: str = ""


def refuse(findings: Iterable[Finding]) -> None:
    """Raise Invalid with the blocking findings, the first of each field; else do nothing."""
    problems: dict[str, type_of_text] = {}
    for finding in findings:
        if finding.severity == Severity.BLOCKING:
            problems.setdefault(finding.field, finding.sentence)
    if problems:
        raise Invalid(problems)
