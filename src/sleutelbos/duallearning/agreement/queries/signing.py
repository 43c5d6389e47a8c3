"""Who signs a document, and where each of those signatures stands (W24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, TruncDate

from sleutelbos.duallearning.agreement.models import Addendum, Agreement, Signature
from sleutelbos.duallearning.agreement.queries.addenda import changes_of
from sleutelbos.duallearning.agreement.queries.readiness import first_day
from sleutelbos.duallearning.agreement.queries.scope import ROWS, agreements_kept_by
from sleutelbos.duallearning.agreement.queries.versions import with_changes
from sleutelbos.duallearning.agreement.rules.signing import problem_of
from sleutelbos.duallearning.agreement.rules.term import is_minor
from sleutelbos.duallearning.agreement.secrets import digest_of
from sleutelbos.duallearning.agreement.states_signing import COUNTING, Party
from sleutelbos.duallearning.recognition.queries.people import people_of_company
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Person, representatives_of

SIGNATURE_ROWS = (
    "person", "addendum", "addendum__document", "agreement__document",
    *(f"agreement__{name}" for name in ROWS),
)  # fmt: skip
Document = Agreement | Addendum  # what is signed


@dataclass(frozen=True)
class Signer:
    """Somebody who can sign for a party; without ``email`` only on paper."""

    party: Party
    name: str
    email: str
    person: int | None = None


def agreement_of(document: Document) -> Agreement:
    """The agreement that a document is, or changes."""
    return document.agreement if isinstance(document, Addendum) else document


def signers(document: Document) -> dict[Party, list[Signer]]:
    """Each party with who can sign for it, as the document on paper says: of a company one of its
    representatives (who files for it when the KBO names nobody)."""
    picture = _picture(document)
    learner, recognition = picture.learner, picture.recognition
    assert recognition is not None
    company = recognition.company
    people = list(representatives_of(company)) or people_of_company(company.pk)
    found = {Party.LEARNER: [_somebody(Party.LEARNER, learner.person)]}
    if is_minor(learner.person.birth_date, first_day(picture)):
        found[Party.GUARDIAN] = [Signer(Party.GUARDIAN, learner.guardian, learner.guardian_email)]
    found[Party.COMPANY] = [_somebody(Party.COMPANY, one) for one in people] or [
        Signer(Party.COMPANY, company.name, "")
    ]
    found[Party.SCHOOL] = [_somebody(Party.SCHOOL, picture.guide)]
    return found


def _picture(document: Document) -> Agreement:
    """Who is of age once an addendum counts, signs it alone."""
    if not isinstance(document, Addendum):
        return document
    changes = changes_of(document)
    return with_changes(document.agreement, changes, max(one.first for one in changes))


def _somebody(party: Party, person: Person) -> Signer:
    return Signer(party, person.name, person.email, person.pk)


def signatures_of(document: Document) -> QuerySet[Signature]:
    """The signatures that count under a document as it lies there now."""
    rows = Signature.objects.filter(agreement=agreement_of(document), state__in=COUNTING)
    rows = rows.filter(addendum=document if isinstance(document, Addendum) else None)
    return rows.select_related(*SIGNATURE_ROWS).order_by("pk")


def document_of(row: Signature) -> Document:
    """What a signature stands under."""
    return row.addendum if row.addendum is not None else row.agreement


def signature_behind(secret: str) -> Signature | None:
    """The signature of the link that somebody opened; None when there is none (any more)."""
    rows = Signature.objects.select_related(*SIGNATURE_ROWS)
    return rows.filter(digest=digest_of(secret)).first()


def signatures_kept_by(by: Actor) -> QuerySet[Signature]:
    """Under agreements that the actor draws up."""
    rows = Signature.objects.filter(agreement__in=agreements_kept_by(by))
    return rows.select_related(*SIGNATURE_ROWS)


def address_now(row: Signature) -> str:
    """Where its signer is reached now."""
    if row.person is not None:
        return row.person.email
    return row.agreement.learner.guardian_email


def problem_now(row: Signature) -> str:
    """Why a signature can't be given by link now; empty when it can."""
    refused = signatures_of(document_of(row)).filter(state="refused").exists()
    return problem_of(row, today=clock.today(), address=address_now(row), refused=refused)


def signatures_to_remind(until: date) -> QuerySet[Signature]:
    """Open ones whose last mail is of that day or earlier."""
    last = TruncDate(Coalesce("reminded_at", "sent_at"), tzinfo=clock.BRUSSELS)
    rows = Signature.objects.filter(state="open", sent_at__isnull=False, link_ended_at=None)
    rows = rows.annotate(mailed_on=last).filter(mailed_on__lte=until)
    return rows.select_related(*SIGNATURE_ROWS).order_by("pk")
