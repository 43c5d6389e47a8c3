"""Forms of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.states import help_flow
from sleutelbos.kernel import clock
from sleutelbos.register.public import Language
from sleutelbos.web.forms import (
    DateField,
    EmailField,
    FilterForm,
    Form,
    HourField,
    ListField,
    OneOf,
    TextField,
)

LANGUAGES = [(code, label) for code, label in Language.choices if code in ("nl", "en")]


class QuestionForm(Form):
    """A question; what it is about travels along unseen, and is shown above.

    ``numbers`` are the files to choose from, when the page is about none and support asks for one.
    """

    pagina = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    organisatie = forms.UUIDField(required=False, widget=forms.HiddenInput)
    recht = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    number = ListField(
        label=_("Over welk project?"), empty_label=_("Niet over een project"), required=False
    )
    question = TextField(
        label=_("Uw vraag"),
        rows=7,
        max_length=5000,
        help_text=_("Schrijf geen rijksregisternummers. Een naam volstaat."),
    )

    def __init__(self, *args: Any, numbers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if numbers:
            none = ("", _("Niet over een project"))
            self.fields["number"].choices = [none, *numbers]  # type: ignore[attr-defined]
        else:
            del self.fields["number"]


class CallForm(Form):
    """What a caller asked, written down by the helpdesk."""

    question = TextField(
        label=_("Wat vroeg de beller?"),
        rows=7,
        max_length=5000,
        help_text=_("Schrijf geen rijksregisternummers. Een naam en een telefoonnummer volstaan."),
    )


class MessageForm(Form):
    """A message."""

    text = TextField(
        label=_("Bericht"),
        rows=6,
        max_length=5000,
        help_text=_("Schrijf geen rijksregisternummers. Een naam volstaat."),
    )


class AnswerForm(MessageForm):
    """What the helpdesk answers; the asker reads it in a mail."""

    text = TextField(
        label=_("Uw antwoord"),
        rows=6,
        max_length=5000,
        help_text=_("De vraagsteller krijgt dit per mail. Schrijf geen rijksregisternummers."),
    )


class MeetingForm(Form):
    """When and where support and asker meet."""

    columns = True
    day = DateField(label=_("Dag"))
    hour = HourField(label=_("Uur"), help_text=_("Belgische tijd, bijvoorbeeld 9:30."))
    link = TextField(
        label=_("Link naar de vergadering"),
        max_length=500,
        help_text=_("Van Teams of een andere dienst. De link begint met https://."),
    )

    def moment(self) -> datetime:
        """The moment in Brussels; an hour that the clock skips is the one after it."""
        values = self.cleaned_data
        return datetime.combine(values["day"], values["hour"], tzinfo=clock.BRUSSELS)


class CallOffForm(Form):
    """Why a meeting won't take place."""

    text = TextField(
        label=_("Waarom gaat het niet door?"),
        rows=4,
        max_length=1000,
        help_text=_("De ander leest dit in een mail."),
    )


class ContactForm(Form):
    """How one is reached."""

    email = EmailField(
        label=_("E-mailadres"),
        max_length=254,
        required=False,
        help_text=_("Hier krijgt u bericht over uw rechten. Andere gebruikers zien het niet."),
    )
    language = OneOf(label=_("Taal van de mails"), choices=LANGUAGES)


class RequestFilter(FilterForm):
    """Narrow the questions of the helpdesk."""

    staat = ListField(label=_("Staat"), choices=help_flow.choices, empty_label=_("Alle"))
    organisatie = TextField(label=_("Organisatie"))
    lookups = {"staat": ("state",), "organisatie": ("organisation__name__icontains",)}
