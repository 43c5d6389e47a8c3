"""What happens to an agreement once drawn up: signed, registered, suspended, ended (W10)."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.agreement.actions.drafting import discard_agreement
from sleutelbos.duallearning.agreement.actions.ending import (
    Ending,
    annul_agreement,
    end_agreement,
)
from sleutelbos.duallearning.agreement.actions.presenting import recall_agreement, sign_agreement
from sleutelbos.duallearning.agreement.actions.registering import register_agreement
from sleutelbos.duallearning.agreement.actions.suspending import (
    Pause,
    resume_agreement,
    suspend_agreement,
)
from sleutelbos.duallearning.agreement.models import Agreement
from sleutelbos.duallearning.agreement.pages import agreement_parts, looks
from sleutelbos.duallearning.agreement.pages.base import PURPOSE, page
from sleutelbos.duallearning.agreement.pages.drawing_up import ROUTE, editable
from sleutelbos.duallearning.agreement.pages.forms import (
    EndForm,
    PauseForm,
    ReasonForm,
    ResumeForm,
    SignForm,
)
from sleutelbos.duallearning.agreement.queries.readiness import findings_of
from sleutelbos.duallearning.agreement.queries.scope import (
    agreements_kept_by,
    suspensions_kept_by,
)
from sleutelbos.duallearning.agreement.rules import roles
from sleutelbos.duallearning.agreement.states import EndReason, Initiator
from sleutelbos.duallearning.agreement.states_changes import AgreementTaskKind
from sleutelbos.kernel import clock
from sleutelbos.tools.files import received
from sleutelbos.web import show, words
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head
from sleutelbos.web.press import ask


def _kept(request: PageRequest, uid: UUID, *states: str) -> Agreement:
    """An agreement of the own school in one of these states; else the page does not exist."""
    row = one(agreements_kept_by(request.actor).filter(state__in=states), uid)
    reveal(request, [row.person_id])
    return row


def _head(row: Agreement, title: str, sentence: str = "") -> Head:
    return Head(title, sentence, kicker=f"{row.number}, {row.learner.person}")


@page(
    f"{ROUTE}/tekenen",
    name="sign-agreement",
    title=_("Ondertekende overeenkomst toevoegen"),
    door=roles.draws_up_somewhere,
    does=sign_agreement,
    reveals=PURPOSE,
)
def sign(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The paper that all parties signed."""
    row = _kept(request, uid, "signing")
    form = SignForm.of(request)

    def do(form: SignForm) -> str:
        given = form.cleaned_data
        sign_agreement.keyed(
            form.key, request.actor, row, signed_on=given["signed_on"],
            paper=received(given["paper"]),
        )  # fmt: skip
        show.toast(request, _t("De ondertekende overeenkomst staat erbij. Registreer ze nu."))
        return looks.agreement_url(row, "register-agreement")

    title = _t("Ondertekende overeenkomst toevoegen")
    sentence = _t("Scan alle bladzijden in één bestand, met elke handtekening.")
    return handle(request, form, do) or show.form(
        request, form, _head(row, title, sentence), submit=_("Toevoegen"),
        back_url=looks.agreement_url(row), crumbs=looks.crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    f"{ROUTE}/registreren",
    name="register-agreement",
    title=_("Overeenkomst registreren"),
    door=roles.draws_up_somewhere,
    does=register_agreement,
    reveals=PURPOSE,
)
def register(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The rules are looked at again; then it counts."""
    by = request.actor
    row = _kept(request, uid, "signed")
    form = Form.of(request)

    def do(form: Form) -> str:
        register_agreement.keyed(form.key, by, row)
        show.toast(request, _t("De overeenkomst is geregistreerd. Alle partijen krijgen een mail."))
        return looks.agreement_url(row)

    title = _t("Overeenkomst registreren")
    sentence = _t("De leerling en de mentor staan dan vast, van %s.") % words.period_text(row.valid)
    return handle(request, form, do) or show.form(
        request, form, _head(row, title, sentence), submit=_("Registreren"),
        back_url=looks.agreement_url(row), crumbs=looks.crumbs(row, Crumb(title)),
        before=[*looks.problems(findings_of(row)), agreement_parts.parties(row)],
    )  # fmt: skip


@page(
    f"{ROUTE}/terugnemen",
    name="recall-agreement",
    title=_("Overeenkomst terugnemen"),
    door=roles.draws_up_somewhere,
    does=recall_agreement,
    reveals=PURPOSE,
)
def recall(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Back to a Werkversie; what was signed doesn't count then."""
    row = _kept(request, uid, "signing", "signed")
    return _confirm(
        request, row, Form.of(request), recall_agreement, _t("Overeenkomst terugnemen"),
        [
            _t("De overeenkomst wordt weer een werkversie, die u kunt wijzigen."),
            _t("Het document en wat ondertekend werd, worden vernietigd."),
            _t("Daarna tekenen alle partijen opnieuw."),
        ],
        _t("De overeenkomst is weer een werkversie."), looks.agreement_url(row),
    )  # fmt: skip


@page(
    f"{ROUTE}/verwijderen",
    name="discard-agreement",
    title=_("Werkversie verwijderen"),
    door=roles.draws_up_somewhere,
    does=discard_agreement,
    reveals=PURPOSE,
)
def discard(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It can't be undone."""
    row = editable(request.actor, uid)
    reveal(request, [row.person_id])
    return _confirm(
        request, row, Form.of(request), discard_agreement, _t("Werkversie verwijderen"),
        [_t("Alles wat u invulde, verdwijnt.")],
        _t("De werkversie is verwijderd."), looks.learner_url(row.learner),
    )  # fmt: skip


def _confirm(
    request: PageRequest, row: Agreement, form: Form, action: object, title: str,
    consequences: list[str], told: str, onward: str,
) -> HttpResponseBase:  # fmt: skip
    def do(form: Form) -> str:
        action.keyed(form.key, request.actor, row)  # type: ignore[attr-defined]
        show.toast(request, told)
        return onward

    return handle(request, form, do) or show.confirm(
        request, form, _head(row, title), consequences=consequences, submit=title,
        back_url=looks.agreement_url(row), crumbs=looks.crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    f"{ROUTE}/schorsen",
    name="suspend-agreement",
    title=_("Overeenkomst schorsen"),
    door=roles.draws_up_somewhere,
    does=suspend_agreement,
    reveals=PURPOSE,
)
def suspend(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It stands still for a while."""
    row = _kept(request, uid, "registered")
    form = PauseForm.of(request, initial={"first": clock.today()})

    def do(form: PauseForm) -> str:
        suspend_agreement.keyed(form.key, request.actor, row, pause=Pause(**form.values()))
        show.toast(request, _t("De overeenkomst is geschorst. Alle partijen krijgen een mail."))
        return looks.agreement_url(row)

    title = _t("Overeenkomst schorsen")
    sentence = _t("De overeenkomst blijft geregistreerd. De leerling behoudt zijn plaats.")
    return handle(request, form, do) or show.form(
        request, form, _head(row, title, sentence), submit=_("Schorsen"),
        back_url=looks.agreement_url(row), crumbs=looks.crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    "duaal/schorsingen/<uuid:uid>/einde",
    name="resume-agreement",
    title=_("Einde van een schorsing"),
    door=roles.draws_up_somewhere,
    does=resume_agreement,
    reveals=PURPOSE,
)
def resume(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The last day on which it stands still."""
    pause = one(suspensions_kept_by(request.actor).filter(agreement__state="registered"), uid)
    row = pause.agreement
    reveal(request, [row.person_id])
    title = _t("Einde van de schorsing")
    sentence = _t("Geschorst: %s.") % words.period_text(pause.valid)
    return ask(
        request, ResumeForm.of(request), resume_agreement, pause,
        head=_head(row, title, sentence), submit=_("Bewaren"),
        told=_t("De einddag van de schorsing is bewaard."), back=looks.agreement_url(row),
        crumbs=looks.crumbs(row, Crumb(title)),
    )  # fmt: skip


def _why_it_ends(row: Agreement) -> dict[str, str]:
    """What a task that waits says about it already."""
    reasons = {
        AgreementTaskKind.LIFTED: EndReason.LIFTED,
        AgreementTaskKind.ADDRESS: EndReason.MOVED,
    }
    found = row.tasks.filter(state="open").order_by("-pk").first()
    if found is None:
        return {}
    return {"reason": reasons[AgreementTaskKind(found.kind)], "initiator": Initiator.NOBODY}


@page(
    f"{ROUTE}/beeindigen",
    name="end-agreement",
    title=_("Overeenkomst beëindigen"),
    door=roles.draws_up_somewhere,
    does=end_agreement,
    reveals=PURPOSE,
)
def end(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The last day, why, and on whose initiative."""
    row = _kept(request, uid, "registered")
    form = EndForm.of(request, initial=_why_it_ends(row))

    def do(form: EndForm) -> str:
        end_agreement.keyed(form.key, request.actor, row, ending=Ending(**form.values()))
        show.toast(request, _t("De overeenkomst is beëindigd. Alle partijen krijgen een mail."))
        return looks.agreement_url(row)

    title = _t("Overeenkomst beëindigen")
    sentence = _t(
        "De overeenkomst loopt van %s. Op de einddatum eindigt ze vanzelf: daarvoor hoeft u niets"
        " te doen."
    )
    return handle(request, form, do) or show.form(
        request, form, _head(row, title, sentence % words.period_text(row.valid)),
        submit=_("Beëindigen"), back_url=looks.agreement_url(row),
        crumbs=looks.crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    f"{ROUTE}/annuleren",
    name="annul-agreement",
    title=_("Registratie annuleren"),
    door=roles.draws_up_somewhere,
    does=annul_agreement,
    reveals=PURPOSE,
)
def annul(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """It was registered in error: no day of it counts."""
    row = _kept(request, uid, "registered")
    title = _t("Registratie annuleren")
    sentence = _t(
        "Alleen voor een overeenkomst die nooit begon of bij vergissing geregistreerd is. Geen"
        " enkele dag telt dan. Begon ze wel, beëindig ze dan."
    )
    return ask(
        request, ReasonForm.of(request), annul_agreement, row,
        head=_head(row, title, sentence), submit=title, told=_t("De registratie is geannuleerd."),
        back=looks.agreement_url(row), crumbs=looks.crumbs(row, Crumb(title)),
    )  # fmt: skip
