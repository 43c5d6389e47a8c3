"""What a refusal says: what is missing, who can give it, and the button to ask (G05, G14).

``config/wiring.py`` binds both functions to the ports of the page toolkit.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.access.links import asked_link
from sleutelbos.access.queries import help as queries_help
from sleutelbos.access.queries import orphans
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.queries.help import Missing
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import Decision
from sleutelbos.register.public import Organisation
from sleutelbos.web.ports import Ask, Helper

MOST = 5


def who_can_help(by: Actor, decision: Decision) -> list[Helper]:
    """Who can give what is missing: names and posts, no addresses; at last the body to call."""
    missing = queries_help.missing_of(by, decision)
    if missing is None:
        organisation = queries_help.capacity_of(by)
        return _helpers(by, organisation, None) if organisation is not None else []
    return _helpers(by, missing.organisation, missing)


def _helpers(by: Actor, organisation: Organisation, missing: Missing | None) -> list[Helper]:
    right = missing.right if missing is not None else None
    found: dict[int, Helper] = {}
    for holder in queries_posts.givers_of(organisation, right):
        if holder.person.pk != by.pk:
            role = _role(holder.label, organisation, missing)
            found.setdefault(holder.person.pk, Helper(holder.person.name, role))
    if found:
        return list(found.values())[:MOST]
    return [
        Helper(authority.label, _("stelt de beheerder aan van %s") % organisation, *_reach(contact))
        for authority in orphans.authorities_for(organisation)
        for contact in [authority.contact]
    ]


def _role(label: str, organisation: Organisation, missing: Missing | None) -> str:
    words: dict[str, object] = {"label": label, "organisation": organisation}
    if missing is None:
        return _("%(label)s van %(organisation)s") % words
    words["what"] = missing.words
    return _("%(label)s van %(organisation)s, kan u %(what)s geven") % words


def _reach(contact: str) -> tuple[str, str]:
    """E-mail address and telephone number out of a line of contact."""
    parts = [part.strip() for part in contact.split(",")]
    email = next((part for part in parts if "@" in part), "")
    phone = next((part for part in parts if part[:1].isdigit()), "")
    return email, phone


def ask_for(by: Actor, decision: Decision) -> Ask | None:
    """The button that asks for exactly what is missing; None when it can't be asked for."""
    missing = queries_help.missing_of(by, decision)
    if missing is None or by.pk is None:
        return None
    known: dict[str, str | list[str]] = {
        "organisatie": str(missing.organisation.uid),
        "recht": missing.right.code,
        "rol": [role.code for role in missing.roles],
    }
    return Ask(_("Vraag %s") % missing.words, asked_link(known))
