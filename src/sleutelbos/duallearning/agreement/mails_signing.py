"""Mails about signing by link: the link, a code, and what the school hears (W24)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.duallearning.agreement.events_signing import (
    LearnerLinkSent,
    SignatureAsked,
    SignatureCodeAsked,
    SignatureRefused,
    SigningCompleted,
)
from sleutelbos.duallearning.agreement.models import Addendum, LearnerLink, Signature
from sleutelbos.duallearning.agreement.policies_signing import code_minutes
from sleutelbos.duallearning.agreement.queries.signing import SIGNATURE_ROWS, document_of
from sleutelbos.duallearning.agreement.secrets import code_of, secret_of
from sleutelbos.duallearning.recognition.queries.people import guides_at
from sleutelbos.kernel import clock
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.tools.mail import Receiver, post, post_outside

ASKED = "duallearning/mails/signature_asked.txt"
CODE = "duallearning/mails/signature_code.txt"
REFUSED = "duallearning/mails/signature_refused.txt"
COMPLETED = "duallearning/mails/signing_completed.txt"
LEARNER = "duallearning/mails/learner_link.txt"


def _row(key: int) -> Signature | None:
    return Signature.objects.select_related(*SIGNATURE_ROWS).filter(pk=key).first()


def _context(row: Signature) -> dict[str, object]:
    document = document_of(row)
    assert row.agreement.recognition is not None
    page = "addendum" if isinstance(document, Addendum) else "agreement"
    return {
        "signature": row,
        "document": document,
        "is_addendum": isinstance(document, Addendum),
        "learner": row.agreement.learner,
        "company": row.agreement.recognition.company,
        "guide": row.agreement.guide,
        "page": settings.BASE_URL + reverse(f"duallearning:{page}", args=[document.uid]),
    }


@subscribe(SignatureAsked)
def send_link(event: SignatureAsked) -> None:
    """To exactly the address to which the link belongs."""
    row = _row(event.signature)
    if row is None or row.state != "open" or row.links != event.links or row.link_ended_at:
        return
    link = settings.BASE_URL + reverse("duallearning:sign-link", args=[secret_of(row)])
    context = {**_context(row), "link": link, "reminder": event.reminder}
    post_outside("duallearning.signature-asked", Receiver(row.email, row.name), ASKED, context)


@subscribe(SignatureCodeAsked)
def send_code(event: SignatureCodeAsked) -> None:
    """The code with this number; nothing when a later one was asked meanwhile."""
    row = _row(event.signature)
    if row is None or row.code_number != event.number:
        return
    context = {
        **_context(row),
        "code": code_of(row, event.number),
        "minutes": code_minutes.on(clock.today()),
    }
    post_outside("duallearning.signature-code", Receiver(row.email, row.name), CODE, context)


@subscribe(SignatureRefused)
def tell_refused(event: SignatureRefused) -> None:
    """The trajectbegeleiders of the school."""
    _tell_school("signature-refused", REFUSED, event.signature)


@subscribe(SigningCompleted)
def tell_completed(event: SigningCompleted) -> None:
    """The trajectbegeleiders of the school: it can be registered."""
    _tell_school("signing-completed", COMPLETED, event.signature)


def _tell_school(kind: str, template: str, key: int) -> None:
    row = _row(key)
    if row is None:
        return
    for person in guides_at(row.agreement.learner.school_id):
        post(f"duallearning.{kind}", person.pk, template, {**_context(row), "person": person})


@subscribe(LearnerLinkSent)
def send_to_learner(event: LearnerLinkSent) -> None:
    """His own page; nothing when the link was replaced or withdrawn meanwhile."""
    row = LearnerLink.objects.select_related("learner__person", "learner__school").filter(
        pk=event.link, ended_at=None
    )
    for link in row:
        person = link.learner.person
        url = settings.BASE_URL + reverse("duallearning:learner-page", args=[secret_of(link)])
        context = {"person": person, "learner": link.learner, "row": link, "link": url}
        post("duallearning.learner-link", person.pk, LEARNER, context)
