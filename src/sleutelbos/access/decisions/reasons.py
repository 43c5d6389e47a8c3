"""Why a decision is what it is, in both languages of the house."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

REASONS: dict[str, dict[str, str]] = {
    "granted": {
        "nl": "De persoon heeft dit recht voor deze organisatie.",
        "en": "The person holds this right for this organisation.",
    },
    "not_held": {
        "nl": "De persoon heeft dit recht niet voor deze organisatie.",
        "en": "The person doesn't hold this right for this organisation.",
    },
    "ended": {
        "nl": "Het recht van de persoon is geëindigd.",
        "en": "The person's right has ended.",
    },
    "not_started": {
        "nl": "Het recht van de persoon begint later.",
        "en": "The person's right starts later.",
    },
    "unknown_action": {
        "nl": "Uw toepassing heeft geen recht of rol met deze naam.",
        "en": "Your application has no right or role of this name.",
    },
    "unknown_resource": {
        "nl": "Er is geen organisatie of vestiging met dit nummer.",
        "en": "There is no organisation or site with this number.",
    },
    "other_capacity": {
        "nl": "De persoon handelt nu in een andere hoedanigheid.",
        "en": "The person acts in another capacity now.",
    },
    "level_too_low": {
        "nl": "Dit recht vraagt een sterkere manier van aanmelden.",
        "en": "This right asks for a stronger way to sign in.",
    },
    "level_unknown": {
        "nl": "Dit recht vraagt een aanmeldniveau, en de vraag zegt niet hoe de persoon is "
        "aangemeld.",
        "en": "This right asks for a level of sign-in, and the question doesn't say how the person "
        "signed in.",
    },
}


@lru_cache(maxsize=65_536)
def instant(at: int) -> str:
    """A moment as RFC 3339 writes it, in UTC."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
