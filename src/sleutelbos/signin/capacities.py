"""Hoedanigheden: for whom a person can act, on our own pages and at a client (G16, acm_idm §1.5).

On our own pages that is any organisation where he has a werkrelatie, a post, a mandate or a KBO
function. A client narrows it to its doelgroepen, and to where he has a right of its application;
who represents an organisation legally needs no right (S0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from sleutelbos.access.public import (
    LEGAL_REPRESENTATIVE,
    AccessPower,
    Client,
    PostKind,
    Right,
    WorkRelation,
    names,
)
from sleutelbos.access.public import clients as vocabulary
from sleutelbos.kernel import clock
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.register.public import (
    Organisation,
    OrganisationIdentifier,
    TargetGroup,
    TargetGroupMembership,
)
from sleutelbos.tools.typed import folded

LEVEL = vocabulary.CapacityLevel
ORDER = {group: place for place, group in enumerate(TargetGroup.values)}
Held = tuple[int, str, str]  # organisation, right, role


@dataclass(frozen=True)
class Capacity:
    """A hoedanigheid: an organisation in a doelgroep, or a doelgroep with all one's organisations.

    ``number`` is the organisation's key in the doelgroep, of the kind ``number_kind``; ``posts``
    what the person is there; ``members`` names the organisations of a whole doelgroep.
    """

    target_group: str
    organisation: Organisation | None = None
    number: str = ""
    number_kind: str = ""
    posts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """What a form sends: ``OV:12``, or ``OV:`` for the whole doelgroep."""
        return f"{self.target_group}:{self.organisation.pk if self.organisation else ''}"

    @property
    def name(self) -> type_of_text:
        """The organisation, or else the doelgroep in words."""
        return self.organisation.name if self.organisation else label_of(self.target_group)


@dataclass(frozen=True)
class CapacityGroup:
    """The capacities of one doelgroep."""

    label: type_of_text
    capacities: list[Capacity] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What a client lets its users choose: at which level, in which doelgroepen.

    ``rights`` are those of its application, each with its doelgroepen; without any a werkrelatie
    is enough.
    """

    level: str
    target_groups: tuple[str, ...]
    rights: Mapping[str, frozenset[str]]


def label_of(target_group: str) -> type_of_text:
    """A doelgroep in words; of an empty code what stands outside all of them."""
    return TargetGroup(target_group).label if target_group else _("Andere organisaties")


def asked_by(client: Client) -> Asked:
    """What this client asks."""
    rows = Right.objects.filter(application=client.application_id, active=True)
    rights = {row.code: frozenset(row.target_groups) for row in rows}
    groups = set(client.target_groups) or {group for found in rights.values() for group in found}
    everybody = set(TargetGroup.values) - {TargetGroup.BUR}
    return Asked(client.capacity_level, tuple(sorted(groups or everybody, key=_place)), rights)


def own_capacities(person: int) -> list[Capacity]:
    """Everything for which the person can act on our own pages, each organisation once."""
    held, related = _held(person)
    keys = {organisation for organisation, _right, _role in held} | related
    first: dict[int, Capacity] = {}
    for found in _in_groups(keys, TargetGroup.values):
        assert found.organisation is not None
        first.setdefault(found.organisation.pk, found)
    for organisation in Organisation.objects.filter(pk__in=keys - first.keys()):
        first[organisation.pk] = Capacity("", organisation)
    return _with_posts(_sorted(first.values()), held)


def client_capacities(person: int, asked: Asked) -> list[Capacity]:
    """The hoedanigheden that the person can choose at a client."""
    if asked.level == LEVEL.NONE:
        return [Capacity("")]
    held, related = _held(person)
    allowed = _allowed(held, related, asked)
    found = [
        one
        for one in _in_groups(allowed.keys(), asked.target_groups)
        if one.organisation and one.target_group in allowed[one.organisation.pk]
    ]
    if TargetGroup.BUR in asked.target_groups:
        found.append(Capacity(TargetGroup.BUR))
    found = _with_posts(_sorted(found), held)
    return _whole(found) if asked.level == LEVEL.TARGET_GROUP else found


def without_right(person: int, asked: Asked) -> list[Capacity]:
    """Where the person could use the client if he had a right of its application."""
    return client_capacities(person, replace(asked, level=LEVEL.ORGANISATION, rights={}))


