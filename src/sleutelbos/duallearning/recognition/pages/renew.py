"""Renew a recognition: one button, then the verklaring op eer (W08)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.renewing import renew_recognition
from sleutelbos.duallearning.recognition.models import Recognition
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.steps import DECLARATION
from sleutelbos.duallearning.recognition.queries.renewing import recognitions_to_renew
from sleutelbos.duallearning.recognition.queries.scope import recognitions_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show
from sleutelbos.web.forms import key_of
from sleutelbos.web.pages import PageRequest, one, see_other
from sleutelbos.web.parts import Button


def renew_button(by: Actor, row: Recognition) -> Button | None:
    """For its company, once it ends soon and nothing was asked yet."""
    if not recognitions_to_renew(by).filter(pk=row.pk).exists():
        return None
    url = looks.recognition_url(row, "renew-recognition")
    return Button(_("Erkenning vernieuwen"), url, look="primary")


@page(
    "duaal/erkenningen/<uuid:uid>/vernieuwen",
    name="renew-recognition",
    title=_("Erkenning vernieuwen"),
    door=roles.files_somewhere,
    does=renew_recognition,
)
def renew(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Answers the button: everything is filled in, one looks it over and declares."""
    by = request.actor
    row = one(recognitions_for(by), uid)
    if request.method != "POST":
        return see_other(looks.recognition_url(row))
    made = renew_recognition.keyed(key_of(request), by, row)
    show.toast(request, _t("Alles van vroeger staat klaar. Kijk het na en dien in."))
    return see_other(looks.request_url(made, DECLARATION))
