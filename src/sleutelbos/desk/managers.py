"""Who is beheerder of an organisation, of every kind, with since, until and domain (G05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import (
    LEGAL_REPRESENTATIVE,
    Domain,
    PostKind,
    helps,
    organisations_of,
    posts_of,
    representatives_of,
)
from sleutelbos.kernel import periods
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import Organisation, Person

KINDS: tuple[str, ...] = (LEGAL_REPRESENTATIVE, *PostKind.values)


@dataclass(frozen=True)
class Manager:
    """One person in one post; ``until`` is the last day, None when open."""

    person: Person
    kind: str
    label: type_of_text
    domain: type_of_text
    since: date | None
    until: date | None


def kind_label(kind: str) -> type_of_text:
    """A kind of beheerder as people call it."""
    if kind == LEGAL_REPRESENTATIVE:
        return _("Wettelijk vertegenwoordiger")
    return PostKind(kind).label


def managers_of(organisation: Organisation) -> list[Manager]:
    """Legal representatives as KBO has them, then the posts, highest first. Two queries."""
    found = []
    for function in representatives_of(organisation):
        last = function.valid.upper
        until = date.fromordinal(last.toordinal() - 1) if last else None
        found.append(
            Manager(
                function.person,
                LEGAL_REPRESENTATIVE,
                kind_label(LEGAL_REPRESENTATIVE),
                _("alle domeinen"),
                function.valid.lower,
                until,
            )
        )
    for post in posts_of(organisation):
        domain: type_of_text = Domain(post.domain).label if post.domain else _("alle domeinen")
        if post.site is not None:
            domain = _t("vestiging %(site)s") % {"site": post.site}
        found.append(
            Manager(
                post.person,
                post.kind,
                kind_label(post.kind),
                domain,
                periods.first_day(post.valid),
                periods.last_day(post.valid),
            )
        )
    return sorted(found, key=lambda line: KINDS.index(line.kind))


def knows_names(by: Actor, organisation: Organisation) -> bool:
    """Whether the actor may see who is beheerder there: belongs to it, or is of 1700."""
    if by.pk is None:
        return False
    return bool(helps(by)) or organisations_of(by.pk).filter(pk=organisation.pk).exists()
