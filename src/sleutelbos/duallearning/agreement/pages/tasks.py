"""A task about the workplace of an agreement: what happened, and what the school can do (W11)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.models import AgreementTask
from sleutelbos.duallearning.agreement.pages import agreement_parts, looks
from sleutelbos.duallearning.agreement.pages.addendum_parts import addendum_url
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.changing import change_url, open_addendum
from sleutelbos.duallearning.agreement.queries.versions import as_on
from sleutelbos.duallearning.agreement.queries.waiting import agreement_tasks_for
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states_changes import (
    AgreementTaskKind,
    agreement_task_flow,
)
from sleutelbos.duallearning.recognition.pages.looks import beside
from sleutelbos.web import show
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Fact, Facts, Head, Link, Part, Pill, Section


@page(
    "duaal/overeenkomsttaken/<uuid:uid>",
    name="agreement-task",
    title=_("Taak bij een overeenkomst"),
    door=roles.draws_up_somewhere,
    shows="duallearning.agreement-task",
    reveals=PURPOSE,
)
def task(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """A move: adapt or end early. A lifting: end early, nothing else (seed 002)."""
    row = one(agreement_tasks_for(request.actor), uid)
    agreement = row.agreement
    now = as_on(agreement)
    people = [agreement.person_id, *([now.mentor.person_id] if now.mentor else [])]
    reveal(request, people)
    ways = _ways(row)
    head = Head(
        row.get_kind_display(), _sentence(row), pill=Pill.of(agreement_task_flow, row.state),
        kicker=f"{agreement.number}, {agreement.learner.person}",
        primary=ways[0] if row.state == "open" else None,
    )  # fmt: skip
    parts: list[Part] = []
    if row.kind == AgreementTaskKind.ADDRESS:
        facts = [Fact(_("Afgesproken adres"), row.before), Fact(_("Nieuw adres"), row.after)]
        parts.append(Facts(facts))
    parts.append(Section(_("De overeenkomst"), [agreement_parts.parties(now)]))
    aside = beside(request.path, ways, but=head.primary)
    crumbs = looks.crumbs(agreement, Crumb(_("Taak")))
    return show.page(request, head, *parts, crumbs=crumbs, aside=aside)


def _ways(row: AgreementTask) -> list[Link]:
    agreement = row.agreement
    back = Link(_("Naar de overeenkomst"), looks.agreement_url(agreement), "handshake", "quiet")
    if row.state != "open":
        return [back]
    ends = row.kind == AgreementTaskKind.LIFTED
    url = looks.agreement_url(agreement, "end-agreement")
    end = Link(_("Vroegtijdig beëindigen"), url, "ban", "primary" if ends else "secondary")
    if ends:
        return [end, back]
    addendum = open_addendum(agreement)
    if addendum is not None and addendum.state != "draft":
        url = addendum_url(addendum)
        return [Link(_("Naar het addendum"), url, "file-text", "primary"), end, back]
    url = change_url(agreement, "adres")
    return [Link(_("Overeenkomst aanpassen"), url, "pencil", "primary"), end, back]


def _sentence(row: AgreementTask) -> str:
    if row.state != "open":
        return _t("Deze taak is niet meer te doen.")
    if row.kind == AgreementTaskKind.LIFTED:
        return _t(
            "De erkenning van deze werkplek is opgeheven. U kunt de overeenkomst alleen vroegtijdig"
            " beëindigen. De taak blijft staan tot dat gebeurd is."
        )
    return _t(
        "De vestiging verhuisde en blijft erkend. Pas de overeenkomst aan, of beëindig ze"
        " vroegtijdig. De taak blijft staan tot dat gebeurd is."
    )
