"""Load an extract of KBO Open Data into the mirror."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor
from sleutelbos.register import rules
from sleutelbos.register.actions.kbo_loads import LOCK, refuse_while_open
from sleutelbos.register.holding import hold
from sleutelbos.register.kbo import importer
from sleutelbos.register.kbo.files import BrokenExtract
from sleutelbos.register.models import KboExtract


def facts_of_extract(result: KboExtract, source: Path) -> dict[str, object]:
    """Which extract was loaded."""
    return {"number": result.number, "kind": result.type}


@action(
    "register.load-kbo",
    label=_("KBO-uittreksel laden"),
    allow=rules.may_load_kbo,
    locks=(),
    sentence=_("{by} laadde KBO-uittreksel {number} ({kind})."),
    about=facts_of_extract,
)
def load_kbo(by: Actor, source: Path) -> KboExtract:
    """Load a full extract or the update that follows, from a directory or ZIP; all or nothing.

    Invalid, with the file and line, when it isn't whole or doesn't follow, or another load is open.
    """
    hold(LOCK)
    refuse_while_open()
    try:
        return importer.load(source)
    except BrokenExtract as broken:
        raise Invalid(broken.sentence) from broken
