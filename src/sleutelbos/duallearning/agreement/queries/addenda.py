"""Addenda that somebody sees, which change needs one, and what the rules say about it (A14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.duallearning.agreement.models import Addendum, Agreement, Signature
from sleutelbos.duallearning.agreement.queries.readiness import findings_of, weights_on
from sleutelbos.duallearning.agreement.queries.scope import (
    ROWS,
    agreements_for,
    agreements_kept_by,
)
from sleutelbos.duallearning.agreement.queries.versions import with_changes
from sleutelbos.duallearning.agreement.rules.changes import (
    CHANGEABLE,
    START_ONLY,
    Change,
    steps_of,
)
from sleutelbos.duallearning.agreement.rules.term import of_length
from sleutelbos.duallearning.agreement.rules.weights import TERM
from sleutelbos.duallearning.agreement.states_changes import UNFINISHED
from sleutelbos.duallearning.agreement.states_signing import COUNTING, Party
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.duallearning.recognition.rules.roles import companies_of
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.policies import Finding

ADDENDUM_ROWS = tuple(f"agreement__{name}" for name in ROWS)


def addenda_for(by: Actor) -> QuerySet[Addendum]:
    """Of agreements that the actor sees; others than the school once they were presented."""
    ours = Q(agreement__learner__school__in=abilities.places(by, "learners"))
    rows = Addendum.objects.filter(ours | ~Q(presented_at=None), agreement__in=agreements_for(by))
    return rows.select_related(*ADDENDUM_ROWS)


def addenda_kept_by(by: Actor) -> QuerySet[Addendum]:
    """Those that the actor prepares and registers."""
    rows = Addendum.objects.filter(agreement__in=agreements_kept_by(by))
    return rows.select_related(*ADDENDUM_ROWS)


def addenda_to_finish(by: Actor) -> QuerySet[Addendum]:
    """'Addendum afwerken': everything that isn't registered yet, the oldest first. ``asked``:
    parties sign by link, ``refused``: one of them doesn't."""
    rows = addenda_kept_by(by).filter(state__in=UNFINISHED)
    signatures = Signature.objects.filter(state__in=COUNTING, addendum=OuterRef("pk"))
    rows = rows.annotate(
        asked=Exists(signatures), refused=Exists(signatures.filter(state="refused"))
    )
    return rows.order_by("started_at", "pk")


def addenda_to_sign(by: Actor) -> QuerySet[Addendum]:
    """Those that the company still has to sign."""
    rows = Addendum.objects.filter(
        state="signing", agreement__recognition__company__in=companies_of(by)
    )
    signed = Signature.objects.filter(addendum=OuterRef("pk"), party=Party.COMPANY, state="signed")
    rows = rows.exclude(Exists(signed))
    return rows.select_related(*ADDENDUM_ROWS).order_by("presented_at", "pk")


def needs_addendum(field: str, day: date) -> bool:
    """Whether the parties confirm such a change, by the setting of its day."""
    return CHANGEABLE[field].needs.on(day)


def changes_of(addendum: Addendum) -> list[Change]:
    """What changes, in the order of its days."""
    rows = addendum.changes.order_by("first", "pk")
    return [Change(row.field, row.first, row.value) for row in rows]


def findings_of_changes(agreement: Agreement, changes: Sequence[Change]) -> list[Finding]:
    """What the rules of each day on which something changes say about what changes; each once."""
    found: dict[tuple[str, str], Finding] = {}
    for day in sorted({one.first for one in changes}):
        for one in _on(agreement, [change for change in changes if change.first <= day], day):
            found.setdefault((one.code, str(one.sentence)), one)
    return list(found.values())


def _on(agreement: Agreement, changes: Sequence[Change], day: date) -> list[Finding]:
    picture, steps = with_changes(agreement, changes, day), steps_of(changes)
    assert picture.valid is not None
    assert agreement.valid is not None
    if picture.valid.isempty or picture.valid.upper is None:
        return []
    found = [
        one for one in findings_of(picture) if one.field in steps and one.code not in START_ONLY
    ]
    first = agreement.valid.lower
    if TERM in steps and first is not None and picture.recognition is not None:
        weights = weights_on(day, picture.recognition.partnership)
        found += of_length(first, picture.valid.upper, weights)
    return found
