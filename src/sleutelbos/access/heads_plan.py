"""What a delivery of directeursopdrachten would change today; nothing is written (G18)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from sleutelbos.access.models import Post
from sleutelbos.access.ports.heads import HeadRecord
from sleutelbos.access.states import PostKind, Source
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import (
    KeyKind,
    Organisation,
    OrganisationKind,
    Person,
    Status,
    organisations_with,
    person_by_insz,
)


@dataclass(frozen=True)
class Appointing:
    """A school gets a hoofd lokale beheerder; ``person`` None is somebody new here."""

    school: Organisation
    record: HeadRecord
    person: Person | None
    name: str


@dataclass
class HeadsPlan:
    """All that would happen; ``problems`` are sentences without a number of a person."""

    appoint: list[Appointing] = field(default_factory=list)
    end: list[Post] = field(default_factory=list)
    same: int = 0
    unknown: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many posts are filled or end."""
        return len(self.appoint) + len(self.end)


def digest_of(records: Iterable[HeadRecord]) -> str:
    """Of the content, whatever its order."""
    lines = sorted(f"{one.institution} {one.insz} {one.first} {one.last}" for one in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def plan(by: Actor, records: Sequence[HeadRecord], day: date) -> HeadsPlan:
    """Compare who leads a school on a day with who is hoofd lokale beheerder there.

    Who is one already, by whatever way, stays. A post that this feed gave ends when its person no
    longer leads the school; other posts are not of this feed.
    """
    current = {(one.institution, one.insz): one for one in records if one.holds_on(day)}
    schools = organisations_with(KeyKind.INR, {number for number, _insz in current})
    posts = _heads()
    held = {(post.organisation_id, post.person_id) for post in posts}
    found, kept = HeadsPlan(), set[tuple[int, int]]()
    for (number, _insz), record in sorted(current.items()):
        school = schools.get(number)
        if school is None or school.status != Status.ACTIVE:
            found.unknown.append(number)
            continue
        person = _add(by, found, school, record, held)
        if person is not None:
            kept.add((school.pk, person))
    found.end = [
        post for post in posts
        if post.source == Source.FEED and (post.organisation_id, post.person_id) not in kept
    ]  # fmt: skip
    found.unknown = sorted(set(found.unknown))
    return found


def _heads() -> list[Post]:
    """Hoofd lokale beheerders of schools now, those of this feed among them."""
    rows = Post.objects.filter(
        Q(organisation__kind=OrganisationKind.SCHOOL),
        kind=PostKind.HEAD_LOCAL_MANAGER,
        valid__contains=clock.now(),
    )
    return list(rows.select_related("organisation", "person").order_by("organisation__name", "pk"))


def _add(
    by: Actor, found: HeadsPlan, school: Organisation, record: HeadRecord,
    held: set[tuple[int, int]],
) -> int | None:  # fmt: skip
    """Plan one line; the key of its person when we know him."""
    try:
        looked = person_by_insz(by, record.insz)
    except Invalid as invalid:
        said = " ".join(str(one) for one in invalid.problems.values())
        found.problems.append(f"{school}: {said}")
        return None
    if looked.status in ("deceased", "replaced"):
        found.problems.append(f"{school}: {looked.sentence}")
        return None
    person = looked.person
    if person is not None and (school.pk, person.pk) in held:
        found.same += 1
        return person.pk
    names = looked.record or record
    name = person.name if person else f"{names.given_name} {names.family_name}".strip()
    found.appoint.append(Appointing(school, record, person, name))
    return person.pk if person else None
