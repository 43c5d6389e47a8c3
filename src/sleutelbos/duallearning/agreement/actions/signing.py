"""The bearer of a link signs or refuses, with a code that is mailed to him (W24)."""

from __future__ import annotations

import hmac
from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement import policies_signing as policies
from sleutelbos.duallearning.agreement.actions.completing import complete_when_all_signed
from sleutelbos.duallearning.agreement.actions.inviting import LOCKS
from sleutelbos.duallearning.agreement.actions.lapsing import facts_of_signature
from sleutelbos.duallearning.agreement.events_signing import SignatureCodeAsked, SignatureRefused
from sleutelbos.duallearning.agreement.models import Signature
from sleutelbos.duallearning.agreement.queries.signing import problem_now
from sleutelbos.duallearning.agreement.rules.signing import bears
from sleutelbos.duallearning.agreement.secrets import code_of
from sleutelbos.duallearning.agreement.states_signing import SigningWay, signature_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision


def may_ask_code(by: Actor, signature: Signature, *, secret: str) -> Decision:
    """The bearer of the link."""
    return bears(by, signature, secret)


@action(
    "duallearning.ask-signature-code",
    label=_("Code om te tekenen vragen"),
    allow=may_ask_code,
    locks=LOCKS,
    sentence=_("{name} ({party}) vroeg een code om {number} van {person} te tekenen."),
    about=facts_of_signature,
)
def ask_signature_code(by: Actor, signature: Signature, *, secret: str) -> Signature:
    """A new code is mailed; an earlier one is worth nothing from now on.

    Invalid when the link can't be used now, or when too many codes were asked today.
    """
    _check_open(signature)
    today = clock.today()
    asked = signature.codes_today if signature.codes_on == today else 0
    if asked >= policies.codes_a_day.on(today):
        raise Invalid(_t("U vroeg vandaag al te veel codes. Probeer het morgen opnieuw of bel de"
                         " school."))  # fmt: skip
    signature.codes_on, signature.codes_today = today, asked + 1
    signature.code_number += 1
    signature.code_at, signature.code_tries = clock.real_now(), 0
    signature.save()
    emit(SignatureCodeAsked(signature=signature.pk, number=signature.code_number))
    return signature


def may_try_code(by: Actor, signature: Signature, *, secret: str, code: str) -> Decision:
    """The bearer of the link."""
    return bears(by, signature, secret)


def facts_of_try(result: bool, signature: Signature, **kwargs: object) -> dict[str, object]:
    """Who tried, and whether it was right; never the code."""
    outcome = _t("juist") if result else _t("fout")
    return {**facts_of_signature(result, signature), "outcome": outcome}


@action(
    "duallearning.try-signature-code",
    label=_("Code om te tekenen nakijken"),
    allow=may_try_code,
    locks=LOCKS,
    sentence=_("{name} ({party}) vulde een code in voor {number} van {person}: {outcome}."),
    about=facts_of_try,
)
def try_signature_code(by: Actor, signature: Signature, *, secret: str, code: str) -> bool:
    """Whether it is the code that was mailed last. A wrong one is counted.

    Invalid when the link can't be used now, the code is too old, or it was tried too often.
    """
    _check_open(signature)
    _check_code(signature)
    if _is_right(signature, code):
        return True
    signature.code_tries += 1
    signature.save(update_fields=["code_tries"])
    return False


def may_sign_by_link(by: Actor, signature: Signature, *, secret: str, code: str) -> Decision:
    """The bearer of the link."""
    return bears(by, signature, secret)


@action(
    "duallearning.sign-by-link",
    label=_("Tekenen met een link"),
    allow=may_sign_by_link,
    move=signature_flow["sign"],
    locks=LOCKS,
    sentence=_("{name} ({party}) tekende {number} van {person} met een link."),
    about=facts_of_signature,
)
def sign_by_link(by: Actor, signature: Signature, *, secret: str, code: str) -> Signature:
    """The last signature makes the document signed, as if it came back on paper.

    Invalid when the link can't be used now, or without the right code.
    """
    _check(signature, code)
    signature.way, signature.signed_on = SigningWay.LINK, clock.today()
    signature.decided_at = clock.now()
    signature.save(update_fields=["way", "signed_on", "decided_at"])
    complete_when_all_signed(by, signature)
    return signature


def may_refuse(by: Actor, signature: Signature, *, secret: str, code: str, reason: str) -> Decision:
    """The bearer of the link."""
    return bears(by, signature, secret)


@action(
    "duallearning.refuse-signature",
    label=_("Weigeren om te tekenen"),
    allow=may_refuse,
    move=signature_flow["refuse"],
    locks=LOCKS,
    sentence=_("{name} ({party}) tekent {number} van {person} niet."),
    about=facts_of_signature,
)
def refuse_signature(
    by: Actor, signature: Signature, *, secret: str, code: str, reason: str
) -> Signature:
    """The school reads why, changes the document and presents it anew.

    Invalid as :func:`sign_by_link`, or without a reason.
    """
    _check(signature, code)
    if not reason.strip():
        raise Invalid({"reason": _t("Schrijf waarom u niet tekent.")})
    signature.way, signature.reason = SigningWay.LINK, reason.strip()
    signature.decided_at = clock.now()
    signature.save(update_fields=["way", "reason", "decided_at"])
    emit(SignatureRefused(signature=signature.pk))
    return signature


def _check(signature: Signature, code: str) -> None:
    _check_open(signature)
    _check_code(signature)
    if not _is_right(signature, code):
        raise Invalid({"code": WRONG})


WRONG = _("Deze code is niet juist. Kijk in de laatste mail met een code.")


def _check_open(signature: Signature) -> None:
    problem = problem_now(signature)
    if problem:
        raise Invalid(problem)


def _check_code(signature: Signature) -> None:
    """Raises Invalid when no code counts now: none was asked, it is too old, or tried too often."""
    today = clock.today()
    if signature.code_at is None:
        raise Invalid({"code": _t("Vraag eerst een code.")})
    if signature.code_tries >= policies.code_tries.on(today):
        raise Invalid({"code": _t("U vulde te vaak een foute code in. Vraag een nieuwe code.")})
    if clock.real_now() > signature.code_at + timedelta(minutes=policies.code_minutes.on(today)):
        raise Invalid({"code": _t("Deze code is te oud. Vraag een nieuwe code.")})


def _is_right(signature: Signature, code: str) -> bool:
    typed = "".join(code.split())
    right = code_of(signature, signature.code_number)
    return hmac.compare_digest(typed.encode(), right.encode())
