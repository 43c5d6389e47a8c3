"""The mails of Toegangsbeheer: what happens with one's keys is told to their owner."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from sleutelbos.kernel.outbox import subscribe
from sleutelbos.signin import invitations, queries
from sleutelbos.signin.events import KeyLinkSent, KeyMade, KeyWithdrawn, RecoveryCodeUsed
from sleutelbos.signin.models import Key, KeyInvitation
from sleutelbos.tools.mail import post

PROFILE = "/mijn-profiel#sleutels"


@subscribe(KeyLinkSent)
def send_link(event: KeyLinkSent) -> None:
    """The link for a new key, to the person alone."""
    invitation = KeyInvitation.objects.select_related("person").get(pk=event.invitation)
    url = reverse("signin:make-key", args=[invitations.token_of(invitation)])
    post(
        "signin.key-link-sent",
        invitation.person_id,
        "signin/mails/key_link.txt",
        {"person": invitation.person, "url": settings.BASE_URL + url},
    )


@subscribe(KeyMade)
def tell_made(event: KeyMade) -> None:
    """A new key: whoever didn't make it must know at once."""
    _tell("signin.key-made", event.key, "signin/mails/key_made.txt")


@subscribe(KeyWithdrawn)
def tell_withdrawn(event: KeyWithdrawn) -> None:
    """A key that no longer opens anything."""
    _tell("signin.key-withdrawn", event.key, "signin/mails/key_withdrawn.txt")


@subscribe(RecoveryCodeUsed)
def tell_recovered(event: RecoveryCodeUsed) -> None:
    """Somebody came in with a recovery code."""
    _tell("signin.recovery-code-used", event.key, "signin/mails/recovery_used.txt")


def _tell(about: str, pk: int, template: str) -> None:
    key = Key.objects.select_related("person").get(pk=pk)
    facts = {
        "person": key.person,
        "key": key,
        "left": queries.recovery_codes_left(key),
        "profile": settings.BASE_URL + PROFILE,
    }
    post(about, key.person_id, template, facts)
