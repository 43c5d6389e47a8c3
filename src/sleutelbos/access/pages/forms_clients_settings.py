"""Forms of the settings of a client, one per step of its registration; fields as in the spec."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import clients
from sleutelbos.access.client_addresses import LONGEST
from sleutelbos.access.client_keys import LARGEST, KeysFault, read_keys
from sleutelbos.access.client_spec import ClientSpec
from sleutelbos.access.client_words import LABELS, level_word
from sleutelbos.access.clients import AuthMethod, CapacityLevel, GrantType, Profile
from sleutelbos.access.means import LEVELS, MEANS
from sleutelbos.access.pages.forms_clients import LinesField, Naming, Settings, tick
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.register.public import TargetGroup
from sleutelbos.web.forms import (
    FileField,
    IntegerField,
    ListField,
    OneOf,
    SomeOf,
    TextField,
)


class Usage(Settings):
    """What it does, for whom, and where people come back."""

    grant_types = SomeOf(label=LABELS["grant_types"], choices=GrantType.choices)
    owner = TextField(
        label=LABELS["owner"],
        required=False,
        max_length=40,
        help_text=_("OVO-code of ondernemingsnummer. Nodig als de client als zichzelf werkt."),
    )
    redirect_uris = LinesField(
        label=LABELS["redirect_uris"],
        help_text=_("Volledige adressen, één per lijn. Ze worden letter voor letter vergeleken."),
    )
    post_logout_uris = LinesField(
        label=LABELS["post_logout_uris"], rows=3, help_text=_("Eén per lijn.")
    )

    @classmethod
    def start(cls, spec: ClientSpec) -> dict[str, Any]:
        """The owner by its number."""
        return {**spec.plain(), "owner": queries_clients.number_of_owner(spec.owner)}

    def fit(self) -> None:
        """A public client only signs people in."""
        if self.spec.public:
            field: Any = self.fields["grant_types"]
            field.choices = [one for one in GrantType.choices if one[0] in clients.PUBLIC_GRANTS]
            del self.fields["owner"]

    def clean_owner(self) -> int | None:
        """The key of the organisation. Raises ValidationError when nobody has the number."""
        text = self.cleaned_data["owner"]
        found = queries_clients.organisation_numbered(text)
        if text and found is None:
            raise ValidationError(_t("Geen actieve organisatie heeft dit nummer."))
        return found.pk if found else None


class Proof(Settings):
    """How it proves who it is."""

    auth_methods = SomeOf(
        label=LABELS["auth_methods"],
        choices=[one for one in AuthMethod.choices if one[0] != AuthMethod.NONE],
        descriptions={
            AuthMethod.PRIVATE_KEY: _("Het veiligst: er gaat geen geheim over de lijn."),
            AuthMethod.BASIC: _("U maakt het geheim op de pagina van de client."),
            AuthMethod.POST: _("Alleen als de toepassing het niet in de hoofding kan zetten."),
        },
    )
    jwks = TextField(
        label=LABELS["jwks"],
        rows=6,
        required=False,
        max_length=LARGEST,
        help_text=_("JWKS (JSON) met alleen publieke sleutels: RSA vanaf 2048 bits of EC."),
    )
    jwks_file = FileField(label=_("Of een bestand met de JWKS"), required=False)
    requires_dpop = tick(
        "requires_dpop",
        _("Een gestolen token is dan onbruikbaar. De toepassing moet DPoP kennen."),
    )

    @classmethod
    def start(cls, spec: ClientSpec) -> dict[str, Any]:
        """The keys as JSON."""
        return {**spec.plain(), "jwks": queries_clients.keys_text(spec.jwks)}

    def fit(self) -> None:
        """A public client can't prove itself; DPoP is for modern clients."""
        if self.spec.public:
            for name in ("auth_methods", "jwks", "jwks_file"):
                del self.fields[name]
        if self.spec.profile == Profile.ACM:
            del self.fields["requires_dpop"]

    def clean(self) -> dict[str, Any]:
        """The keys that were pasted or uploaded; one of both."""
        found: dict[str, Any] = super().clean() or {}
        if "jwks" not in self.fields:
            return found
        file = found.pop("jwks_file", None)
        try:
            text = file.read(LARGEST + 1).decode() if file else found.get("jwks", "")
            found["jwks"] = read_keys(text) if text.strip() else None
        except (KeysFault, UnicodeDecodeError) as fault:
            known = isinstance(fault, KeysFault)
            self.add_error("jwks", str(fault) if known else _t("Dit bestand is geen tekst."))
            self._forget_keys()
        return found

    def _forget_keys(self) -> None:
        """What was pasted is not shown again: it may be a private key."""
        data = cast(QueryDict, self.data).copy()
        data["jwks"] = ""
        self.data = data

    def changes(self) -> dict[str, Any]:
        """Without the file itself."""
        return self.values(*(name for name in self.fields if name != "jwks_file"))


