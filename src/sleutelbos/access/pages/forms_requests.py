"""Forms about requests for a right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.states import request_flow
from sleutelbos.web import words
from sleutelbos.web.forms import DateField, FilterForm, Form, ListField, SomeOf, TextField

if TYPE_CHECKING:
    from sleutelbos.access.models import Role

ALL = "alle"


class RequestFilter(FilterForm):
    """Which requests: the open ones when nothing is chosen."""

    staat = ListField(
        label=_("Staat"),
        choices=[
            *((code, label) for code, label in request_flow.choices if code != "open"),
            (ALL, _("Alle aanvragen")),
        ],
        empty_label=_("Open aanvragen"),
    )

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """By state; the view leaves out all but the open ones when nothing is chosen."""
        state = chosen.get("staat", "")
        return queryset if state == ALL else queryset.filter(state=state)


class Grant(Form):
    """Until when a request is granted (at most ``most``), with a word for the person."""

    until = DateField(label=_("Tot en met"), required=False)
    answer = TextField(
        label=_("Antwoord"), rows=3, required=False, help_text=_("De aanvrager leest dit.")
    )

    def __init__(self, *args: Any, most: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = _t("Laat leeg voor een recht zonder einddatum.")
        if most is not None:
            told = _t("Dit recht kan hoogstens tot en met %s.") % words.day_text(most)
        self.fields["until"].required = most is not None
        self["until"].help_text = told


class Refuse(Form):
    """Why a request is refused."""

    answer = TextField(label=_("Reden"), rows=3, help_text=_("De aanvrager leest dit."))


class Ask(Form):
    """Which roles, why, until when."""

    roles = SomeOf(label=_("Welke rol hebt u nodig?"))
    motivation = TextField(
        label=_("Waarom hebt u dit nodig?"), rows=4, help_text=_("De beheerder leest dit.")
    )
    until = DateField(
        label=_("Tot en met"),
        required=False,
        help_text=_("Zonder datum kiest de beheerder. Bijvoorbeeld 12/03/2026."),
    )

    def __init__(self, *args: Any, roles: Sequence[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        assert isinstance(field, SomeOf)
        field.choices = [(role.code, role.name) for role in roles]
        field.widget.descriptions = {role.code: role.description for role in roles}


class FindOrganisation(FilterForm):
    """Search an organisation by name or number (GET)."""

    zoek = TextField(label=_("Naam of nummer"))