def narrowed(capacities: Iterable[Capacity], text: str) -> list[Capacity]:
    """Those whose name, municipality or number holds all words of the text."""
    words = folded(text).split()
    digits = _number(text)

    def fits(one: Capacity) -> bool:
        place = one.organisation.municipality if one.organisation else ""
        said = folded(f"{one.name} {place}")
        return all(word in said for word in words) or bool(digits and digits in one.number)

    return [one for one in capacities if fits(one)]


def hinted(capacities: Iterable[Capacity], target_group: str, number: str) -> Capacity | None:
    """The one that a client named with its doelgroep, number or both; None when it isn't there."""
    found = [
        one
        for one in capacities
        if target_group in ("", one.target_group) and (not number or _number(number) == one.number)
    ]
    return found[0] if len(found) == 1 else None


def grouped(capacities: Sequence[Capacity]) -> list[CapacityGroup]:
    """Per doelgroep, in order."""
    found: dict[str, CapacityGroup] = {}
    for one in capacities:
        group = found.setdefault(one.target_group, CapacityGroup(label_of(one.target_group)))
        group.capacities.append(one)
    return list(found.values())


def post_label(role: str) -> str:
    """A role of Gebruikersbeheer as people call it."""
    kind = role.partition(":")[0]
    if kind == LEGAL_REPRESENTATIVE:
        return _("wettelijk vertegenwoordiger")
    return str(PostKind(kind).label).lower()


def _held(person: int) -> tuple[list[Held], set[int]]:
    """What the person holds now, and where he has a werkrelatie."""
    now = clock.now()
    powers = AccessPower.objects.filter(person=person, valid__contains=now)
    relations = WorkRelation.objects.filter(person=person, valid__contains=now)
    return (
        list(powers.values_list("organisation", "right", "role")),
        set(relations.values_list("organisation", flat=True)),
    )


def _allowed(held: list[Held], related: set[int], asked: Asked) -> dict[int, set[str]]:
    """Organisation → doelgroepen in which the person may use the client for it."""
    everything = set(asked.target_groups)
    if not asked.rights:
        return dict.fromkeys([*related, *(organisation for organisation, *_ in held)], everything)
    found: dict[int, set[str]] = {}
    for organisation, right, role in held:
        if right in asked.rights:
            found.setdefault(organisation, set()).update(asked.rights[right])
        elif (right, role) == (names.IDM, LEGAL_REPRESENTATIVE):
            found.setdefault(organisation, set()).update(everything)
    return found


def _in_groups(organisations: Iterable[int], target_groups: Sequence[str]) -> list[Capacity]:
    """An organisation in each of the doelgroepen in which it is known today."""
    rows = TargetGroupMembership.objects.filter(
        organisation__in=list(organisations),
        target_group__in=target_groups,
        valid__contains=clock.today(),
    ).select_related("organisation", "identifier")
    found = (
        Capacity(row.target_group, row.organisation, *_numbered(row.identifier)) for row in rows
    )
    return sorted(found, key=lambda one: _place(one.target_group))


def _numbered(identifier: OrganisationIdentifier | None) -> tuple[str, str]:
    """Value and kind; empty for an organisation without a number in its doelgroep."""
    return (identifier.value, identifier.kind) if identifier else ("", "")


def _whole(capacities: list[Capacity]) -> list[Capacity]:
    """Each doelgroep once, with its organisations."""
    members: dict[str, list[str]] = {}
    for one in capacities:
        names_of_group = members.setdefault(one.target_group, [])
        if one.organisation:
            names_of_group.append(one.organisation.name)
    return [Capacity(group, members=tuple(found)) for group, found in members.items()]


def _with_posts(capacities: list[Capacity], held: list[Held]) -> list[Capacity]:
    posts: dict[int, set[str]] = {}
    for organisation, right, role in held:
        if right == names.IDM:
            posts.setdefault(organisation, set()).add(post_label(role))
    return [
        replace(one, posts=tuple(sorted(posts.get(one.organisation.pk, ()))))
        if one.organisation
        else one
        for one in capacities
    ]


def _sorted(capacities: Iterable[Capacity]) -> list[Capacity]:
    return sorted(capacities, key=lambda one: (_place(one.target_group), folded(str(one.name))))


def _place(target_group: str) -> int:
    return ORDER.get(TargetGroup(target_group), 0) if target_group else len(ORDER)


def _number(text: str) -> str:
    """A number without what people put in between; empty when there is no digit in it."""
    plain = re.sub(r"[\s.\-/]", "", text).upper().removeprefix("BE")
    return plain if any(letter.isdigit() for letter in plain) else ""
