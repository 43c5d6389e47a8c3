"""An addendum: what changes, old beside new, and the way until it is registered (W10, W11)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.addenda import (
    present_addendum,
    recall_addendum,
    register_addendum,
    sign_addendum,
)
from sleutelbos.duallearning.agreement.actions.changing import drop_change
from sleutelbos.duallearning.agreement.models import Addendum
from sleutelbos.duallearning.agreement.pages import addendum_parts, looks, signature_parts
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.forms import SignForm
from sleutelbos.duallearning.agreement.queries.addenda import (
    addenda_for,
    addenda_kept_by,
    changes_of,
    findings_of_changes,
)
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states_changes import UNFINISHED, addendum_flow
from sleutelbos.duallearning.recognition.pages.looks import beside, primary_of
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.duallearning.recognition.pages.request_parts import history
from sleutelbos.tools.files import received
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Note, Part, Pill
from sleutelbos.web.press import press

ROUTE = "duaal/addenda/<uuid:uid>"


def _kept(request: PageRequest, uid: UUID, *states: str) -> Addendum:
    """An addendum of the own school in one of these states; else the page does not exist."""
    row = one(addenda_kept_by(request.actor).filter(state__in=states), uid)
    reveal(request, [row.agreement.person_id])
    return row


def _crumbs(row: Addendum, *more: Crumb) -> list[Crumb]:
    here = Crumb(_t("Addendum"), addendum_parts.addendum_url(row) if more else "")
    return looks.crumbs(row.agreement, here, *more)


def _head(row: Addendum, title: str, sentence: str = "") -> Head:
    return Head(title, sentence, kicker=f"{row.number}, {row.agreement.learner.person}")


@page(
    ROUTE,
    name="addendum",
    title=_("Addendum"),
    door=roles.reads_agreements,
    does=present_addendum,
    shows="duallearning.addendum",
    reveals=PURPOSE,
)
def addendum(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What changes, what the rules say about it, and the next step."""
    by = request.actor
    row = one(addenda_for(by), uid)
    reveal(request, [row.agreement.person_id])
    ways = addendum_parts.ways_of(by, row)
    primary = primary_of(ways)
    head = Head(
        _t("Addendum %s") % row.number, _sentence(row), pill=Pill.of(addendum_flow, row.state),
        kicker=row.agreement.learner.person.name,
        turn=words.turn_text(addendum_flow.states[row.state].owner), primary=primary,
    )  # fmt: skip
    told: list[Part] = []
    if row.state in UNFINISHED and roles.keeps(by, row.agreement):
        told = looks.problems(findings_of_changes(row.agreement, changes_of(row)))
    parts: list[Part] = [
        *([Note(row.reason, "warn")] if row.reason else []),
        *told,
        addendum_parts.changes(by, row),
        *signature_parts.signatures(by, row),
        history(row),
    ]
    aside = beside(request.path, ways, but=primary)
    if not present_addendum.check(by, row):
        return show.page(request, head, *parts, crumbs=_crumbs(row), aside=aside)
    form = Form.of(request)

    def do(form: Form) -> str:
        present_addendum.keyed(form.key, by, row)
        text = _t("Het document is klaar. De onderneming en de leerling krijgen een mail.")
        show.toast(request, text)
        return addendum_parts.addendum_url(row)

    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Document maken"), crumbs=_crumbs(row), aside=aside,
        before=parts[:-1], after=parts[-1:],
    )  # fmt: skip


def _sentence(row: Addendum) -> str:
    return {
        "draft": _t("Kijk na wat wijzigt en maak het document. Alle partijen tekenen het."),
        "signing": _t(
            "Het document is klaar. Alle partijen tekenen het, op papier of met een link."
        ),
        "signed": _t("Alle partijen tekenden. De trajectbegeleider registreert het addendum."),
        "registered": _t("De wijzigingen gelden vanaf hun dag."),
        "cancelled": _t("Dit addendum gaat niet door. Er wijzigde niets."),
    }[row.state]


