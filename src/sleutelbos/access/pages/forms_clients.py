"""Forms about clients: filters, the first step of a registration, reasons, secrets, trusts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.client_addresses import LONGEST, MOST_ADDRESSES
from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.client_words import LABELS
from sleutelbos.access.clients import Profile, client_flow
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.web.forms import (
    BooleanField,
    FileField,
    FilterForm,
    Form,
    IntegerField,
    ListField,
    OneOf,
    SearchField,
    TextField,
)

if TYPE_CHECKING:
    from sleutelbos.access.models import Application, Client

PROFILES = {
    Profile.MODERN.value: _(
        "Voor nieuwe toepassingen: altijd PKCE en PAR, korte tokens, geen verzwakkingen."
    ),
    Profile.ACM.value: _(
        "Voor een toepassing die nu al op ACM werkt en niet meteen kan veranderen."
    ),
}
KINDS = [("nee", _("Vertrouwelijk")), ("ja", _("Publiek"))]
KIND_HELP = {
    "nee": _("Draait op een server en kan een geheim of sleutel bewaren."),
    "ja": _("Draait in de browser of op een telefoon. Krijgt geen geheim."),
}
WEAK, STRICT = "ja", "nee"


class ClientFilter(FilterForm):
    """Which clients; the applications are filled in by :func:`client_filter`."""

    zoek = SearchField(label=_("Naam, toepassing of client-id"))
    toepassing = ListField(label=_("Toepassing"), empty_label=_("Alle toepassingen"))
    staat = ListField(
        label=_("Toestand"), choices=client_flow.choices, empty_label=_("Alle toestanden")
    )
    profiel = ListField(
        label=_("Profiel"), choices=Profile.choices, empty_label=_("Beide profielen")
    )
    verzwakt = ListField(
        label=_("Verzwakt"),
        choices=[(WEAK, _("Met verzwakkingen")), (STRICT, _("Zonder verzwakkingen"))],
        empty_label=_("Met en zonder"),
    )
    lookups = {
        "toepassing": ("application__code",),
        "staat": ("state",),
        "profiel": ("profile",),
    }

    def narrow(self, queryset: Any, chosen: Any) -> Any:
        """The clients that fit."""
        queryset = super().narrow(queryset, chosen)
        if text := chosen.get("zoek"):
            queryset = queries_clients.found(queryset, text)
        if weak := chosen.get("verzwakt"):
            strict = queryset.filter(weakenings=[])
            queryset = strict if weak == STRICT else queryset.exclude(weakenings=[])
        return queryset


def application_choices(rows: Sequence[Application]) -> list[tuple[str, str]]:
    """Applications to choose from, by code."""
    return [(row.code, row.name) for row in rows]


def client_filter(rows: Sequence[Application]) -> type[ClientFilter]:
    """The filter with the applications that there are."""

    class Filled(ClientFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            field: Any = self.fields["toepassing"]
            field.choices = [*list(field.choices)[:1], *application_choices(rows)]

    return Filled


class Basics(Form):
    """What every client has: a name, a profile, and whether it can keep a secret."""

    name = TextField(
        label=_("Naam van de client"),
        help_text=_("Zo heet hij voor u en uw collega's, bijvoorbeeld “Loket (productie)”."),
    )
    profile = OneOf(label=_("Profiel"), choices=Profile.choices, descriptions=PROFILES)
    public = OneOf(label=_("Soort client"), choices=KINDS, descriptions=KIND_HELP)

    def changes(self) -> dict[str, Any]:
        """The values as a spec has them."""
        found = self.values("name", "profile", "public")
        return {**found, "public": found["public"] == "ja"}


def tick(name: str, help_text: Any) -> BooleanField:
    """A tick box for a setting."""
    options: dict[str, Any] = {"label": LABELS[name], "help_text": help_text, "required": False}
    return BooleanField(**options)


class LinesField(TextField):
    """Several short texts, one on a line; empty lines and doubles don't count."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("rows", 4)
        super().__init__(max_length=LONGEST * MOST_ADDRESSES, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        """Each text on a line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """The texts, in their order."""
        lines = str(super().clean(value)).splitlines()
        return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


class Settings(Form):
    """Settings of one group. ``spec`` is what the client has now (or would have)."""

    def __init__(self, *args: Any, spec: ClientSpec, own_scope: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self.start(spec))
        super().__init__(*args, **kwargs)
        self.spec, self.own_scope = spec, own_scope
        self.fit()

    @classmethod
    def start(cls, spec: ClientSpec) -> dict[str, Any]:
        """What the fields hold at first."""
        return spec.plain()

    def fit(self) -> None:
        """Leave out what this client can't have."""

    def changes(self) -> dict[str, Any]:
        """The values as a spec has them."""
        return self.values()


class Naming(Basics, Settings):
    """Name, profile, kind."""

    @classmethod
    def start(cls, spec: ClientSpec) -> dict[str, Any]:
        """The kind is asked as yes or no."""
        return {**spec.plain(), "public": "ja" if spec.public else "nee"}


class Registration(Basics):
    """The first step: also of which application, and an id that the client has already."""

    application = ListField(
        label=_("Toepassing"),
        help_text=_("Staat ze er niet bij? Laad dan eerst haar bestand met “Toepassing laden”."),
    )
    client_id = TextField(
        label=_("Bestaand client-id"),
        required=False,
        max_length=60,
        help_text=_("Alleen als de toepassing al een id heeft bij ACM. Anders maken wij er een."),
    )
    field_order = ("application", "name", "profile", "public", "client_id")

    def __init__(self, *args: Any, applications: Sequence[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["application"]
        field.choices = [*list(field.choices)[:1], *application_choices(applications)]
        self.known = {row.code: row for row in applications}


class Reason(Form):
    """Why; colleagues read it."""

    reason = TextField(
        label=_("Reden"), rows=3, max_length=500, help_text=_("Uw collega's lezen dit.")
    )


class Agree(Form):
    """Nothing to fill in: the page says what follows."""


class NewSecret(Form):
    """How long a secret counts."""

    days = IntegerField(label=_("Aantal dagen geldig"), min_value=1)


class NewTrust(Form):
    """At which client another one may work on behalf of users."""

    target = ListField(label=_("Mag namens gebruikers werken bij"))

    def __init__(self, *args: Any, clients: Sequence[Client], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["target"]
        names = [(row.client_id, f"{row.name} ({row.application.name})") for row in clients]
        field.choices = [*list(field.choices)[:1], *names]
        self.known = {row.client_id: row for row in clients}


class ManifestFile(Form):
    """The file of an application."""

    file = FileField(
        label=_("Bestand van de toepassing"), help_text=_("Een bestand application.toml.")
    )


class ManifestText(Form):
    """The same file, for the second step: to do what was shown."""

    text = TextField(max_length=256 * 1024, strip=False)
    shown = TextField(max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()
