"""States of a message and outcomes of one attempt to hand it over."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageState(TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Wacht op verzending")
    SENDING = "sending", _("Wordt verzonden")
    SENT = "sent", _("Verzonden")
    REFUSED = "refused", _("Geweigerd door de mailserver")
    FAILED = "failed", _("Niet verzonden")


class Outcome(TextChoices):
    """What one attempt came to. ``HANDING`` that stays means: nobody knows if it was taken."""

    OPEN = "open", _("Begonnen")
    HANDING = "handing", _("Overgedragen, antwoord onbekend")
    ACCEPTED = "accepted", _("Aangenomen")
    DEFERRED = "deferred", _("Later opnieuw")
    REFUSED = "refused", _("Geweigerd")
