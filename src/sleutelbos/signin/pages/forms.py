"""Forms of Toegangsbeheer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sleutelbos.signin.passwords import LONGEST
from sleutelbos.web.forms import Form, TextField


class PasswordField(forms.CharField):
    """A password, as typed; never filled in again."""

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        options["strip"] = False
        options["max_length"] = LONGEST
        options["widget"] = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(**options)


AGAIN = _("U bent nog niet aangemeld. Typ uw wachtwoord en een nieuwe code.")


class OnceInput(forms.TextInput):
    """For what works once: never filled in again."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Without what was typed."""
        return super().get_context(name, None, attrs)


class CodeField(forms.RegexField):
    """Six digits of an app; a space in the middle is welcome."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "size": "8"}
        options.setdefault("label", _("Code"))
        options.setdefault("help_text", _("De zes cijfers die nu in uw app staan."))
        options["error_messages"] = {"invalid": _("Een code telt zes cijfers.")}
        super().__init__(r"^\d{6}$", widget=OnceInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> str:
        """The six digits without spaces."""
        return str(super().to_python(value)).replace(" ", "")


def _user_name(hint: Any = "") -> TextField:
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return TextField(
        label=_("Gebruikersnaam"),
        max_length=100,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
    )


class TotpForm(Form):
    """Sign in with a code of an app."""

    kept = AGAIN
    user_name = _user_name()
    password = PasswordField(label=_("Wachtwoord"), autocomplete="current-password")
    code = CodeField()


class RecoveryForm(Form):
    """Sign in with a recovery code."""

    kept = _("U bent nog niet aangemeld. Typ uw wachtwoord opnieuw.")
    user_name = _user_name()
    password = PasswordField(label=_("Wachtwoord"), autocomplete="current-password")
    code = TextField(
        label=_("Herstelcode"),
        max_length=40,
        help_text=_("Twaalf tekens van uw blad met herstelcodes, bijvoorbeeld k7qm-2pd4-xw9t."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class PasskeyForm(Form):
    """Name a passkey; the script of the page fills in ``credential``."""

    label = TextField(
        label=_("Hoe noemt u dit toestel?"),
        max_length=100,
        required=False,
        help_text=_("Bijvoorbeeld: mijn telefoon."),
    )
    credential = forms.CharField(
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("De browser gaf geen sleutel. Probeer het opnieuw met JavaScript aan.")
        },
    )


class SignOutForm(Form):
    """Sign out a user."""

    reason = TextField(
        label=_("Reden"),
        rows=3,
        max_length=500,
        help_text=_("De gebruiker en uw collega-beheerders kunnen deze reden lezen."),
    )


class KeyForm(Form):
    """Make a TOTP key."""

    kept = _("Uw sleutel is nog niet gemaakt. Typ uw wachtwoord en de code opnieuw.")
    user_name = _user_name(_("Bijvoorbeeld uw e-mailadres. Hoofdletters maken niet uit."))
    password = PasswordField(
        label=_("Wachtwoord"),
        autocomplete="new-password",
        help_text=_(
            "Minstens 12 tekens. Een zin van enkele woorden is sterk en goed te onthouden."
        ),
    )
    code = CodeField()
