"""Vocabulary of prospectie: the life of a lead, and why one falls off (W20; §5)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class ContactKind(TextChoices):
    """How somebody spoke with a company (inference)."""

    PHONE = "telefoon", _("Telefoongesprek")
    MAIL = "mail", _("E-mail")
    VISIT = "bezoek", _("Bezoek")


class DropReason(TextChoices):
    """Why a lead falls off (inference); the last two follow from the request."""

    NO_INTEREST = "geen-interesse", _("Geen interesse")
    UNSUITED = "niet-geschikt", _("Niet geschikt als werkplek")
    UNREACHED = "niet-bereikt", _("Niemand bereikt")
    STOPPED = "gestopt", _("De vestiging stopte")
    REFUSED = "geweigerd", _("De aanvraag is geweigerd")
    WITHDRAWN = "ingetrokken", _("De aanvraag is ingetrokken")


BY_HAND = (
    DropReason.NO_INTEREST, DropReason.UNSUITED, DropReason.UNREACHED, DropReason.STOPPED,
)  # fmt: skip
OWNER, HANDLER = _("verantwoordelijke"), _("behandelaar")

OPEN = ("new", "contacted", "interested")  # the partnership works on it: it can lapse
HELD = (*OPEN, "requested")  # nobody else may make a lead of the vestiging

lead_flow = Flow(
    "duallearning.Lead",
    states=[
        State("new", _("Nieuw"), owner=OWNER, tone="info"),
        State("contacted", _("Gecontacteerd"), owner=OWNER, tone="info"),
        State("interested", _("Interesse"), owner=OWNER, tone="warn"),
        State("requested", _("Aanvraag ingediend"), owner=HANDLER, tone="info"),
        State("recognised", _("Erkend"), tone="ok"),
        State("dropped", _("Afgevallen"), tone="neutral"),
        State("lapsed", _("Vervallen"), tone="neutral"),
    ],
    moves=[
        Move("reach", ("new",), "contacted"),
        Move("interest", ("new", "contacted"), "interested"),
        Move("drop", OPEN, "dropped"),
        Move("lapse", OPEN, "lapsed"),
        Move("request", OPEN, "requested"),
        Move("recognise", ("requested",), "recognised"),
        Move("close", ("requested",), "dropped"),
    ],
)
