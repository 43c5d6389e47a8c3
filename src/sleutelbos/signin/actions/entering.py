"""Signing in and choosing for whom one acts. Both go through the gate, so both are audited.

Failed attempts are no actions: nobody is known yet, and an attacker could fill the audit with
them. They are counted (see ``throttle.py``) and told to the owner at the next sign-in.
"""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation, Person
from sleutelbos.signin import rules
from sleutelbos.signin.events import RecoveryCodeUsed, SignedIn
from sleutelbos.signin.models import Key, RecoveryCode, SignIn
from sleutelbos.signin.states import LEVELS, KeyKind, Outcome


def may_sign_in(
    by: Actor,
    person: Person,
    *,
    kind: str,
    key: Key | None = None,
    step: int | None = None,
    counter: int | None = None,
    recovery: int | None = None,
    level: int | None = None,
    device: str = "",
    failed_before: int = 0,
    again: bool = False,
) -> Decision:
    """The house itself, after it saw the proof; the person lives and the key counts."""
    return is_system(by) & rules.key_opens(by, person, kind, key)


@action(
    "signin.sign-in",
    label=_("Aanmelden"),
    allow=may_sign_in,
    locks=("key",),
    sentence=_("{person} meldde zich aan met: {key}."),
    about=lambda result, person, kind, **_rest: {
        "person": person,
        "key": str(KeyKind(kind).label),
    },
)
def sign_in(
    by: Actor,
    person: Person,
    *,
    kind: str,
    key: Key | None = None,
    step: int | None = None,
    counter: int | None = None,
    recovery: int | None = None,
    level: int | None = None,
    device: str = "",
    failed_before: int = 0,
    again: bool = False,
) -> SignIn:
    """Let a person in; the proof of a key that we keep is used up (see ``Proof``).

    ``level`` when it isn't that of the kind; ``again`` when he goes on in a session that he has.
    Invalid when a code was used before.
    """
    if key is not None:
        use_key(key, step=step, counter=counter, recovery=recovery)
    line = SignIn.objects.create(
        person=person,
        at=clock.now(),
        kind=kind,
        level=level if level is not None else LEVELS[kind],
        outcome=Outcome.PROVEN if again else Outcome.SIGNED_IN,
        device=device,
        failed_before=failed_before,
    )
    emit(SignedIn(person=person.pk, sign_in=line.pk))
    return line


def use_key(key: Key, *, step: int | None, counter: int | None, recovery: int | None) -> None:
    """Mark what counts once; the key is locked. Invalid when it was used before."""
    used = _t("Deze code is al gebruikt. Wacht op de volgende.")
    now = clock.real_now()
    if recovery is not None:
        open_codes = RecoveryCode.objects.filter(pk=recovery, key=key, used_at=None)
        if not open_codes.update(used_at=now):
            raise Invalid(used)
        emit(RecoveryCodeUsed(key=key.pk))
    elif key.kind == KeyKind.PASSKEY:
        key.sign_count = counter or 0
    elif step is None or (key.last_step is not None and step <= key.last_step):
        raise Invalid(used)
    else:
        key.last_step = step
    key.used_at = now
    key.save(update_fields=["last_step", "sign_count", "used_at"])


def may_choose_capacity(
    by: Actor, organisation: Organisation, *, kind: str, level: int, device: str = ""
) -> Decision:
    """Whoever has a werkrelatie, a post or a KBO function there."""
    return rules.acts_for(by, organisation)


@action(
    "signin.choose-capacity",
    label=_("Hoedanigheid kiezen"),
    allow=may_choose_capacity,
    locks=(),
    sentence=_("{by} handelt voor {organisation}."),
    about=lambda result, organisation, **_rest: {"organisation": organisation},
)
def choose_capacity(
    by: Actor, organisation: Organisation, *, kind: str, level: int, device: str = ""
) -> SignIn:
    """Choose the organisation one acts for, in this session."""
    assert by.pk is not None  # a rule of this action
    return SignIn.objects.create(
        person_id=by.pk,
        at=clock.now(),
        kind=kind,
        level=level,
        outcome=Outcome.CAPACITY,
        capacity=organisation,
        device=device,
    )
