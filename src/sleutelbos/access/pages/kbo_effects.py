"""What telling the changes of the KBO would bring about, in every room, before it is done (W25)."""

from __future__ import annotations

from itertools import islice

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.pages.base import page
from sleutelbos.register.public import loads_kbo, pending_events, tell_now
from sleutelbos.web import show
from sleutelbos.web.effects import foreseen
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Crumb, Head, Note, Part
from sleutelbos.web.words import number_text

MOST = 500  # changes that are done and taken back while somebody waits for the page
TITLE = _("Gevolgen")


@page(
    "platform/kbo/wijzigingen/gevolgen",
    name="kbo-effects",
    title=_("Gevolgen van wijzigingen in de KBO"),
    door=loads_kbo,
    shows="access.kbo-effects",
)
def effects(request: PageRequest) -> HttpResponseBase:
    """Tasks, mails and whatever else follows for who holds something at those numbers."""
    by = request.actor
    head = Head(TITLE, _("Zo ziet het eruit als u het nu meldt. Er is nog niets gebeurd."))
    crumbs = [
        Crumb(_("Gegevens van de KBO"), reverse("access:kbo")),
        Crumb(_("Wijzigingen"), reverse("access:kbo-events")),
        Crumb(TITLE),
    ]
    waiting = sum(1 for _event in islice(pending_events(by), MOST + 1))
    part: Part
    if not waiting:
        part = Note(_("Er valt niets te melden."))
    elif waiting > MOST:
        sentence = _t("Meer dan %s wijzigingen: dat is te veel om vooraf te tonen.")
        part = Note(sentence % number_text(MOST), "warning")
    else:
        part = foreseen(_("Als u het nu meldt"), lambda: tell_now(by))
    return show.page(request, head, part, crumbs=crumbs)
