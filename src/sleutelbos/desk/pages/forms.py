"""Forms of the desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.desk.states import help_flow
from sleutelbos.register.public import Language
from sleutelbos.web.forms import EmailField, FilterForm, Form, ListField, OneOf, TextField

LANGUAGES = [(code, label) for code, label in Language.choices if code in ("nl", "en")]


class QuestionForm(Form):
    """A question to 1700; what it is about travels along unseen, and is shown above."""

    pagina = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    organisatie = forms.UUIDField(required=False, widget=forms.HiddenInput)
    recht = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    question = TextField(
        label=_("Uw vraag"),
        rows=7,
        max_length=5000,
        help_text=_("Schrijf geen rijksregisternummers. Een naam volstaat."),
    )


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

    def narrow(self, queryset, chosen):  # type: ignore[no-untyped-def]
        """By state, and part of the name of the organisation."""
        if "staat" in chosen:
            queryset = queryset.filter(state=chosen["staat"])
        if "organisatie" in chosen:
            queryset = queryset.filter(organisation__name__icontains=chosen["organisatie"])
        return queryset
