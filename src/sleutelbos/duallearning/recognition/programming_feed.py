"""Fetch what Onderwijs approved, compare it with what is here, and keep the difference (G17)."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from sleutelbos.duallearning.recognition import programming_file
from sleutelbos.duallearning.recognition.actions.programming_feed import (
    Received,
    stage_programming,
)
from sleutelbos.duallearning.recognition.models import ProgrammingDelivery
from sleutelbos.duallearning.recognition.ports import programming_feed
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.outside import Unreachable


def fetch_programming(by: Actor) -> ProgrammingDelivery:
    """What the latest file would change; nothing changes yet.

    Invalid when no feed is connected, nothing lies ready, or the file can't be read.
    """
    feed = programming_feed()
    if feed is None:
        raise Invalid(_("Er is geen gegevensstroom van Onderwijs aangesloten."))
    try:
        file = feed.newest()
    except Unreachable as unreachable:
        raise Invalid(unreachable.sentence) from unreachable
    if file is None:
        raise Invalid(_("Er ligt geen bestand klaar."))
    result = programming_file.read(file.data, file.name)
    if not result.rows:
        raise Invalid(" ".join(map(str, result.faults)) or _("Er staan geen regels in."))
    planned = programming_file.plan(result.rows)
    received = Received(
        file.name,
        hashlib.sha256(file.data).hexdigest(),
        [one.line for one in planned if one.line is not None],
        sum(one.line is None and not one.faults for one in planned),
        [f"{one.number}: {' '.join(one.faults)}" for one in planned if one.faults],
    )
    return stage_programming(by, received)
