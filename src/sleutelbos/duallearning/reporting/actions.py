"""A file of 'Mijn organisatie' leaves the house: who took it, and how much was in it (W21)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.kernel.actions import action
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.register.public import Organisation


def may_take(by: Actor, partnership: Organisation, *, title: str, lines: int) -> Decision:
    """S3: Beheerder and Behandelaar, of their own partnership."""
    return when(
        partnership.pk in abilities.places(by, "organisation"),
        _("Dit bestand is er voor de Beheerder en de Behandelaar van het partnerschap zelf."),
    )


def facts_of_file(
    result: Organisation, partnership: Organisation, *, title: str, lines: int
) -> dict[str, object]:
    """Which file of which partnership, and how many lines."""
    return {"partnership": partnership, "title": title, "lines": lines}


@action(
    "duallearning.take-file",
    label=_("CSV-bestand van het partnerschap downloaden"),
    allow=may_take,
    sentence=_("{by} haalde van {partnership} het bestand “{title}” op ({lines} regels)."),
    about=facts_of_file,
)
def take_file(by: Actor, partnership: Organisation, *, title: str, lines: int) -> Organisation:
    """Keep in the log that a file was taken; the rows themselves are not in there."""
    return partnership
