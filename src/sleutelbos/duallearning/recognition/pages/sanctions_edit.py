"""Each step of the ladder: begin, invite, answer, decide, drop (W22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.duallearning.recognition.actions.sanctioning import (
    answer_sanction,
    conclude_guidance,
    drop_sanction,
    impose_sanction,
    invite_to_hearing,
    propose_sanction,
)
from sleutelbos.duallearning.recognition.models import Sanction
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.pages.effects import link_to
from sleutelbos.duallearning.recognition.pages.forms_prepare import ReasonForm
from sleutelbos.duallearning.recognition.pages.forms_sanctions import (
    ImposeForm,
    InviteForm,
    ProposeForm,
    ReportForm,
    StatementForm,
)
from sleutelbos.duallearning.recognition.pages.sanctions import crumbs, sanction_url
from sleutelbos.duallearning.recognition.queries.sanctions import (
    recognitions_to_handle,
    sanctions_for,
    sanctions_to_decide,
)
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.duallearning.recognition.rules.sanctions import reads_sanctions, was_guided
from sleutelbos.duallearning.recognition.states_follow_up import SanctionKind
from sleutelbos.web import show
from sleutelbos.web.forms import Form, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Head, Note, Part

ROUTE = "duaal/sancties/<uuid:uid>"


def _asked(
    request: PageRequest, row: Sanction, form: Form, title: Any, do: Any, sentence: Any = "",
    ahead: Sequence[Part] = (),
) -> HttpResponseBase:  # fmt: skip
    """The form of a step, and the way back to the sanction once it was done."""

    def done(form: Form) -> str:
        show.toast(request, do(form))
        return sanction_url(row)

    recognition = row.recognition
    head = Head(title, sentence, kicker=f"{recognition.number}, {recognition.company}")
    before = [Note(row.grounds, "info", _("Wat er fout liep")), *ahead]
    return handle(request, form, done) or show.form(
        request, form, head, submit=title, back_url=sanction_url(row), before=before,
        crumbs=crumbs(row, Crumb(title)),
    )  # fmt: skip


@page(
    "duaal/erkenningen/<uuid:uid>/begeleiding",
    name="propose-sanction",
    title=_("Begeleiding of sanctie"),
    door=roles.handles_somewhere,
    does=propose_sanction,
    reveals=PURPOSE,
)
def propose(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Begin with guidance; another step says why it can't wait."""
    by = request.actor
    recognition = one(recognitions_to_handle(by), uid)
    people = list(
        recognition.mentors.filter(state__in=("valid", "inactive"))
        .select_related("person")
        .order_by("pk")
    )
    reveal(request, [who.person_id for who in people])
    found = {str(who.uid): who for who in people}
    names = {key: who.person.name for key, who in found.items()}
    form = ProposeForm.of(request, mentors=names, guided=was_guided(recognition))

    def do(form: ProposeForm) -> str:
        given = form.values()
        mentor = found.get(given.pop("mentor", ""))
        row = propose_sanction.keyed(form.key, by, recognition, mentor=mentor, **given)
        show.toast(request, _t("Bewaard. De onderneming hoort het bij begeleiding, of als u haar"
                               " uitnodigt."))  # fmt: skip
        return sanction_url(row)

    back = looks.request_url(recognition.request)
    head = Head(
        _("Begeleiding of sanctie"), _("Begin met begeleiding. Voor een sanctie wordt de"
                                       " onderneming eerst gehoord."),
        kicker=f"{recognition.number}, {recognition.company}",
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Beginnen"), back_url=back,
        crumbs=looks.crumbs(recognition.request, Crumb(_("Begeleiding of sanctie"))),
    )  # fmt: skip


