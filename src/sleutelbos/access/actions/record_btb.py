"""What BTB has registered: toegangsbeheerders from a file, all lines or none (G02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.posts import appoint
from sleutelbos.access.models import Post
from sleutelbos.access.states import Domain, PostKind
from sleutelbos.kernel import periods
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.constraints import sentence_of
from sleutelbos.kernel.decisions import YES, Decision, no, type_of_text
from sleutelbos.register.public import Organisation, Person, add_person
from sleutelbos.tools import crypto
from sleutelbos.tools.runs.kinds import Report

KINDS = (PostKind.HEAD_ACCESS_MANAGER, PostKind.ACCESS_MANAGER)


@dataclass(frozen=True)
class BtbLine:
    """One line of the file: ``number`` as the spreadsheet shows it.

    ``insz`` serves only for whom we don't know yet (``person`` None); it is never shown or kept.
    """

    number: int
    organisation: Organisation
    person: Person | None
    kind: str
    domain: str
    first: date
    last: date | None = None
    insz: str = ""

    def __str__(self) -> str:
        """For the digest of the key: what makes two lines the same."""
        who = self.person.uid if self.person else crypto.lookup(self.insz, "insz").hex()
        what = (self.organisation.uid, who, self.kind, self.domain, self.first, self.last)
        return " ".join(str(part) for part in (self.number, *what))

    def __repr__(self) -> str:
        return f"BtbLine({self.number})"


def may_record_btb(
    by: Actor, lines: Sequence[BtbLine], *, report: Report | None = None
) -> Decision:
    """Works for BTB, which looks after each of the organisations."""
    if "btb" not in rules.authorities_of(by):
        return no(_t("Alleen BTB kan dit bestand inlezen."))
    for line in lines:
        if not rules.is_authority_for(by, line.organisation, ("btb",)):
            return no(_t("%(name)s valt niet onder BTB.") % {"name": line.organisation})
    return YES


def facts_of_lines(
    result: list[Post], lines: Sequence[BtbLine], *, report: Report | None = None
) -> dict[str, object]:
    """How many lines; the posts themselves have their own entries."""
    return {"count": len(result)}


@action(
    "access.record-btb",
    label=_("Bestand van BTB registreren"),
    allow=may_record_btb,
    locks=(),
    sentence=_("{by} registreerde aanstellingen uit een bestand van BTB: {count}."),
    about=facts_of_lines,
)
def record_btb(by: Actor, lines: Sequence[BtbLine], *, report: Report | None = None) -> list[Post]:
    """Appoint whom each line names; persons not known yet are added on the way.

    ``report(n)`` is called after n lines, so that somebody can watch.
    Invalid names each line that can't be registered, by its number, and nothing is done.
    """
    if not lines:
        raise Invalid(_t("Er staan geen regels in dit bestand."))
    made: list[Post] = []
    problems: dict[str, type_of_text] = {}
    known: dict[str, Person] = {}
    ordered = sorted(lines, key=lambda one: (one.organisation.pk, one.number))
    for count, line in enumerate(ordered, start=1):
        try:
            with transaction.atomic():
                made.append(_register(by, line, known))
        except Invalid as invalid:
            problems[str(line.number)] = " ".join(str(s) for s in invalid.problems.values())
        except IntegrityError as error:
            problems[str(line.number)] = sentence_of(error)
        if report is not None:
            report(count)
    if problems:
        raise Invalid(problems)
    return made


def _register(by: Actor, line: BtbLine, known: dict[str, Person]) -> Post:
    person = line.person or known.get(line.insz)
    if person is None:
        person = known[line.insz] = add_person(by, line.insz)
    if line.kind not in KINDS:
        raise Invalid(_t("Een regel stelt een hoofdtoegangsbeheerder of toegangsbeheerder aan."))
    if line.domain and line.domain not in Domain.values:
        raise Invalid(_t("Dit domein bestaat niet."))
    return appoint(
        by,
        line.organisation,
        person,
        kind=line.kind,
        domain=line.domain,
        period=periods.of_days(line.first, line.last),
        reason=_t("Uit het bestand van BTB"),
    )