@page(
    f"{ROUTE}/schrappen/<uuid:change>",
    name="drop-change",
    title=_("Wijziging schrappen"),
    door=roles.draws_up_somewhere,
    does=drop_change,
)
def drop(request: PageRequest, uid: UUID, change: UUID) -> HttpResponseBase:
    """It stays as it was (POST)."""
    row = _kept(request, uid, "draft")
    found = one(row.changes.all(), change)
    last = row.changes.count() == 1
    back = looks.agreement_url(row.agreement) if last else addendum_parts.addendum_url(row)
    told = _t("De wijziging is geschrapt.")
    return press(request, drop_change, row, change=found, told=told, back=back)


@page(
    f"{ROUTE}/terugnemen",
    name="recall-addendum",
    title=_("Addendum terugnemen"),
    door=roles.draws_up_somewhere,
    does=recall_addendum,
    reveals=PURPOSE,
)
def recall(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Back to preparing; what was signed doesn't count then."""
    row, form = _kept(request, uid, "signing", "signed"), Form.of(request)

    def do(form: Form) -> str:
        recall_addendum.keyed(form.key, request.actor, row)
        show.toast(request, _t("U kunt het addendum weer wijzigen."))
        return addendum_parts.addendum_url(row)

    title = _t("Addendum terugnemen")
    return handle(request, form, do) or show.confirm(
        request, form, _head(row, title), submit=title, back_url=addendum_parts.addendum_url(row),
        consequences=[_t("Het document en wat al ondertekend is, tellen niet meer."),
                      _t("Daarna tekent iedereen opnieuw.")],
        crumbs=_crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    f"{ROUTE}/tekenen",
    name="sign-addendum",
    title=_("Ondertekend addendum toevoegen"),
    door=roles.draws_up_somewhere,
    does=sign_addendum,
    reveals=PURPOSE,
)
def sign(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The paper that all parties signed."""
    row, form = _kept(request, uid, "signing"), SignForm.of(request)
    form["paper"].label = _t("Ondertekend addendum")  # the form has its label already

    def do(form: SignForm) -> str:
        given: dict[str, Any] = form.cleaned_data
        sign_addendum.keyed(
            form.key, request.actor, row, signed_on=given["signed_on"],
            paper=received(given["paper"]),
        )  # fmt: skip
        show.toast(request, _t("Het ondertekende addendum staat erbij. Registreer het nu."))
        return addendum_parts.addendum_url(row, "register-addendum")

    title = _t("Ondertekend addendum toevoegen")
    sentence = _t("Scan alle bladzijden in één bestand, met elke handtekening.")
    return handle(request, form, do) or show.form(
        request, form, _head(row, title, sentence), submit=_("Toevoegen"),
        back_url=addendum_parts.addendum_url(row), crumbs=_crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    f"{ROUTE}/registreren",
    name="register-addendum",
    title=_("Addendum registreren"),
    door=roles.draws_up_somewhere,
    does=register_addendum,
    reveals=PURPOSE,
)
def register(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The rules are looked at again; then the changes count from their day."""
    by, row, form = request.actor, _kept(request, uid, "signed"), Form.of(request)

    def do(form: Form) -> str:
        register_addendum.keyed(form.key, by, row)
        text = _t("Het addendum is geregistreerd. Alle partijen krijgen een mail.")
        show.toast(request, text)
        return looks.agreement_url(row.agreement)

    title = _t("Addendum registreren")
    told = looks.problems(findings_of_changes(row.agreement, changes_of(row)))
    return handle(request, form, do) or show.form(
        request, form, _head(row, title, _t("De wijzigingen gelden dan vanaf hun dag.")),
        submit=_("Registreren"), back_url=addendum_parts.addendum_url(row),
        crumbs=_crumbs(row, Crumb(title)), before=[*told, addendum_parts.changes(by, row)],
    )  # fmt: skip


@page(
    f"{ROUTE}/document/<slug:which>",
    name="addendum-document",
    title=_("Document van een addendum"),
    door=roles.reads_agreements,
    shows="duallearning.agreement-document",
    reveals=PURPOSE,
)
def document(request: PageRequest, uid: UUID, which: str) -> HttpResponseBase:
    """The addendum as it was presented, or as it came back signed, for who sees it."""
    row = one(addenda_for(request.actor).select_related("document", "signed_file"), uid)
    file = {"voorgelegd": row.document, "ondertekend": row.signed_file}.get(which)
    if file is None:
        raise Http404
    reveal(request, [row.agreement.person_id])
    return stored(file, f"addendum-{row.number}-{which}")