@page(
    f"{ROUTE}/afronden",
    name="conclude-guidance",
    title=_("Begeleiding afronden"),
    door=roles.handles_somewhere,
    does=conclude_guidance,
)
def conclude(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What came of it."""
    by = request.actor
    row = one(sanctions_to_decide(by).filter(kind=SanctionKind.GUIDANCE), uid)

    def do(form: ReportForm) -> str:
        conclude_guidance.keyed(form.key, by, row, **form.values())
        return _t("De begeleiding is afgerond.")

    return _asked(request, row, ReportForm.of(request), _("Begeleiding afronden"), do)


@page(
    f"{ROUTE}/uitnodigen",
    name="invite-to-hearing",
    title=_("Uitnodigen"),
    door=roles.handles_somewhere,
    does=invite_to_hearing,
)
def invite(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """From now on the company reads it."""
    by = request.actor
    rows = sanctions_to_decide(by).exclude(kind=SanctionKind.GUIDANCE)
    row = one(rows.filter(state="proposed"), uid)

    def do(form: InviteForm) -> str:
        invite_to_hearing.keyed(form.key, by, row, **form.values())
        return _t("De onderneming is uitgenodigd en krijgt een mail.")

    sentence = _("De onderneming leest dan wat u voorstelt en waarom.")
    return _asked(request, row, InviteForm.of(request), _("Uitnodigen"), do, sentence)


@page(
    f"{ROUTE}/verweer",
    name="answer-sanction",
    title=_("Verweer indienen"),
    door=reads_sanctions,
    does=answer_sanction,
)
def answer(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """In writing, until the decision."""
    by = request.actor
    row = one(sanctions_for(by).filter(state="hearing"), uid)
    if not answer_sanction.check(by, row, statement=""):
        raise Http404

    def do(form: StatementForm) -> str:
        answer_sanction.keyed(form.key, by, row, **form.values())
        return _t("Uw verweer staat bij het dossier.")

    form = StatementForm.of(request, initial={"statement": row.statement})
    sentence = _("U kunt het aanpassen tot er beslist is.")
    return _asked(request, row, form, _("Verweer indienen"), do, sentence)


@page(
    f"{ROUTE}/beslissing",
    name="impose-sanction",
    title=_("Beslissen"),
    door=roles.handles_somewhere,
    does=impose_sanction,
)
def impose(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """After the hearing; what follows for the recognition happens at once."""
    by = request.actor
    row = one(sanctions_to_decide(by).filter(state="hearing"), uid)

    def do(form: ImposeForm) -> str:
        impose_sanction.keyed(form.key, by, row, **form.values())
        return _t("De sanctie is opgelegd. De onderneming krijgt een mail.")

    form = ImposeForm.of(request, temporary=row.kind == SanctionKind.TEMPORARY)
    ahead = Note(_consequence(row), action=link_to("sanction-effects", uid))
    return _asked(request, row, form, _("Sanctie opleggen"), do, ahead=[ahead])


def _consequence(row: Sanction) -> str:
    return {
        SanctionKind.MENTOR: _t("De mentor begeleidt hier dan niemand meer voor deze opleiding."),
        SanctionKind.LIFT: _t("De erkenning eindigt vandaag, en haar mentoren met haar."),
        SanctionKind.TEMPORARY: _t("De erkenningen zijn geschorst tot de laatste dag."),
        SanctionKind.FINAL: _t("De erkenningen eindigen vandaag. Er kan niets meer aangevraagd"
                               " worden."),
    }[SanctionKind(row.kind)]  # fmt: skip


@page(
    f"{ROUTE}/niet-opleggen",
    name="drop-sanction",
    title=_("Niet opleggen"),
    door=roles.handles_somewhere,
    does=drop_sanction,
)
def drop(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """Nothing follows."""
    by = request.actor
    row = one(sanctions_to_decide(by).exclude(kind=SanctionKind.GUIDANCE), uid)

    def do(form: ReasonForm) -> str:
        drop_sanction.keyed(form.key, by, row, reason=form.cleaned_data["reason"])
        return _t("Er is niets opgelegd.")

    return _asked(request, row, ReasonForm.of(request), _("Niet opleggen"), do)
