"""'Machtigingen': for whom we may file, or who may file for us; register, read, end (W03)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access.public import end_mandate
from sleutelbos.duallearning.recognition.actions.mandates import register_mandate
from sleutelbos.duallearning.recognition.models import MandatePaper
from sleutelbos.duallearning.recognition.pages import looks, request_parts
from sleutelbos.duallearning.recognition.pages.base import page
from sleutelbos.duallearning.recognition.pages.forms_prepare import HINT, ReasonForm
from sleutelbos.duallearning.recognition.pages.papers import stored
from sleutelbos.duallearning.recognition.queries.mandates import holders_for, mandates_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel import clock, periods
from sleutelbos.tools.files import received
from sleutelbos.web import show, words
from sleutelbos.web.forms import DateField, FileField, Form, TextField, handle
from sleutelbos.web.pages import PageRequest, one
from sleutelbos.web.parts import Crumb, Empty, Head, Link, Pill
from sleutelbos.web.press import ask
from sleutelbos.web.tables import Column, Table

LIST = "duallearning:mandates"


def mandate_pill(row: MandatePaper) -> Pill:
    """Whether it counts still."""
    if periods.holds_at(row.mandate.valid, clock.now()):
        return Pill(_("Geldt"), "ok")
    return Pill(_("Afgelopen"), "neutral")


def _last(row: MandatePaper) -> Any:
    return periods.last_day(row.mandate.valid)


def mandate_url(row: MandatePaper) -> str:
    """The page of a machtiging."""
    return reverse("duallearning:mandate", args=[row.uid])


COLUMNS = [
    Column("onderneming", _("Onderneming"), "mandate.giver.name",
           sort="mandate__giver__name", link=mandate_url),
    Column("gemachtigd", _("Gemachtigd"), "mandate.organisation.name",
           sort="mandate__organisation__name"),
    Column("sinds", _("Geregistreerd"), "registered_at", sort="registered_at", kind="date"),
    Column("tot", _("Tot en met"), _last, sort="mandate__valid", kind="date"),
    Column("toestand", _("Toestand"), mandate_pill, kind="pill"),
]  # fmt: skip


@page(
    "duaal/machtigingen",
    name="mandates",
    title=_("Machtigingen"),
    door=roles.reads_mandates,
    shows="duallearning.mandates",
)
def mandates(request: PageRequest) -> HttpResponseBase:
    """Those that my organisation holds, or that my company gave."""
    by = request.actor
    primary = None
    if roles.registers_somewhere(by):
        primary = Link(
            _("Machtiging registreren"), reverse("duallearning:add-mandate"), "plus", "primary"
        )
    empty = Empty(
        _("Nog geen machtigingen"),
        _("Een onderneming kan een school of een partnerschap laten handelen in haar naam."),
        icon="handshake",
    )
    table = Table(
        request, mandates_for(by), COLUMNS, name="machtigingen", order="-sinds", empty=empty
    )
    sentence = ngettext("%s machtiging.", "%s machtigingen.", table.count)
    head = Head(_("Machtigingen"), sentence % words.number_text(table.count), primary=primary)
    return show.listing(request, head, table)


class MandateForm(Form):
    """Which company signed, until when, and the paper."""

    number = TextField(
        label=_("Ondernemingsnummer"), help_text=_("Tien cijfers, zoals in de KBO."), max_length=20
    )
    last = DateField(label=_("Geldt tot en met"))
    paper = FileField(label=_("Ondertekend machtigingsdocument"), help_text=HINT)


@page(
    "duaal/machtigingen/nieuw",
    name="add-mandate",
    title=_("Machtiging registreren"),
    door=roles.registers_somewhere,
    does=register_mandate,
)
def add(request: PageRequest) -> HttpResponseBase:
    """For the own school or partnership, with the document that the company signed."""
    by = request.actor
    holder = holders_for(by).first()
    assert holder is not None, "the door looked"
    form = MandateForm.of(request)

    def do(form: MandateForm) -> str:
        given = form.cleaned_data
        done = register_mandate.keyed(
            form.key, by, holder, number=given["number"], last=given["last"],
            paper=received(given["paper"]),
        )  # fmt: skip
        show.toast(request, _t("U kunt nu handelen voor %s.") % done.mandate.giver)
        return reverse(LIST)

    head = Head(
        _("Machtiging registreren"), _("De onderneming krijgt een mail en kan ze intrekken."),
        kicker=holder.name,
    )  # fmt: skip
    crumbs = [Crumb(_("Machtigingen"), reverse(LIST)), Crumb(_("Registreren"))]
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Registreren"), back_url=reverse(LIST), crumbs=crumbs,
        aside=[looks.help_box(request.path)],
    )  # fmt: skip


@page(
    "duaal/machtigingen/<uuid:uid>",
    name="mandate",
    title=_("Machtiging"),
    door=roles.reads_mandates,
    does=end_mandate,
)
def mandate(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The paper; the company ends it here."""
    by = request.actor
    row = one(mandates_for(by), uid)
    head = Head(
        row.mandate.giver.name,
        _t("%(holder)s mag handelen voor %(giver)s: %(period)s.") % {
            "holder": row.mandate.organisation, "giver": row.mandate.giver,
            "period": words.period_text(row.mandate.valid),
        },
        pill=mandate_pill(row),
        kicker=_("Machtiging"),
    )  # fmt: skip
    paper = reverse("duallearning:mandate-paper", args=[row.uid])
    parts = [Link(_("Ondertekend document openen"), paper, "file-text")]
    crumbs = [Crumb(_("Machtigingen"), reverse(LIST)), Crumb(row.mandate.giver.name)]
    happened = request_parts.history(row.mandate)
    over = not periods.holds_at(row.mandate.valid, clock.now())
    if over or not end_mandate.check(by, row.mandate, reason=""):
        return show.page(request, head, *parts, happened, crumbs=crumbs)
    return ask(
        request, ReasonForm.of(request), end_mandate, row.mandate,
        head=head, submit=_("Machtiging intrekken"), told=_("De machtiging is ingetrokken."),
        back=reverse(LIST), before=parts, after=[happened], crumbs=crumbs,
    )  # fmt: skip


@page(
    "duaal/machtigingen/<uuid:uid>/document",
    name="mandate-paper",
    title=_("Machtigingsdocument"),
    door=roles.reads_mandates,
    shows="duallearning.mandate-paper",
)
def paper(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """The signed document as it was handed in."""
    row = one(mandates_for(request.actor), uid)
    return stored(row.file, f"machtiging-{row.registered_at:%Y-%m-%d}")
