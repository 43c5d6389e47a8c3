"""Several rights extended in one go: all of them, or none (G10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.grants import change_grant
from sleutelbos.access.models import Grant
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.constraints import sentence_of
from sleutelbos.kernel.decisions import YES, Decision, type_of_text

MOST = 500  # lines in one go


def may_extend_many(by: Actor, grants: Sequence[Grant], *, until: datetime | None) -> Decision:
    """May give out each of the rights there."""
    decision = YES
    for grant in grants:
        decision = decision & rules.administers_grant(by, grant)
    return decision


@action(
    "access.extend-many",
    label=_("Rechten verlengen"),
    allow=may_extend_many,
    locks=("grants",),
    sentence=_("{by} gaf rechten een nieuwe einddatum: {count}."),
    about=lambda result, grants, until: {"count": len(result), "grants": list(result)},
)
def extend_many(by: Actor, grants: Sequence[Grant], *, until: datetime | None) -> list[Grant]:
    """Give several grants the same end (None: no end); one audit entry per grant.

    Invalid names each line that can't have that end, by the ``uid`` of its grant, and nothing is
    done; also without a line, or with more than :data:`MOST`.
    """
    if not grants:
        raise Invalid(_t("Vink minstens één recht aan."))
    if len(grants) > MOST:
        raise Invalid(_t("Verleng hoogstens %(most)s rechten tegelijk.") % {"most": MOST})
    problems: dict[str, type_of_text] = {}
    for grant in grants:
        sentence = _problem(by, grant, until)
        if sentence:
            problems[str(grant.uid)] = _line(grant, sentence)
    if problems:
        raise Invalid(problems)
    return list(grants)


def _problem(by: Actor, grant: Grant, until: datetime | None) -> str:
    """Extend one line; the sentence of what is wrong with it, or nothing."""
    try:
        with transaction.atomic():
            change_grant(by, grant, until=until)
    except Invalid as invalid:
        return " ".join(str(sentence) for sentence in invalid.problems.values())
    except IntegrityError as error:
        return str(sentence_of(error))
    return ""


def _line(grant: Grant, sentence: str) -> str:
    return _t("%(person)s, %(role)s: %(sentence)s") % {
        "person": grant.relation.person,
        "role": grant.role.name,
        "sentence": sentence,
    }
