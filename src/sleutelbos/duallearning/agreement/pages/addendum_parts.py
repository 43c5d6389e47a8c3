"""How an addendum looks, and what may be done with it now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.addenda import (
    recall_addendum,
    register_addendum,
    sign_addendum,
)
from sleutelbos.duallearning.agreement.actions.changing import drop_change
from sleutelbos.duallearning.agreement.actions.inviting import ask_addendum_signatures
from sleutelbos.duallearning.agreement.queries.addenda import addenda_for
from sleutelbos.duallearning.agreement.queries.change_lines import lines_of
from sleutelbos.duallearning.agreement.queries.signing import signatures_of
from sleutelbos.duallearning.agreement.states_changes import addendum_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.files import Upload
from sleutelbos.web import words
from sleutelbos.web.parts import Button, Link, Listing, Part, Pill, Section

if TYPE_CHECKING:
    from sleutelbos.duallearning.agreement.models import Addendum, AddendumChange, Agreement

NOTHING = Upload("", b"")


def addendum_url(row: Addendum, page: str = "addendum", *more: Any) -> str:
    """The address of a page of an addendum."""
    return reverse(f"duallearning:{page}", args=[row.uid, *more])


def changes(by: Actor, row: Addendum) -> Section:
    """Old beside new; while it is prepared a change can be left out again."""
    found: list[AddendumChange] = list(row.changes.order_by("first", "pk"))
    drops = bool(found) and bool(drop_change.check(by, row, change=found[0]))
    lines: list[list[Any]] = []
    for change in found:
        for number, told in enumerate(lines_of([change])):
            line: list[Any] = [
                told.what, told.before, told.after, words.day_text(told.first) or "–"
            ]  # fmt: skip
            if drops:
                url = addendum_url(row, "drop-change", change.uid)
                drop = Button(_("Schrappen"), url, look="quiet", about=str(change))
                line.append("" if number else drop)
            lines.append(line)
    headings = [_("Wat"), _("Was"), _("Wordt"), _("Vanaf"), *([_("Schrappen")] if drops else [])]
    return Section(_("Wat wijzigt"), [Listing(headings, lines)])


def ways_of(by: Actor, row: Addendum) -> list[Link | Button]:
    """The next step first, then its papers and the agreement."""
    found: list[Link | Button] = []
    if ask_addendum_signatures.check(by, row, asked=()) and not signatures_of(row).exists():
        url = addendum_url(row, "ask-addendum-signatures")
        found.append(Link(_("Laten tekenen met een link"), url, "mail", "secondary"))
    if sign_addendum.check(by, row, signed_on=clock.today(), paper=NOTHING):
        url = addendum_url(row, "sign-addendum")
        found.append(Link(_("Ondertekend addendum toevoegen"), url, "upload", "primary"))
    if register_addendum.check(by, row):
        url = addendum_url(row, "register-addendum")
        found.append(Link(_("Registreren"), url, "check", "primary"))
    if row.document_id is not None:
        url = addendum_url(row, "addendum-document", "voorgelegd")
        found.append(Link(_("Addendum om te ondertekenen"), url, "file-text"))
    if row.signed_file_id is not None:
        url = addendum_url(row, "addendum-document", "ondertekend")
        found.append(Link(_("Ondertekend addendum"), url, "file-text"))
    if recall_addendum.check(by, row):
        url = addendum_url(row, "recall-addendum")
        found.append(Link(_("Terugnemen om te wijzigen"), url, "undo-2", "secondary"))
    back = reverse("duallearning:agreement", args=[row.agreement.uid])
    found.append(Link(_("Naar de overeenkomst"), back, "handshake", "quiet"))
    return found


def addenda(by: Actor, row: Agreement) -> list[Part]:
    """The addenda of an agreement, the newest first; nothing while there is none."""
    found = list(addenda_for(by).filter(agreement=row).order_by("-pk"))
    if not found:
        return []
    lines: list[list[Any]] = [
        [
            Link(one.number, addendum_url(one)),
            words.day_text(one.started_at),
            Pill.of(addendum_flow, one.state),
        ]
        for one in found
    ]
    headings = [_("Addendum"), _("Sinds"), _("Toestand")]
    return [Section(_("Addenda"), [Listing(headings, lines)])]
