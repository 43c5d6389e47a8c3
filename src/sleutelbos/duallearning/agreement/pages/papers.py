"""The papers of an agreement: the document to sign, and what came back signed."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.drawing_up import ROUTE
from sleutelbos.duallearning.agreement.queries.scope import agreements_for
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.web.pages import PageRequest, one, reveal


@page(
    f"{ROUTE}/document",
    name="agreement-document",
    title=_("Overeenkomst om te ondertekenen"),
    door=roles.reads_agreements,
    shows="duallearning.agreement-document",
    reveals=PURPOSE,
)
def document(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The model agreement as it was presented, for who sees the agreement."""
    rows = agreements_for(request.actor).filter(document__isnull=False)
    row = one(rows.select_related("document"), uid)
    assert row.document is not None
    reveal(request, [row.person_id])
    return stored(row.document, f"overeenkomst-{row.number}")


@page(
    f"{ROUTE}/ondertekend",
    name="agreement-signed",
    title=_("Ondertekende overeenkomst"),
    door=roles.reads_agreements,
    shows="duallearning.agreement-document",
    reveals=PURPOSE,
)
def signed(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What the parties signed, for who sees the agreement."""
    rows = agreements_for(request.actor).filter(signed_file__isnull=False)
    row = one(rows.select_related("signed_file"), uid)
    assert row.signed_file is not None
    reveal(request, [row.person_id])
    return stored(row.signed_file, f"overeenkomst-{row.number}-ondertekend")
