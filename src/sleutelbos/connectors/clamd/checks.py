"""Whether the scanner is there and really finds something, for the operator."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.connectors.clamd.fake import EICAR
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.tools.files.ports import Scanner, Unavailable


def problems(scanner: Scanner) -> list[type_of_text]:
    """What is wrong, in Dutch sentences; empty when it finds the test file and nothing else."""
    try:
        found, clean = scanner(EICAR), scanner(b"%PDF-1.7 %%EOF")
    except Unavailable as away:
        return [_("De virusscanner antwoordt niet: %s") % away]
    wrong: list[type_of_text] = []
    if not found:
        wrong.append(_("De virusscanner vindt het testbestand van EICAR niet."))
    if clean:
        wrong.append(_("De virusscanner keurt een leeg document af: %s") % clean)
    return wrong
