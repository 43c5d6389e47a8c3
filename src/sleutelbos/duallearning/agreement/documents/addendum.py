"""An addendum as a document: what changes, old beside new, and the agreement as it then reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _t

from sleutelbos.duallearning.agreement.documents.agreement import parts_of, signers_of
from sleutelbos.duallearning.agreement.models import Addendum
from sleutelbos.duallearning.agreement.queries.addenda import changes_of
from sleutelbos.duallearning.agreement.queries.change_lines import lines_of
from sleutelbos.duallearning.agreement.queries.versions import with_changes
from sleutelbos.duallearning.agreement.states_changes import ChangedField
from sleutelbos.kernel.periods import DateRange
from sleutelbos.tools.documents import render_pdf
from sleutelbos.web import words

TEMPLATE = Path(__file__).with_name("addendum-1.typ")
COMPANY, TERM, HOURS, PAY, PLAN = 1, 3, 4, 5, 6  # where parts_of() tells each
TOLD_IN = {
    ChangedField.RECOGNITION: COMPANY,
    ChangedField.ADDRESS: COMPANY,
    ChangedField.MENTOR: COMPANY,
    ChangedField.LAST: TERM,
    ChangedField.TIMETABLE: HOURS,
    ChangedField.CATEGORY: PAY,
    ChangedField.PLAN: PLAN,
    ChangedField.NOTE: PLAN,
}


def addendum_pdf(addendum: Addendum, made_at: datetime) -> bytes:
    """The document (PDF/UA) of an addendum, in Dutch: it is signed under Flemish rules."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_pdf(TEMPLATE, _facts(addendum, made_at), made_at=made_at)


def _facts(addendum: Addendum, made_at: datetime) -> dict[str, Any]:
    rows = list(addendum.changes.order_by("first", "pk"))
    changes = changes_of(addendum)
    picture = with_changes(addendum.agreement, changes, max(one.first for one in changes))
    signers = signers_of(picture)  # who is of age by then, signs alone
    assert picture.valid is not None
    assert addendum.agreement.valid is not None
    picture.valid = DateRange(addendum.agreement.valid.lower, picture.valid.upper, "[)")
    changed = {TOLD_IN[ChangedField(row.field)] for row in rows}
    parts = [{**part, "changed": place in changed} for place, part in enumerate(parts_of(picture))]
    return {
        "title": _t("Addendum %s") % addendum.number,
        "lang": words.language(),
        "author": picture.learner.school.name,
        "subtitle": _t("bij overeenkomst %(number)s van %(learner)s")
        % {"number": picture.number, "learner": picture.learner.person.name},
        "changes_title": _t("Wat wijzigt"),
        "changes_headings": [_t("Wat"), _t("Was"), _t("Wordt"), _t("Vanaf")],
        "changes": [
            [line.what, line.before, line.after, words.day_text(line.first) or "–"]
            for line in lines_of(rows)
        ],
        "whole_title": _t("De overeenkomst, met de wijzigingen verwerkt"),
        "whole_text": _t("Wat wijzigt, is gemerkt. De rest blijft zoals het was."),
        "changed_word": _t("gewijzigd"),
        "parts": parts,
        "signatures_title": _t("Handtekeningen"),
        "signatures_text": _t(
            "Elke partij tekent en krijgt een exemplaar. De school bewaart het hare."
        ),
        "signatures_headings": [_t("Partij"), _t("Naam"), _t("Datum"), _t("Handtekening")],
        "signers": signers,
        "footer": _t("%(number)s · modelovereenkomst %(version)s · %(when)s")
        % {
            "number": addendum.number,
            "version": addendum.model_version,
            "when": words.moment_text(made_at),
        },
    }
