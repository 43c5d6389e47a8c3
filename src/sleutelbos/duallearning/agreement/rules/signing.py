"""Who signs by link, and what stands in the way of it now (W24)."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.secrets import digest_of
from sleutelbos.kernel.actors import Actor, Link
from sleutelbos.kernel.decisions import Decision, when
from sleutelbos.web.words import day_text

if TYPE_CHECKING:
    from datetime import date

    from sleutelbos.duallearning.agreement.models import Signature

DEAD = _("Deze link werkt niet meer. Open de laatste mail die u kreeg, of vraag een nieuwe link.")


def bears(by: Actor, row: Signature, secret: str) -> Decision:
    """The bearer of the last link that was sent for a signature; nobody else signs with it."""
    same = row.digest is not None and hmac.compare_digest(bytes(row.digest), digest_of(secret))
    return when(isinstance(by, Link) and same, DEAD)


def problem_of(row: Signature, *, today: date, address: str, refused: bool) -> str:
    """Why a signature can't be given by link now; empty when it can. ``address``: where the signer
    is reached now, ``refused``: another party refused the same document."""
    if row.state == "signed":
        return _t("U hebt al getekend. U hoeft niets meer te doen.")
    if row.state == "refused":
        return _t("U hebt laten weten dat u niet tekent. De school neemt contact met u op.")
    if row.state == "lapsed":
        return _t("De school heeft dit document teruggenomen of vervangen. Deze link werkt niet"
                  " meer.")  # fmt: skip
    if row.link_ended_at is not None:
        return _t("De school heeft deze link ingetrokken.")
    if row.expires_on is None or today > row.expires_on:
        return _t("Deze link werkte tot en met %s. Vraag de school een nieuwe.") % day_text(
            row.expires_on
        )
    if address.casefold() != row.email.casefold():
        return _t("Het e-mailadres is gewijzigd nadat deze link gestuurd is. Vraag de school een"
                  " nieuwe link.")  # fmt: skip
    if refused:
        return _t("Een andere partij tekent niet. De school bekijkt het document opnieuw. U krijgt"
                  " dan een nieuwe link.")  # fmt: skip
    return ""
