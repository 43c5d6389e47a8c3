"""Every mail that the demo sent, as whoever got it reads it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sleutelbos.demo import rules
from sleutelbos.demo.mail_text import pieces
from sleutelbos.demo.pages.base import crumbs, page
from sleutelbos.register.public import Person
from sleutelbos.tools.mail.enclosures import Enclosure, made
from sleutelbos.tools.mail.models import Message
from sleutelbos.tools.mail.states import MessageState
from sleutelbos.web import show
from sleutelbos.web.forms import FilterForm, ListField, SearchField
from sleutelbos.web.pages import PageRequest
from sleutelbos.web.parts import (
    Crumb,
    Empty,
    Fact,
    Facts,
    Head,
    Note,
    Part,
    Picture,
    Pill,
    Section,
    Template,
)
from sleutelbos.web.tables import Column, Table

TONES = {MessageState.SENT: "ok", MessageState.REFUSED: "stop", MessageState.FAILED: "stop"}
RECENT = 300  # persons in the filter


class MailFilter(FilterForm):
    """By person, and by words of the subject."""

    persoon = ListField(label=_("Persoon"), choices=[], empty_label=_("Iedereen"))
    zoek = SearchField(label=_("Onderwerp"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persoon"].choices = [("", _("Iedereen")), *_receivers()]  # type: ignore[attr-defined]

    def narrow(self, queryset: QuerySet[Message], chosen: Mapping[str, Any]) -> QuerySet[Message]:
        """The mails to that person with those words."""
        if "persoon" in chosen:
            queryset = queryset.filter(person=int(chosen["persoon"]))
        if "zoek" in chosen:
            queryset = queryset.filter(subject__icontains=chosen["zoek"])
        return queryset


def _receivers() -> list[tuple[str, str]]:
    """Who got mail lately, by name."""
    newest = Message.objects.values("person").annotate(last=Max("created")).order_by("-last")
    newest = newest.exclude(person=None)
    keys = [row["person"] for row in newest[:RECENT] if row["person"]]
    people = Person.objects.filter(pk__in=keys).order_by("names_search", "pk")
    return [(str(one.pk), one.name) for one in people]


COLUMNS = [
    Column(
        "onderwerp",
        _("Onderwerp"),
        "heading",
        link=lambda row: reverse("demo:mail", args=[row.pk]),
    ),
    Column("aan", _("Aan"), lambda row: row.address or "–"),
    Column("op", _("Verzonden"), "created", sort="created", kind="date"),
    Column("staat", _("Staat"), lambda row: pill(row), kind="pill"),
]


def pill(message: Message) -> Pill:
    """The state of a mail."""
    state = MessageState(message.state)
    return Pill(state.label, TONES.get(state, "neutral"))


@page("demo/postvak", name="mailbox", title=_("Postvak"), public=True, door=rules.in_demo)
def mailbox(request: PageRequest) -> HttpResponseBase:
    """All mails, newest first."""
    table = Table(
        request,
        Message.objects.all(),
        COLUMNS,
        name="postvak",
        filters=MailFilter,
        order="-op",
        may_export=False,
        empty=Empty(_("Nog geen mails"), _("Ken een recht toe: dan krijgt iemand een mail.")),
    )
    sentence = _("Elke mail die de demo verstuurde. In het echt komt ze bij de persoon zelf aan.")
    return show.listing(request, Head(_("Postvak"), sentence), table, crumbs=crumbs())


@page("demo/postvak/<int:mail>", name="mail", title=_("Mail"), public=True, door=rules.in_demo)
def mail(request: PageRequest, mail: int) -> HttpResponseBase:
    """One mail."""
    message = Message.objects.filter(pk=mail).first()
    if message is None:
        raise Http404
    person = Person.objects.filter(pk=message.person or 0).first()
    facts = [
        Fact(_("Van"), settings.MAIL_FROM),
        Fact(_("Aan"), f"{person.name} <{message.address}>" if person else message.address),
        Fact(_("Verzonden op"), message.created),
    ]
    return show.page(
        request,
        Head(message.heading, pill=pill(message)),
        Facts(facts),
        _text(message),
        *_along(message),
        crumbs=[*crumbs(), Crumb(_("Postvak"), reverse("demo:mailbox"))],
    )


def _along(message: Message) -> list[Part]:
    """What went along: a picture is shown, another file can be kept."""
    return [Section(_("Bijlage"), [_file(one)]) for one in made(message.enclosure)]


def _file(one: Enclosure) -> Part:
    source = f"data:{one.kind};base64,{b64encode(one.content).decode()}"
    if one.kind.startswith("image/"):
        return Picture(source, _("De persoonlijke code als QR"), qr=True)
    return Template("demo/enclosure.html", {"source": source, "name": one.name})


def _text(message: Message) -> Part:
    """What it says, with links that work."""
    if not message.body:
        return Note(_("De bewaartermijn is voorbij. Aan wie en wanneer ze vertrok, blijft."))
    return Template("demo/mail.html", {"pieces": pieces(message.body), "lang": message.language})
