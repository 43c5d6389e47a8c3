"""The trajectbegeleider asks the parties to sign, sends links again and withdraws them (W24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies_signing as policies
from sleutelbos.duallearning.agreement.actions.addenda import facts_of_addendum, may_keep_addendum
from sleutelbos.duallearning.agreement.actions.drafting import facts_of_agreement
from sleutelbos.duallearning.agreement.actions.lapsing import facts_of_signature
from sleutelbos.duallearning.agreement.events_signing import SignatureAsked
from sleutelbos.duallearning.agreement.models import Addendum, Agreement, Signature
from sleutelbos.duallearning.agreement.queries.signing import (
    Document,
    Signer,
    address_now,
    agreement_of,
    signatures_of,
    signers,
)
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.secrets import digest_of, secret_of
from sleutelbos.duallearning.agreement.states import agreement_flow
from sleutelbos.duallearning.agreement.states_changes import addendum_flow
from sleutelbos.duallearning.agreement.states_signing import Party, signature_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision

LOCKS = ("signature", "signature.agreement", "signature.addendum")


@dataclass(frozen=True)
class Asked:
    """How one party signs: by a link to ``person`` (a key; of a parent None), or on paper."""

    party: str
    by_link: bool
    person: int | None = None


def may_ask(by: Actor, agreement: Agreement, *, asked: Sequence[Asked]) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, agreement)


def facts_of_asked(result: object, agreement: Agreement, **kwargs: object) -> dict[str, object]:
    """Whose agreement it is."""
    return facts_of_agreement(agreement)


@action(
    "duallearning.ask-signatures",
    label=_("Laten tekenen met een link"),
    allow=may_ask,
    when=agreement_flow.at("signing"),
    sentence=_("{by} vroeg de partijen om overeenkomst {number} van {person} te tekenen."),
    about=facts_of_asked,
)
def ask_signatures(by: Actor, agreement: Agreement, *, asked: Sequence[Asked]) -> list[Signature]:
    """Each party that signs by link gets a mail. Invalid when a party or an address lacks, or when
    nobody signs by link."""
    return _ask(agreement, asked)


def may_ask_addendum(by: Actor, addendum: Addendum, *, asked: Sequence[Asked]) -> Decision:
    """Trajectbegeleider of the school."""
    return may_keep_addendum(by, addendum)


def facts_of_asked_addendum(result: object, addendum: Addendum, **_: object) -> dict[str, object]:
    """The addendum, and whose agreement it changes."""
    return facts_of_addendum(addendum)


@action(
    "duallearning.ask-addendum-signatures",
    label=_("Addendum laten tekenen met een link"),
    allow=may_ask_addendum,
    when=addendum_flow.at("signing"),
    sentence=_("{by} vroeg de partijen om addendum {number} van {person} te tekenen."),
    about=facts_of_asked_addendum,
)
def ask_addendum_signatures(
    by: Actor, addendum: Addendum, *, asked: Sequence[Asked]
) -> list[Signature]:
    """As :func:`ask_signatures`, for an addendum."""
    return _ask(addendum, asked)


def _ask(document: Document, asked: Sequence[Asked]) -> list[Signature]:
    if signatures_of(document).exists():
        raise Invalid(_t("De partijen zijn al gevraagd om te tekenen."))
    if not any(one.by_link for one in asked):
        raise Invalid(_t("Kies minstens één partij die met een link tekent. Tekent iedereen op"
                         " papier, voeg dan het ondertekende document toe."))  # fmt: skip
    people, ways = signers(document), {one.party: one for one in asked}
    problems: dict[str, str] = {}
    chosen: list[tuple[Signer, bool]] = []
    for party, candidates in people.items():
        way = ways.get(party)
        found = way and _found(candidates, way)
        if not way or not found:
            problems[party] = _t("Kies hoe deze partij tekent.")
        elif not found.name:
            problems[party] = _t("De leerling is minderjarig. Vul in wie hem vertegenwoordigt en"
                                 " mee tekent.")  # fmt: skip
        elif way.by_link and not found.email:
            problems[party] = _t(
                "Van %s is geen e-mailadres gekend. Vul het aan of kies papier."
            ) % (found.name)
        else:
            chosen.append((found, way.by_link))
    if problems:
        raise Invalid(problems)
    return [_made(document, signer, by_link) for signer, by_link in chosen]


def _found(candidates: list[Signer], way: Asked) -> Signer | None:
    """The one who was chosen; on paper any of them signs."""
    if not way.by_link:
        names = ", ".join(one.name for one in candidates)
        return Signer(Party(way.party), names, "", None)
    return next((one for one in candidates if one.person == way.person), None)


def _made(document: Document, signer: Signer, by_link: bool) -> Signature:
    assert document.document is not None
    row = Signature.objects.create(
        agreement=agreement_of(document), party=signer.party, name=signer.name, email=signer.email,
        addendum=document if isinstance(document, Addendum) else None, person_id=signer.person,
        document_hash=document.document.digest,
    )  # fmt: skip
    if by_link:
        _send(row)
    return row


def _send(row: Signature) -> None:
    """A new link: an earlier one and its codes are worth nothing from now on."""
    row.links += 1
    row.digest = digest_of(secret_of(row))
    row.sent_at, row.link_ended_at, row.reminded_at = clock.now(), None, None
    row.expires_on = clock.today() + timedelta(days=policies.link_days.on(clock.today()))
    row.code_at, row.code_tries = None, 0
    row.save()
    emit(SignatureAsked(signature=row.pk, links=row.links, reminder=False))


def may_keep_signature(by: Actor, signature: Signature) -> Decision:
    """Trajectbegeleider of the school."""
    return roles.keeps(by, signature.agreement)


@action(
    "duallearning.send-signature-link",
    label=_("Link om te tekenen sturen"),
    allow=may_keep_signature,
    when=signature_flow.at("open"),
    locks=LOCKS,
    sentence=_("{by} stuurde {name} ({party}) een link om te tekenen: {number} van {person}."),
    about=facts_of_signature,
)
def send_signature_link(by: Actor, signature: Signature) -> Signature:
    """To the address of now; an earlier link dies. Invalid without an address."""
    address = address_now(signature)
    if not address:
        raise Invalid(_t("Van %s is geen e-mailadres gekend. Vul het aan of kies papier.")
                      % signature.name)  # fmt: skip
    if signature.person is None:  # another may represent the learner by now
        signature.name = signature.agreement.learner.guardian
    signature.email = address
    _send(signature)
    return signature


@action(
    "duallearning.withdraw-signature-link",
    label=_("Link om te tekenen intrekken"),
    allow=may_keep_signature,
    when=signature_flow.at("open"),
    locks=LOCKS,
    sentence=_("{by} trok de link van {name} ({party}) in: {number} van {person}."),
    about=facts_of_signature,
)
def withdraw_signature_link(by: Actor, signature: Signature) -> Signature:
    """It leads nowhere from now on; the party signs on paper, or gets another one."""
    if signature.sent_at is None or signature.link_ended_at is not None:
        raise Invalid(_t("Er is geen link die nog werkt."))
    signature.link_ended_at = clock.now()
    signature.save(update_fields=["link_ended_at"])
    return signature


def may_remind(by: Actor, signature: Signature) -> Decision:
    """The house only."""
    return is_system(by)


@action(
    "duallearning.remind-signature",
    label=_("Herinneren aan een handtekening"),
    allow=may_remind,
    when=signature_flow.at("open"),
    sentence=_("{name} ({party}) kreeg een herinnering om te tekenen: {number} van {person}."),
    about=facts_of_signature,
)
def remind_signature(by: Actor, signature: Signature) -> Signature:
    """The same link once more."""
    signature.reminded_at = clock.now()
    signature.save(update_fields=["reminded_at"])
    emit(SignatureAsked(signature=signature.pk, links=signature.links, reminder=True))
    return signature
