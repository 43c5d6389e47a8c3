"""What happened while the clock moved, found back from the address after the move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sleutelbos.demo.moving import Moved
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.telling import tell
from sleutelbos.tools.mail.models import Message
from sleutelbos.web import words
from sleutelbos.web.parts import Figure, Figures, Happening, Link, Listing, Section, Timeline

BOUNDS = "access.announce-bounds"
COUNTED = (BOUNDS, "access.warn-ending")  # told as numbers, not one by one
MOST = 25


def in_address(moved: Moved) -> dict[str, str]:
    """The move as parameters of an address."""
    return {
        "van": moved.since.isoformat(),
        "tot": moved.until.isoformat(),
        "taken": str(moved.jobs),
        "log": f"{moved.entries[0]}-{moved.entries[1]}",
        "mails": f"{moved.mails[0]}-{moved.mails[1]}",
    }


def from_address(query: Mapping[str, str]) -> Moved | None:
    """The reverse; None when there is no move in it, or nothing that can be read."""
    try:
        return Moved(
            datetime.fromisoformat(query["van"]),
            datetime.fromisoformat(query["tot"]),
            int(query["taken"]),
            _pair(query["log"]),
            _pair(query["mails"]),
        )
    except (KeyError, ValueError):
        return None


def _pair(text: str) -> tuple[int, int]:
    before, _dash, after = text.partition("-")
    pair = int(before), int(after)
    if max(pair) >= 2**63 or min(pair) < 0:
        raise ValueError("no key")
    return pair


def section(moved: Moved) -> Section:
    """The numbers, the mails and the entries of the log."""
    entries = AuditEntry.objects.filter(pk__gt=moved.entries[0], pk__lte=moved.entries[1])
    mails = Message.objects.filter(pk__gt=moved.mails[0], pk__lte=moved.mails[1])
    started, ended = _bounds(list(entries.filter(action=BOUNDS)))
    count = mails.count()
    figures = [
        Figure(_("Rechten begonnen"), started),
        Figure(_("Rechten geëindigd"), ended),
        Figure(_("Mails verstuurd"), count, url=reverse("demo:mailbox")),
        Figure(_("Geplande taken"), moved.jobs),
    ]
    newest = mails.order_by("-pk")[:MOST]
    rows = [
        [Link(mail.heading, reverse("demo:mail", args=[mail.pk])), mail.address] for mail in newest
    ]
    told = tell(entries.exclude(action__in=COUNTED).order_by("-pk")[:MOST])
    return Section(
        _("Wat er gebeurde"),
        [
            Figures(figures),
            Listing(
                [_("Mail"), _("Aan")], rows, caption=_("De laatste mails"), empty=_("Geen mails.")
            ),
            Timeline(
                [Happening(one.at, one.sentence) for one in told], _("Verder deed niemand iets.")
            ),
        ],
        anchor="gebeurd",
        sentence=_("Van %(since)s tot %(until)s")
        % {"since": words.moment_text(moved.since), "until": words.moment_text(moved.until)},
    )


def _bounds(entries: list[AuditEntry]) -> tuple[int, int]:
    facts = [entry.payload.get("facts", {}) for entry in entries]
    return sum(f.get("started", 0) for f in facts), sum(f.get("ended", 0) for f in facts)
