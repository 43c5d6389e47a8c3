"""What may be done with an agreement now."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.changing import change_agreement
from sleutelbos.duallearning.agreement.actions.drafting import discard_agreement, set_plan
from sleutelbos.duallearning.agreement.actions.ending import (
    Ending,
    annul_agreement,
    end_agreement,
)
from sleutelbos.duallearning.agreement.actions.inviting import ask_signatures
from sleutelbos.duallearning.agreement.actions.presenting import recall_agreement, sign_agreement
from sleutelbos.duallearning.agreement.actions.registering import register_agreement
from sleutelbos.duallearning.agreement.actions.suspending import Pause, suspend_agreement
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.pages import looks
from sleutelbos.duallearning.agreement.pages.steps import CHECK, WORKPLACE
from sleutelbos.duallearning.agreement.queries.signing import signatures_of
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.kernel import clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.tools.files import Upload
from sleutelbos.web.parts import Button, Link

NOTHING = Upload("", b"")


def ways_of(by: Actor, row: Agreement) -> list[Link | Button]:
    """The next step first, then what else there is."""
    return [*_making(by, row), *_papers(row), *_life(by, row), *_copy(by, row)]


def _url(row: Agreement, name: str) -> str:
    return looks.agreement_url(row, name)


def _making(by: Actor, row: Agreement) -> list[Link | Button]:
    found: list[Link | Button] = []
    today = clock.today()
    if set_plan.check(by, row, activities=(), note=""):
        step = CHECK if row.plan and row.valid and row.timetable else WORKPLACE
        found.append(Link(_("Verder invullen"), _url(row, step), look="primary"))
    if ask_signatures.check(by, row, asked=()) and not signatures_of(row).exists():
        found.append(Link(_("Laten tekenen met een link"), _url(row, "ask-signatures"), "mail",
                          "secondary"))  # fmt: skip
    if sign_agreement.check(by, row, signed_on=today, paper=NOTHING):
        url = _url(row, "sign-agreement")
        found.append(Link(_("Ondertekende overeenkomst toevoegen"), url, "upload", "primary"))
    if register_agreement.check(by, row):
        found.append(Link(_("Registreren"), _url(row, "register-agreement"), "check", "primary"))
    if recall_agreement.check(by, row):
        url = _url(row, "recall-agreement")
        found.append(Link(_("Terugnemen om te wijzigen"), url, "undo-2", "secondary"))
    if discard_agreement.check(by, row):
        url = _url(row, "discard-agreement")
        found.append(Link(_("Werkversie verwijderen"), url, "trash-2", "secondary"))
    return found


def _papers(row: Agreement) -> list[Link | Button]:
    found: list[Link | Button] = []
    if row.document_id is not None:
        url = _url(row, "agreement-document")
        found.append(Link(_("Overeenkomst om te ondertekenen"), url, "file-text"))
    if row.signed_file_id is not None:
        url = _url(row, "agreement-signed")
        found.append(Link(_("Ondertekende overeenkomst"), url, "file-text"))
    return found


def _life(by: Actor, row: Agreement) -> list[Link | Button]:
    today, found = clock.today(), list[Link | Button]()
    if change_agreement.check(by, row, first=today, values={}):
        url = _url(row, "change-agreement")
        found.append(Link(_("Wijzigen"), url, "pencil", "secondary"))
    if suspend_agreement.check(by, row, pause=Pause("", today)):
        url = _url(row, "suspend-agreement")
        found.append(Link(_("Schorsen"), url, "hourglass", "secondary"))
    if end_agreement.check(by, row, ending=Ending(today, "")):
        url = _url(row, "end-agreement")
        found.append(Link(_("Beëindigen"), url, "ban", "secondary"))
    if annul_agreement.check(by, row, reason=""):
        url = _url(row, "annul-agreement")
        found.append(Link(_("Registratie annuleren"), url, "undo-2", "quiet"))
    return found


def _copy(by: Actor, row: Agreement) -> list[Link | Button]:
    if row.recognition_id is None or not roles.keeps(by, row):
        return []
    url = _url(row, "copy-agreement")
    return [Link(_("Kopiëren voor een andere leerling"), url, "copy", "quiet")]
