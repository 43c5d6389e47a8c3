"""Messages on a request, between its company and who handles it (W13, F128)."""

from __future__ import annotations

from uuid import UUID

from django.forms import BooleanField
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.public import messages_on
from sleutelbos.duallearning.recognition.actions.writing import write_on_file
from sleutelbos.duallearning.recognition.models import Request
from sleutelbos.duallearning.recognition.pages import looks
from sleutelbos.duallearning.recognition.pages.base import PURPOSE, page
from sleutelbos.duallearning.recognition.queries.scope import full_requests_for
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel.actors import Actor
from sleutelbos.web import show
from sleutelbos.web.forms import Form, TextField, handle
from sleutelbos.web.pages import PageRequest, one, reveal
from sleutelbos.web.parts import Crumb, Happening, Head, Link, Section, Timeline


class WriteForm(Form):
    """The message, and whether an answer is awaited."""

    text = TextField(label=_("Bericht"), rows=5, max_length=5000)
    asks = BooleanField(label=_("Ik verwacht een antwoord"), required=False)


def messages_way(by: Actor, row: Request) -> list[Link]:
    """The way to the messages, for the two sides that write."""
    if not write_on_file.check(by, row, text=""):
        return []
    return [Link(_("Berichten"), looks.request_url(row, "messages"), "message-square", "secondary")]


@page(
    "duaal/aanvragen/<uuid:uid>/berichten",
    name="messages",
    title=_("Berichten"),
    door=roles.reads_requests,
    does=write_on_file,
    shows="duallearning.messages",
    reveals=PURPOSE,
)
def messages(request: PageRequest, uid: UUID) -> HttpResponseBase:
    """What was written, oldest first, and the form to go on."""
    by = request.actor
    row = one(full_requests_for(by), uid)
    if not write_on_file.check(by, row, text=""):
        raise Http404
    form = WriteForm.of(request)

    def do(form: WriteForm) -> str:
        write_on_file.keyed(form.key, by, row, **form.values())
        show.toast(request, _t("Uw bericht staat bij de aanvraag. De andere krijgt een mail."))
        return looks.request_url(row, "messages")

    written = list(messages_on(row))
    reveal(request, [one.author_id for one in written if one.author_id])
    lines = [
        Happening(
            one.at,
            _t("U schreef")
            if one.author_id == by.pk
            else _t("%s schreef") % (one.author or _t("Het systeem")),
            note=one.text,
        )
        for one in written
    ]
    head = Head(
        _("Berichten"), _("De onderneming en wie behandelt, lezen dit. Niemand anders."),
        kicker=f"{row.number}, {row.company}",
    )  # fmt: skip
    return handle(request, form, do) or show.form(
        request, form, head, submit=_("Bericht versturen"), back_url=looks.request_url(row),
        before=[Section(_("Wat er geschreven is"), [Timeline(lines, _("Nog niets."))])],
        crumbs=looks.crumbs(row, Crumb(_("Berichten"))), aside=[looks.help_box(request.path)],
    )  # fmt: skip
