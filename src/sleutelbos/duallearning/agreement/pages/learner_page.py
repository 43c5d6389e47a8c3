"""The learner's page: the own agreements, by a link and without signing in."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.learner_links import (
    send_learner_link,
    withdraw_learner_link,
)
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.pages import agreement_parts, looks
from sleutelbos.duallearning.agreement.pages.base import page
from sleutelbos.duallearning.agreement.pages.sign_link import dead_link, private
from sleutelbos.duallearning.agreement.queries.learner_links import learner_behind, own_agreements
from sleutelbos.duallearning.agreement.queries.scope import learners_kept_by
from sleutelbos.duallearning.agreement.queries.versions import as_on
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, Reveals, one, reveal
from sleutelbos.web.parts import Disclosure, Fact, Facts, Head, Note, Part, Section
from sleutelbos.web.press import press

PURPOSE = Reveals(_("De eigen overeenkomst voor duaal leren lezen"))
TITLE = _("Mijn overeenkomst")


@page(
    "duaal/mijn-overeenkomst/<slug:secret>",
    name="learner-page",
    title=TITLE,
    public=True,
    shows="duallearning.agreement",
    reveals=PURPOSE,
)
def learner_page(request: PageRequest, secret: str) -> HttpResponseBase:
    """Where, with whom, when, for how much, and who to call."""
    learner = learner_behind(secret)
    if learner is None:
        sentence = _t("Deze link werkt niet meer. Vraag uw trajectbegeleider een nieuwe.")
        return dead_link(request, sentence)
    reveal(request, [learner.person_id])
    rows = list(own_agreements(learner))
    parts: list[Part] = []
    if rows:
        parts = [_whom(rows[0]), *agreement_parts.summary(as_on(rows[0]))]
    else:
        parts = [Note(_t("Er is nog geen overeenkomst."), "info")]
    earlier: list[Part] = [
        Disclosure(f"{row.number}, {looks.workplace_text(row)}", _all(row)) for row in rows[1:]
    ]
    if earlier:
        parts.append(Section(_("Andere overeenkomsten"), earlier))
    head = Head(TITLE, learner.school.name, kicker=learner.person.name,
                pill=looks.agreement_pill(rows[0]) if rows else None)  # fmt: skip
    return private(show.page(request, head, *parts))


def _all(row: Agreement) -> list[Part]:
    return [_whom(row), *agreement_parts.summary(as_on(row))]


def _whom(row: Agreement) -> Section:
    now = as_on(row)
    facts = [Fact(_("Trajectbegeleider"), now.guide.name, now.guide.email)]
    if now.mentor is not None:
        facts.append(Fact(_("Mentor"), now.mentor.person.name, looks.workplace_text(now)))
    sentence = _("Bent u ziek, is er iets op het werk, of hebt u een vraag?")
    return Section(_("Wie kunt u contacteren?"), [Facts(facts)], sentence=sentence)


@page(
    "duaal/leerlingen/<uuid:uid>/link-sturen",
    name="send-learner-link",
    title=_("Link naar de leerling sturen"),
    door=roles.draws_up_somewhere,
    does=send_learner_link,
)
def send(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A new link; an earlier one dies (POST)."""
    row = one(learners_kept_by(request.actor), uid)
    told = _t("De leerling krijgt een mail met de link. Een vorige link werkt niet meer.")
    return press(request, send_learner_link, row, told=told, back=looks.learner_url(row))


@page(
    "duaal/leerlingen/<uuid:uid>/link-intrekken",
    name="withdraw-learner-link",
    title=_("Link van de leerling intrekken"),
    door=roles.draws_up_somewhere,
    does=withdraw_learner_link,
)
def withdraw(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It leads nowhere from now on (POST)."""
    row = one(learners_kept_by(request.actor), uid)
    told = _t("De link werkt niet meer.")
    return press(request, withdraw_learner_link, row, told=told, back=looks.learner_url(row))
