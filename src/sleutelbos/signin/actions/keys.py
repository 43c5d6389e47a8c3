"""Digital keys: invite, make, withdraw."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import address_settled, helps, own
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, is_system
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Person
from sleutelbos.signin import invitations, passwords, recovery, rules, totp
from sleutelbos.signin.events import KeyLinkSent, KeyMade, KeyWithdrawn
from sleutelbos.signin.models import Key, KeyInvitation, RecoveryCode
from sleutelbos.signin.states import KeyKind

LINK_LASTS = timedelta(hours=24)


def may_invite_key(by: Actor, person: Person) -> Decision:
    """For oneself; or the house, from the command line of whoever runs the instance."""
    return (is_system(by) | own(by, person)) & rules.lives(by, person)


@action(
    "signin.invite-key",
    label=_("Link voor een digitale sleutel maken"),
    allow=may_invite_key,
    sentence=_("{by} maakte voor {person} een link voor een digitale sleutel."),
    about=lambda result, person: {"person": person},
)
def invite_key(by: Actor, person: Person) -> KeyInvitation:
    """Make a link with which the person makes a TOTP key: once, within 24 hours."""
    now = clock.real_now()
    return KeyInvitation.objects.create(
        person=person, secret=totp.new_secret(), made=now, expires=now + LINK_LASTS
    )


def may_send_key_link(by: Actor, person: Person) -> Decision:
    """The helpdesk, for somebody else whom mail reaches."""
    return (
        helps(by)
        & rules.somebody_else(by, person)
        & rules.lives(by, person)
        & when(
            bool(person.email),
            _("Van deze persoon is geen e-mailadres gekend. Een beheerder kan er een invullen."),
        )
        & address_settled(by, person)
    )


@action(
    "signin.send-key-link",
    label=_("Link voor een digitale sleutel sturen"),
    allow=may_send_key_link,
    sentence=_("{by} liet {person} een link voor een digitale sleutel sturen."),
    about=lambda result, person: {"person": person},
)
def send_key_link(by: Actor, person: Person) -> KeyInvitation:
    """Send a person the link for a new key; only the person's own mailbox gets to see it.

    Earlier links that weren't used stop working; keys that the person has go on.
    """
    now = clock.real_now()
    KeyInvitation.objects.filter(person=person, used_at=None, expires__gt=now).update(expires=now)
    invitation = KeyInvitation.objects.create(
        person=person, secret=totp.new_secret(), made=now, expires=now + LINK_LASTS
    )
    emit(KeyLinkSent(invitation=invitation.pk))
    return invitation


def may_make_key(
    by: Actor, invitation: KeyInvitation, *, user_name: str, password: str, code: str
) -> Decision:
    """The bearer of the link of this invitation."""
    return rules.holds_invitation(by, invitation)


@action(
    "signin.make-key",
    label=_("Digitale sleutel maken"),
    allow=may_make_key,
    sentence=_("{person} maakte een digitale sleutel."),
    about=lambda result, invitation, **_rest: {"person": invitation.person, "key": result},
)
def make_key(
    by: Actor, invitation: KeyInvitation, *, user_name: str, password: str, code: str
) -> Key:
    """Make the key that the invitation promised, once its first code is right.

    Invalid per field: user name taken or malformed, weak password, wrong code; Invalid as a whole
    when the link was used or is too old. Never called with an idempotency key: that would keep a
    fast digest of the password.
    """
    if not invitations.is_open(invitation):
        raise Invalid(_t("Deze link is al gebruikt of ouder dan 24 uur. Vraag een nieuwe."))
    name = user_name.strip().lower()
    if len(name) < 3 or len(name) > 100 or any(c.isspace() or not c.isprintable() for c in name):
        raise Invalid({"user_name": _t("Kies een gebruikersnaam van 3 tot 100 tekens.")})
    if Key.objects.filter(user_name=name, withdrawn_at=None).exists():
        raise Invalid({"user_name": _t("Deze gebruikersnaam is al in gebruik. Kies een andere.")})
    if problem := passwords.problem_with(password, name):
        raise Invalid({"password": problem})
    step = totp.step_of(invitation.secret, code)
    if step is None:
        raise Invalid({"code": _t("De code klopt niet. Typ de code die nu in uw app staat.")})
    now = clock.real_now()
    key = Key.objects.create(
        person=invitation.person,
        kind=KeyKind.TOTP,
        user_name=name,
        password=passwords.seal(password),
        secret=invitation.secret,
        last_step=step,
        created=now,
    )
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    emit(KeyMade(key=key.pk))
    return key


def may_add_passkey(
    by: Actor,
    person: Person,
    *,
    label: str,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    transports: tuple[str, ...] = (),
) -> Decision:
    """For oneself."""
    return own(by, person)


@action(
    "signin.add-passkey",
    label=_("Toegangssleutel toevoegen"),
    allow=may_add_passkey,
    sentence=_("{person} voegde een toegangssleutel toe."),
    about=lambda result, person, **_rest: {"person": person, "key": result},
)
def add_passkey(
    by: Actor,
    person: Person,
    *,
    label: str,
    credential_id: bytes,
    public_key: bytes,
    sign_count: int,
    transports: tuple[str, ...] = (),
) -> Key:
    """Keep a passkey whose making was checked. Invalid when the device is known already."""
    key = Key.objects.create(
        person=person,
        kind=KeyKind.PASSKEY,
        label=label.strip()[:100] or _t("Toegangssleutel"),
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        transports=list(transports),
        created=clock.real_now(),
    )
    emit(KeyMade(key=key.pk))
    return key


def may_renew_recovery_codes(by: Actor, key: Key) -> Decision:
    """Of one's own key."""
    return rules.own_key(by, key)


