"""What went wrong between an application and us, for whoever stands in front of it.

Errors about the client or its addresses never go back there: somebody else may have made the link.
"""

from __future__ import annotations

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.actors import Nobody
from sleutelbos.signin.op.wsgi import FAULT
from sleutelbos.signin.pages.base import help_box, page
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import Actions, Head, Link, Note, Part, Prose, Section

SENTENCES = {
    "client": _("De toepassing waar u vandaan komt, is hier niet gekend of niet meer actief."),
    "issuer": _("De toepassing meldt zich aan op een ander adres dan was afgesproken."),
    "redirect": _("De toepassing vraagt om terug te keren naar een adres dat niet is afgesproken."),
    "post-logout": _(
        "De toepassing vraagt om na het afmelden naar een adres te gaan dat niet is afgesproken."
    ),
    "request": _("De vraag van de toepassing is te oud of werd al eens gebruikt."),
    "unreadable": _("De toepassing stuurde een vraag die wij niet kunnen lezen."),
}
TRY_AGAIN = {"request"}


@page("aanmelden/toepassing-fout", name="op-fault", title=_("Aanmelden lukt niet"), public=True)
def op_fault(request: PageRequest) -> HttpResponseBase:
    """Shown in the place of the provider's answer; a visit of the address itself finds nothing."""
    kind, name = request.META.get(FAULT, ("", ""))
    if kind not in SENTENCES:
        raise Http404
    title = _t("Aanmelden bij %(name)s lukt niet") if name else _t("Aanmelden lukt niet")
    if kind == "post-logout":
        title = _t("Afmelden bij %(name)s lukt niet") if name else _t("Afmelden lukt niet")
    steps: list[Part] = [
        Prose(_("Ga terug naar de toepassing en begin daar opnieuw.")),
        Prose(_("Lukt het weer niet? Meld het aan wie de toepassing beheert.")),
    ]
    if kind not in TRY_AGAIN:
        steps[1] = Prose(
            _("Blijft het zo? Wie de toepassing beheert, moet dit oplossen. Meld het daar of bel"
              " 1700.")
        )  # fmt: skip
    if kind == "post-logout" and not isinstance(request.actor, Nobody):
        steps = [
            Prose(_("U bent nog aangemeld. U kunt zich hier zelf afmelden.")),
            Actions([Link(_("Afmelden"), reverse("signin:sign-out"), "log-out", "primary")]),
            steps[1],
        ]
    return show.page(
        request,
        Head(title % {"name": name}),
        Note(SENTENCES[kind], tone="warn"),
        Section(_("Wat u kunt doen"), steps),
        aside=[help_box(request)],
        status=400,
    )
