"""The settings of a client in words: what each is called, and how its value reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sleutelbos.access import clients
from sleutelbos.access.client_keys import described
from sleutelbos.access.clients import AuthMethod, CapacityLevel, GrantType, Profile
from sleutelbos.access.means import MEANS
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import TargetGroup

LABELS: dict[str, type_of_text] = {
    "name": _("Naam van de client"),
    "profile": _("Profiel"),
    "public": _("Soort client"),
    "grant_types": _("Wat de client doet"),
    "owner": _("Werkt voor"),
    "redirect_uris": _("Terugkeeradressen"),
    "post_logout_uris": _("Adressen na het afmelden"),
    "auth_methods": _("Hoe de client zich bewijst"),
    "jwks": _("Publieke sleutels"),
    "requires_dpop": _("Tokens gebonden aan een sleutel (DPoP)"),
    "scopes": _("Scopes"),
    "rrn_reason": _("Waarom het rijksregisternummer"),
    "asks_consent": _("Vraagt toestemming aan de persoon"),
    "introspects": _("Mag tokens nakijken (introspectie)"),
    "capacity_level": _("De persoon kiest"),
    "target_groups": _("Doelgroepen"),
    "level": _("Laagste niveau van aanmelden"),
    "means": _("Aanmeldmiddelen"),
    "signing": _("Handtekening van tokens"),
    "access_seconds": _("Een toegangstoken leeft"),
    "refresh_seconds": _("Een vernieuwingstoken leeft"),
    "weakenings": _("Verzwakkingen"),
    "backchannel_url": _("Adres om te melden dat iemand afmeldt"),
    "events_url": _("Adres om te melden dat een recht verandert"),
}


@dataclass(frozen=True)
class Group:
    """Settings that belong together: a step of the registration, a section of the page."""

    code: str
    title: type_of_text
    sentence: type_of_text
    fields: tuple[str, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "basis", _("Naam en soort"), _("Wie de client is en hoe streng we zijn."),
        ("name", "profile", "public"),
    ),
    Group(
        "gebruik", _("Gebruik en adressen"), _("Wat hij doet en waar personen terugkeren."),
        ("grant_types", "owner", "redirect_uris", "post_logout_uris"),
    ),
    Group(
        "bewijs", _("Bewijs"), _("Hoe de client bewijst dat hij het is."),
        ("auth_methods", "jwks", "requires_dpop"),
    ),
    Group(
        "gegevens", _("Gegevens"), _("Wat de toepassing van een persoon mag weten."),
        ("scopes", "rrn_reason", "asks_consent", "introspects"),
    ),
    Group(
        "aanmelden", _("Aanmelden"), _("Wie zich kan aanmelden en hoe."),
        ("capacity_level", "target_groups", "level", "means"),
    ),
    Group(
        "tokens", _("Tokens en meldingen"),
        _("Hoe lang tokens leven, wat minder streng mag en waar wij iets melden."),
        ("signing", "access_seconds", "refresh_seconds", "backchannel_url", "events_url",
         "weakenings"),
    ),
)  # fmt: skip
GROUP_OF = {field: group for group in GROUPS for field in group.fields}


def kind_word(*, public: bool) -> type_of_text:
    """What a client is: one that can keep a secret, or not."""
    return _("Publiek: kan geen geheim bewaren") if public else _("Vertrouwelijk: op een server")


def duration(seconds: int) -> str:
    """``5 minuten``, ``8 uur``, ``90 seconden``."""
    if seconds % 3_600 == 0:
        return _t("%s uur") % (seconds // 3_600)
    if seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext("%(n)s minuut", "%(n)s minuten", minutes) % {"n": minutes}
    return ngettext("%(n)s seconde", "%(n)s seconden", seconds) % {"n": seconds}


def scope_label(scope: str) -> str:
    """What a scope lets a client know; an own scope tells the rights of its application."""
    known = clients.SCOPES.get(scope)
    return str(known.label) if known else _t("de rechten van de persoon in deze toepassing")


def scope_word(scope: str) -> str:
    """``profile: voornaam en familienaam``."""
    return f"{scope}: {scope_label(scope)}"


def level_word(level: int) -> str:
    """``400 (vanaf beveiligingscode via app)``: a level with the first means that reaches it."""
    first = next((means.label for means in MEANS.values() if means.level == level), "")
    return _t("%(level)s (vanaf %(means)s)") % {"level": level, "means": first}


def value_word(name: str, value: Any, organisations: Mapping[int, str] | None = None) -> Any:
    """A value (as JSON keeps it, or as on the row) as people read it; texts, lists of texts.

    ``organisations`` gives the names of the organisations that may be an owner.
    """
    if isinstance(value, bool):
        return kind_word(public=value) if name == "public" else _t("ja") if value else _t("nee")
    if name == "owner":
        return (organisations or {}).get(value, "") if value else ""
    if name in ("access_seconds", "refresh_seconds"):
        return duration(value)
    if name == "jwks":
        return described(value)
    word = _words().get(name)
    if word is None:
        return list(value) if isinstance(value, list | tuple) else value
    if isinstance(value, list | tuple):
        return [word(one) for one in value] or _whenempty(name)
    return word(value)


def _whenempty(name: str) -> str:
    if name == "target_groups":
        return _t("die van de rechten van de toepassing")
    return _t("alle die het niveau halen") if name == "means" else ""


def _words() -> dict[str, Any]:
    """Field → what turns one of its values into words."""
    return {
        "profile": lambda one: Profile(one).label,
        "grant_types": lambda one: GrantType(one).label,
        "auth_methods": lambda one: AuthMethod(one).label,
        "capacity_level": lambda one: CapacityLevel(one).label,
        "target_groups": lambda one: f"{one}: {TargetGroup(one).label}",
        "scopes": scope_word,
        "means": lambda one: f"{MEANS[one].label} ({MEANS[one].level})",
        "level": level_word,
        "weakenings": lambda one: clients.WEAKENINGS[one].label,
    }
