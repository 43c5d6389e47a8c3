"""Forms about users: filters, finding by number, contact, werkrelatie, unmasking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.queries import overview as queries_overview
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.states import RelationKind
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import InszField, Language, Organisation, looks_like_insz
from sleutelbos.web import words
from sleutelbos.web.forms import (
    DateField,
    EmailField,
    FilterForm,
    Form,
    ListField,
    OneOf,
    TextField,
)

WITH, WITHOUT = "met", "zonder"
PURPOSES = {
    "nakijken": _("Nakijken of dit de juiste persoon is"),
    "vraag": _("Een vraag van de persoon of van een dienst beantwoorden"),
    "fout": _("Een fout in de gegevens laten rechtzetten"),
}


class NameField(TextField):
    """A name or e-mail address to search; a personal number does not belong in an address."""

    def clean(self, value: Any) -> str:
        """Raises ValidationError for a personal number."""
        text = str(super().clean(value))
        if looks_like_insz(text):
            raise ValidationError(_("Zoek een nummer met 'Zoek op rijksregisternummer'."))
        return text


class FindForm(Form):
    """Find somebody by number: exactly, and by POST only."""

    insz = InszField()


def user_filter(by: Actor, organisation: Organisation, at: datetime) -> type[FilterForm]:
    """The filters of the users of one organisation, as they stood at a moment."""
    rights, _roles = queries_overview.in_use(by, organisation)
    sites = [(str(site.uid), str(site)) for site in queries_users.sites_for(by, organisation)]

    class UserFilter(FilterForm):
        """Above the list of users."""

        zoek = NameField(label=_("Naam of e-mailadres"))
        recht = ListField(label=_("Recht"), choices=rights, empty_label=_("Alle rechten"))
        heeft = ListField(
            label=_("Met of zonder recht"),
            choices=[(WITH, _("Met een recht")), (WITHOUT, _("Zonder recht"))],
            empty_label=_("Allebei"),
        )
        soort = ListField(
            label=_("Soort werkrelatie"),
            choices=RelationKind.choices,
            empty_label=_("Alle soorten"),
        )
        if sites:
            vestiging = ListField(
                label=_("Vestiging"), choices=sites, empty_label=_("Alle vestigingen")
            )
        op = DateField(label=_("Toestand op"), help_text=_("Leeg is vandaag."))

        def narrow(self, queryset: Any, chosen: Mapping[str, Any]) -> Any:
            """The list anew for the users that fit; the day was counted with before."""
            wanted = queries_users.Wanted(
                kind=chosen.get("soort", ""),
                site=chosen.get("vestiging", ""),
                right=chosen.get("recht", ""),
                held={WITH: True, WITHOUT: False}.get(chosen.get("heeft", "")),
            )
            users = queries_users.users_at(by, organisation, at, wanted)
            return queries_users.named(users, chosen["zoek"]) if "zoek" in chosen else users

    return UserFilter


class ContactForm(Form):
    """How somebody is reached."""

    email = EmailField(
        label=_("E-mailadres"),
        required=False,
        max_length=254,
        help_text=_("Hierop krijgt de persoon bericht over rechten."),
    )
    language = OneOf(label=_("Taal van de mails"), choices=Language.choices)


class RevealForm(Form):
    """Why somebody wants to see a personal number."""

    purpose = OneOf(
        label=_("Waarvoor hebt u het nummer nodig?"),
        choices=list(PURPOSES.items()),
    )


class RelationEndForm(Form):
    """Another last day for a werkrelatie."""

    until = DateField(
        label=_("Laatste dag"),
        required=False,
        help_text=_("Bijvoorbeeld 12/03/2027. Laat leeg voor een werkrelatie zonder einddatum."),
    )


class WithdrawForm(Form):
    """Why a right or a werkrelatie ends; the user reads it."""

    reason = TextField(
        label=_("Reden"), rows=3, max_length=500, help_text=_("De gebruiker leest dit in de mail.")
    )


class PeriodForm(Form):
    """Another last day for a right; ``most`` is the last one that it allows."""

    until = DateField(
        label=_("Laatste dag"),
        required=False,
        help_text=_("Bijvoorbeeld 12/03/2027. Laat leeg voor een recht zonder einddatum."),
    )

    def __init__(self, *args: Any, most: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if most is not None:
            self.fields["until"].required = True
            told = _t("Dit recht kan hoogstens tot en met %s.") % words.day_text(most)
            self["until"].help_text = told
