"""Forms about beheerders: appoint, replace, end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access import chain
from sleutelbos.access.pages.forms_users import RelationEndForm
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.states import Domain
from sleutelbos.kernel import clock
from sleutelbos.register.public import InszField, PersonNameField, Site
from sleutelbos.web.forms import (
    BooleanField,
    EmailField,
    Form,
    ListField,
    OneOf,
    PeriodField,
    TextField,
)

REASON_HELP = _("Komt in het logboek.")
ACCEPT_ORPHAN = _("De organisatie mag voorlopig zonder beheerder blijven")


class EndPost(Form):
    """Why a post ends; and, for the last beheerder, that one knows it."""

    reason = TextField(label=_("Reden"), rows=3, help_text=REASON_HELP)
    accept_orphan = BooleanField(label=ACCEPT_ORPHAN, required=False)


class EndRelation(EndPost):
    """Why a werkrelatie ends; the user reads it."""

    reason = TextField(
        label=_("Reden"), rows=3, max_length=500, help_text=_("De gebruiker leest dit in de mail.")
    )


class ChangeRelation(RelationEndForm):
    """Another last day; and, for the last beheerder, that one knows what follows."""

    accept_orphan = BooleanField(label=ACCEPT_ORPHAN, required=False)


class Who(Form):
    """Who is appointed: his number only."""

    insz = InszField()


class Newcomer(Form):
    """Somebody whom nobody here knows yet; asked below the number."""

    columns = True
    insz = InszField()
    given_name = PersonNameField(label=_("Voornaam"), required=False)
    family_name = PersonNameField(label=_("Familienaam"))
    email = EmailField(label=_("E-mailadres"), help_text=_("Hier komt de mail met de aanstelling."))


class KnownToRegister(Form):
    """Somebody whom the Rijksregister knows: only his address is asked."""

    insz = InszField()
    email = EmailField(label=_("E-mailadres"), help_text=_("Hier komt de mail met de aanstelling."))


class Kind(Form):
    """Which kind of beheerder; each with its explanation."""

    kind = OneOf(label=_("Welke functie?"))

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, OneOf)
        field.choices = [(kind, queries_posts.kind_label(kind)) for kind in kinds]
        field.widget.descriptions = {kind: chain.kind_rules()[kind].explanation for kind in kinds}


class Where(Form):
    """For which domain or vestiging, from when to when."""

    domain = ListField(
        label=_("Domein"), choices=Domain.choices, required=False, empty_label=_("Alle domeinen")
    )
    site = ListField(label=_("Vestiging"), required=False, empty_label=_("De hele organisatie"))
    period = PeriodField(
        label=_("Periode"), help_text=_("Zonder laatste dag blijft de aanstelling lopen.")
    )
    reason = TextField(label=_("Reden"), required=False, rows=2, help_text=REASON_HELP)

    def __init__(
        self, *args: Any, domains: Sequence[str], sites: Sequence[Site], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not domains:
            del self.fields["domain"]
        else:
            choices = [(code, Domain(code).label) for code in domains if code]
            empty = [("", _("Alle domeinen"))] if "" in domains else []
            self.fields["domain"].choices = [*empty, *choices]  # type: ignore[attr-defined]
        if not sites:
            del self.fields["site"]
        else:
            empty = [("", _("De hele organisatie"))]
            self.fields["site"].choices = [  # type: ignore[attr-defined]
                *empty,
                *((str(site.uid), str(site)) for site in sites),
            ]

    def clean_period(self) -> Any:
        """A post can't start before today: the past is kept as it was."""
        first, last = self.cleaned_data["period"]
        if first < clock.today():
            self.add_error("period", _("Kies een begin vanaf vandaag."))
        return first, last


class Why(Form):
    """Why a beheerder is replaced."""

    reason = TextField(label=_("Reden"), rows=3, help_text=REASON_HELP)