class Knowing(Settings):
    """What the application may know."""

    scopes = SomeOf(label=LABELS["scopes"])
    rrn_reason = TextField(
        label=LABELS["rrn_reason"],
        rows=3,
        required=False,
        help_text=_("Verplicht bij de scope rrn: de machtiging of de wet die het toelaat."),
    )
    asks_consent = tick(
        "asks_consent",
        _("De persoon ziet eerst welke gegevens de toepassing krijgt."),
    )
    introspects = tick(
        "introspects",
        _("Voor een API die tokens van andere clients ontvangt."),
    )

    def fit(self) -> None:
        """The scopes that exist, with the application's own; a public client looks at no tokens."""
        field: Any = self.fields["scopes"]
        codes = [*(one for one in clients.SCOPES if one != "offline_access"), self.own_scope]
        field.choices = [(one, one) for one in codes]
        own = _("de rechten van de persoon in deze toepassing")
        words = {one: kind.label for one, kind in clients.SCOPES.items()}
        field.widget.descriptions = {**words, self.own_scope: own}
        if self.spec.public:
            del self.fields["introspects"]


class SigningIn(Settings):
    """Who may sign in, and how."""

    capacity_level = OneOf(
        label=LABELS["capacity_level"],
        choices=CapacityLevel.choices,
        descriptions={
            CapacityLevel.ORGANISATION: _("De toepassing krijgt de rechten bij één organisatie."),
            CapacityLevel.TARGET_GROUP: _("De toepassing krijgt alle organisaties van één groep."),
            CapacityLevel.NONE: _("De toepassing werkt niet met organisaties."),
        },
    )
    target_groups = SomeOf(
        label=LABELS["target_groups"],
        required=False,
        choices=[(one.value, f"{one.value}: {one.label}") for one in TargetGroup],
        help_text=_("Niets aangevinkt: die van de rechten van de toepassing."),
    )
    level = ListField(label=LABELS["level"])
    means = SomeOf(
        label=LABELS["means"],
        required=False,
        choices=[(code, one.label) for code, one in MEANS.items()],
        help_text=_("Niets aangevinkt: alle die het niveau halen."),
    )

    def fit(self) -> None:
        """The levels with their means."""
        field: Any = self.fields["level"]
        field.choices = [(str(one), level_word(one)) for one in reversed(LEVELS)]

    def changes(self) -> dict[str, Any]:
        """The level as a number."""
        return {**self.values(), "level": int(self.cleaned_data["level"])}


class Tokens(Settings):
    """How long tokens live, where we tell things, and what is less strict."""

    signing = OneOf(label=LABELS["signing"], choices=[("ES256", "ES256"), ("RS256", "RS256")])
    access_seconds = IntegerField(
        label=_("Een toegangstoken leeft (seconden)"),
        help_text=_("300 is vijf minuten. Langer dan 900 is een verzwakking."),
    )
    refresh_seconds = IntegerField(
        label=_("Een vernieuwingstoken leeft (seconden)"), help_text=_("28800 is acht uur.")
    )
    backchannel_url = TextField(
        label=LABELS["backchannel_url"],
        required=False,
        max_length=LONGEST,
        help_text=_("OpenID Back-Channel Logout: wij melden daar dat een sessie voorbij is."),
    )
    events_url = TextField(
        label=LABELS["events_url"],
        required=False,
        max_length=LONGEST,
        help_text=_("CAEP: wij melden daar dat een recht of een sessie ophield."),
    )
    weakenings = SomeOf(
        label=LABELS["weakenings"],
        required=False,
        choices=[(code, one.label) for code, one in clients.WEAKENINGS.items()],
        descriptions={code: one.risk for code, one in clients.WEAKENINGS.items()},
        help_text=_("Elke verzwakking staat in het overzicht. Vink alleen aan wat nodig is."),
    )

    def fit(self) -> None:
        """A modern client has no weakenings; as ACM has it there is one signature."""
        if self.spec.profile == Profile.MODERN:
            del self.fields["weakenings"]
        else:
            field: Any = self.fields["signing"]
            field.choices = [("RS256", "RS256")]


FORMS: dict[str, type[Settings]] = {
    "basis": Naming,
    "gebruik": Usage,
    "bewijs": Proof,
    "gegevens": Knowing,
    "aanmelden": SigningIn,
    "tokens": Tokens,
}