@action(
    "signin.renew-recovery-codes",
    label=_("Herstelcodes maken"),
    allow=may_renew_recovery_codes,
    sentence=_("{by} maakte nieuwe herstelcodes."),
    about=lambda result, key: {"person": key.person},
)
def renew_recovery_codes(by: Actor, key: Key) -> list[str]:
    """Ten new codes, shown this once; the earlier ones no longer open anything.

    Invalid for a key without a code of an app, or one that was withdrawn.
    """
    if key.kind != KeyKind.TOTP or key.withdrawn_at is not None:
        raise Invalid(_t("Herstelcodes horen bij een beveiligingscode via app."))
    now = clock.real_now()
    codes = recovery.new_codes()
    RecoveryCode.objects.filter(key=key, used_at=None).update(used_at=now)
    RecoveryCode.objects.bulk_create(
        RecoveryCode(key=key, digest=recovery.digest_of(code), made=now) for code in codes
    )
    return codes


def may_pass_key(by: Actor, key: Key, person: Person) -> Decision:
    """Only the house, when the register learned that both persons are one."""
    return is_system(by)


@action(
    "signin.pass-key",
    label=_("Digitale sleutel aan dezelfde persoon geven"),
    allow=may_pass_key,
    sentence=_("{by} liet een digitale sleutel verder tellen voor {person}: dezelfde persoon."),
    about=lambda result, key, person: {"person": person},
)
def pass_key(by: Actor, key: Key, person: Person) -> Key:
    """Let a key of a double open for the person who stays. Invalid for one that was withdrawn."""
    if key.withdrawn_at is not None:
        raise Invalid(_t("Deze sleutel is al ingetrokken."))
    key.person = person
    key.save(update_fields=["person"])
    return key


def may_withdraw_key(by: Actor, key: Key) -> Decision:
    """One's own key, or the house itself."""
    return is_system(by) | rules.own_key(by, key)


@action(
    "signin.withdraw-key",
    label=_("Digitale sleutel intrekken"),
    allow=may_withdraw_key,
    sentence=_("{by} trok een digitale sleutel van {person} in."),
    about=lambda result, key: {"person": key.person},
)
def withdraw_key(by: Actor, key: Key) -> Key:
    """End a key now; its user name is free again. Invalid when it was withdrawn before."""
    if key.withdrawn_at is not None:
        raise Invalid(_t("Deze sleutel is al ingetrokken."))
    key.withdrawn_at = clock.real_now()
    key.save(update_fields=["withdrawn_at"])
    emit(KeyWithdrawn(key=key.pk))
    return key
