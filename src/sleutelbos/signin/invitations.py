"""The signed link by which a person makes a key."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from sleutelbos.kernel import clock
from sleutelbos.signin.models import KeyInvitation

_signer = signing.Signer(salt="sleutelbos.signin.invitation")


def token_of(invitation: KeyInvitation) -> str:
    """The last part of the link. Signed with a key outside the database."""
    return _signer.sign(invitation.uid.hex)


def invitation_of(token: str) -> KeyInvitation | None:
    """The invitation behind a link; None when the link is false, used or too old."""
    try:
        uid = UUID(hex=_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    found = KeyInvitation.objects.select_related("person").filter(uid=uid).first()
    return found if found is not None and is_open(found) else None


def is_open(invitation: KeyInvitation) -> bool:
    """Not used and not too old."""
    return invitation.used_at is None and clock.real_now() < invitation.expires
