"""Vocabulary of clients: the programs of applications that trust us (acm_idm §1.2–1.8, §4.3)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.flows import Flow, Move, State


class Profile(TextChoices):
    """How strict the OpenID provider is with a client."""

    MODERN = "modern", _("Modern")
    ACM = "acm", _("Zoals ACM")


class CapacityLevel(TextChoices):
    """What a person chooses when he signs in at a client (acm_idm §1.5)."""

    NONE = "geen", _("geen keuze")
    TARGET_GROUP = "doelgroep", _("de doelgroep")
    ORGANISATION = "organisatie", _("de organisatie")


class AuthMethod(TextChoices):
    """How a client proves who it is at the token endpoint (OpenID Connect Core §9)."""

    BASIC = "client_secret_basic", _("geheim in de hoofding")
    POST = "client_secret_post", _("geheim in het formulier")
    PRIVATE_KEY = "private_key_jwt", _("ondertekend met een eigen sleutel")
    NONE = "none", _("niet: een publieke client met PKCE")


class GrantType(TextChoices):
    """What a client may ask at the token endpoint."""

    CODE = "authorization_code", _("personen aanmelden")
    REFRESH = "refresh_token", _("een token vernieuwen")
    CREDENTIALS = "client_credentials", _("als zichzelf werken")
    EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange", _("namens een gebruiker werken")


@dataclass(frozen=True)
class Weakening:
    """Something that ACM allows and that makes a client less safe; chosen per client, visible."""

    label: type_of_text
    risk: type_of_text


WEAKENINGS: dict[str, Weakening] = {
    "no-pkce": Weakening(
        _("PKCE is niet verplicht"), _("Wie een code onderschept, kan die soms zelf gebruiken.")
    ),
    "plain-pkce": Weakening(
        _("PKCE met de methode plain"), _("Wie het verzoek ziet, kan de code gebruiken.")
    ),
    "fragment-redirect": Weakening(
        _("Terugkeeradres met een fragment"), _("De code kan in logboeken van de browser staan.")
    ),
    "long-assertion": Weakening(
        _("Verklaring van de client tot 60 minuten geldig"),
        _("Een gestolen verklaring blijft langer bruikbaar."),
    ),
    "repeated-assertion": Weakening(
        _("Verklaring van de client zonder eigen nummer"),
        _("Een gestolen verklaring kan opnieuw gebruikt worden."),
    ),
    "invalid-request-on-refresh": Weakening(
        _("Foutcode invalid_request bij een oud vernieuwingstoken"),
        _("De client kan een verlopen token niet van een foute vraag onderscheiden."),
    ),
    "long-tokens": Weakening(
        _("Toegangstokens van een uur"), _("Een gestolen token blijft langer bruikbaar.")
    ),
    "no-par": Weakening(
        _("Aanmeldverzoek in het adres, zonder PAR"),
        _("Het verzoek is zichtbaar en kan in de browser veranderd worden."),
    ),
}


@dataclass(frozen=True)
class ScopeKind:
    """What a scope lets a client know or do, and the claims that come with it (acm_idm §1.4)."""

    label: type_of_text
    claims: tuple[str, ...] = ()


# What every client may ask; an application's own scope, with its claim of roles, comes beside it.
SCOPES: dict[str, ScopeKind] = {
    "openid": ScopeKind(_("een vast kenmerk van de persoon"), ("sub",)),
    "profile": ScopeKind(_("voornaam en familienaam"), ("given_name", "family_name")),
    "rrn": ScopeKind(_("rijksregisternummer of bisnummer"), ("rrn",)),
    "vo": ScopeKind(
        _("de gekozen doelgroep en organisatie"),
        ("vo_id", "vo_doelgroepcode", "vo_orgcode", "vo_orgnaam", "vo_ovocode", "vo_email"),
    ),
    "wettelijkvertegenwoordiger": ScopeKind(
        _("welke ondernemingen de persoon wettelijk vertegenwoordigt"), ("wv_orgcode",)
    ),
    "ssm_mandaat": ScopeKind(_("wie een mandaat gaf"), ("ssm_mandaatgever",)),
    "offline_access": ScopeKind(_("een vernieuwingstoken")),
    "vo_info": ScopeKind(_("bij introspectie: de organisatie waarvoor een client werkt")),
    "authzen": ScopeKind(_("beslissingen over rechten vragen")),
}

# Longest lifetimes in seconds. An access token of ACM lives an hour: that is a weakening here.
SHORTEST_ACCESS = 60
LONGEST_ACCESS = 900
LONGEST_ACCESS_WEAK = 3_600
LONGEST_REFRESH = {Profile.MODERN: 28_800, Profile.ACM: 86_400}
SECRETS_AT_ONCE = 2
PUBLIC_GRANTS = {GrantType.CODE, GrantType.REFRESH}
WITH_SECRET = {AuthMethod.BASIC, AuthMethod.POST}

client_flow = Flow(
    "access.Client",
    states=[
        State("draft", _("In opmaak"), owner=_("clientbeheerder"), tone="neutral"),
        State(
            "submitted", _("Wacht op een tweede persoon"), owner=_("clientbeheerder"), tone="warn"
        ),
        State("active", _("Actief"), tone="ok"),
        State("blocked", _("Geblokkeerd"), tone="stop"),
    ],
    moves=[
        Move("submit", ("draft",), "submitted"),
        Move("send-back", ("submitted",), "draft"),
        Move("approve", ("submitted",), "active"),
        Move("block", ("active",), "blocked"),
        Move("reopen", ("blocked",), "draft"),
    ],
)

# A change of a client that works already: it goes on as it was until a second person agrees.
client_change_flow = Flow(
    "access.ClientChange",
    states=[
        State("open", _("Wacht op een tweede persoon"), owner=_("clientbeheerder"), tone="warn"),
        State("approved", _("Goedgekeurd"), tone="ok"),
        State("dropped", _("Gaat niet door"), tone="neutral"),
    ],
    moves=[
        Move("approve", ("open",), "approved"),
        Move("drop", ("open",), "dropped"),
    ],
)

# A secret proves nothing until a second person agrees: who makes one could use it alone.
client_secret_flow = Flow(
    "access.ClientSecret",
    states=[
        State("waiting", _("Wacht op een tweede persoon"), owner=_("clientbeheerder"), tone="warn"),
        State("approved", _("Goedgekeurd"), tone="ok"),
    ],
    moves=[Move("approve", ("waiting",), "approved")],
)

# Nor does a trust: it lets a client act for people at another one.
trust_flow = Flow(
    "access.Trust",
    states=[
        State("waiting", _("Wacht op een tweede persoon"), owner=_("clientbeheerder"), tone="warn"),
        State("approved", _("Goedgekeurd"), tone="ok"),
    ],
    moves=[Move("approve", ("waiting",), "approved")],
)
