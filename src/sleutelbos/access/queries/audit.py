"""The audit log as pages need it: which entries, in sentences, with the state of the seal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import overload

from django.db.models import Exists, OuterRef, Q, QuerySet

from sleutelbos.access import queries, rules
from sleutelbos.access.models import Post
from sleutelbos.access.queries import users as queries_users
from sleutelbos.access.queries.among import among
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import ACTIONS
from sleutelbos.kernel.actors import Actor
from sleutelbos.kernel.audit import DONE, REFUSED, ref
from sleutelbos.kernel.models import AuditCheckpoint, AuditEntry, AuditLeaf
from sleutelbos.kernel.telling import Told, label_of, tell
from sleutelbos.register.public import Organisation, Person, organisations_by_number_or_name

CHUNK = 500
MOST_PERSONS = 200
MOST_COUNTED = 10_001
PERSON_REF = "register.person:"
POST_ACTIONS = ("access.appoint", "access.end-post", "access.replace-beheerder")


def entries_of(by: Actor, organisation: Organisation) -> QuerySet[AuditEntry]:
    """Entries about an organisation, or made for it, that its beheerder may read."""
    if not rules.administers(by, organisation):
        return AuditEntry.objects.none()
    concerned = Q(concerns__contains=[ref(organisation)])
    return AuditEntry.objects.filter(concerned | Q(capacity=organisation.pk)).order_by("-pk")


def all_entries(by: Actor) -> QuerySet[AuditEntry]:
    """Every entry, for the supervisor."""
    if not rules.supervises(by):
        return AuditEntry.objects.none()
    return AuditEntry.objects.order_by("-pk")


def about_persons(entries: QuerySet[AuditEntry], keys: Iterable[int]) -> QuerySet[AuditEntry]:
    """Entries that one of the persons made, or that speak of him."""
    persons = list(keys)
    return entries.filter(
        Q(actor__in=[f"person:{key}" for key in persons])
        | Q(concerns__overlap=[f"{PERSON_REF}{key}" for key in persons])
    )


def persons_named(by: Actor, text: str, organisation: Organisation | None) -> list[int]:
    """Keys of persons with this name: of the organisation, or of all for the supervisor."""
    persons = queries_users.named(Person.objects.all(), text)
    if organisation is not None:
        relations = queries.relations_in(by, organisation).values("person")
        posts = Post.objects.filter(organisation=organisation).values("person")
        persons = persons.filter(among(relations.union(posts)))
    elif not rules.supervises(by):
        persons = persons.none()
    return list(persons.order_by("pk").values_list("pk", flat=True)[:MOST_PERSONS])


def about_organisations(entries: QuerySet[AuditEntry], keys: Iterable[int]) -> QuerySet[AuditEntry]:
    """Of these, the entries about one of the organisations, or made for it."""
    wanted = list(keys)
    references = [f"{Organisation._meta.label_lower}:{key}" for key in wanted]
    return entries.filter(Q(concerns__overlap=references) | Q(capacity__in=wanted))


def of_post(by: Actor, post: Post) -> list[Told]:
    """What happened to somebody as beheerder of an organisation, newest first."""
    if not rules.administers_post(by, post) and not rules.administers(by, post.organisation):
        return []
    entries = AuditEntry.objects.filter(
        concerns__contains=[ref(post.person), ref(post.organisation)],
        action__in=POST_ACTIONS,
        outcome=DONE,
    ).order_by("-pk")
    return tell(entries[:20])


def between(
    entries: QuerySet[AuditEntry], first: date | None, last: date | None
) -> QuerySet[AuditEntry]:
    """Of these, the entries of civil days ``first`` to ``last`` included."""
    if first is not None:
        entries = entries.filter(at__gte=clock.midnight(first))
    if last is not None:
        entries = entries.filter(at__lt=clock.midnight(last + timedelta(days=1)))
    return entries


def action_choices() -> list[tuple[str, str]]:
    """Code and label of every action, by label."""
    pairs = [(name, str(one.label)) for name, one in ACTIONS.items()]
    return sorted(pairs, key=lambda pair: pair[1].lower())


OUTCOMES = (DONE, REFUSED)


@dataclass(frozen=True)
class Line:
    """An entry in words, with the keys of the persons of whom it speaks."""

    pk: int
    at: datetime
    sentence: str
    action: str
    refused: bool
    reason: str
    persons: tuple[int, ...]
    sealed: bool


class Lines(Sequence[Line]):
    """Entries as lines, told page by page: a slice takes one query for the entries, one for their
    seals and one per model that they speak of. ``seen`` hears whose data were read."""

    def __init__(
        self,
        entries: QuerySet[AuditEntry],
        seen: Callable[[Iterable[int]], None] | None = None,
    ) -> None:
        self.entries, self.seen = entries, seen
        self._count: int | None = None

    def narrowed(self, entries: QuerySet[AuditEntry]) -> Lines:
        """The same for other entries."""
        return Lines(entries, self.seen)

    def __len__(self) -> int:
        if self._count is None:
            self._count = self.entries.order_by()[:MOST_COUNTED].count()
        return self._count

    def __bool__(self) -> bool:
        return True

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return self._told(list(self.entries[index]))
        return self._told([self.entries[index]])[0]

    def __iter__(self) -> Iterator[Line]:
        last: int | None = None
        while True:
            rows = self.entries if last is None else self.entries.filter(pk__lt=last)
            chunk = list(rows[:CHUNK])
            yield from self._told(chunk)
            if len(chunk) < CHUNK:
                return
            last = chunk[-1].pk

    def _told(self, entries: list[AuditEntry]) -> list[Line]:
        numbers = [entry.pk for entry in entries]
        leaves = AuditLeaf.objects.filter(entry__in=numbers)
        sealed = set(leaves.values_list("entry", flat=True)) if numbers else set()
        lines = [
            Line(
                entry.pk,
                told.at,
                told.sentence,
                label_of(told.action),
                told.refused,
                told.reason,
                persons_of(entry),
                entry.pk in sealed,
            )
            for entry, told in zip(entries, tell(entries), strict=True)
        ]
        if self.seen is not None:
            self.seen(key for line in lines for key in line.persons)
        return lines


def persons_of(entry: AuditEntry) -> tuple[int, ...]:
    """Keys of the persons of whom an entry speaks, and of who acted."""
    found = [reference for reference in entry.concerns if reference.startswith(PERSON_REF)]
    keys = {int(reference.removeprefix(PERSON_REF)) for reference in found}
    kind, _sep, key = entry.actor.partition(":")
    return tuple(sorted(keys | ({int(key)} if kind == "person" else set())))


@dataclass(frozen=True)
class Seal:
    """How far the log is sealed: ``at`` of the last checkpoint, entries with and without leaf."""

    at: datetime | None
    sealed: int
    unsealed: int


def seal_state() -> Seal:
    """The state of the seal now; :func:`kernel.sealing.verify` proves it."""
    last = AuditCheckpoint.objects.order_by("-size").first()
    leaves = AuditLeaf.objects.filter(entry=OuterRef("pk"))
    unsealed = AuditEntry.objects.filter(~Exists(leaves)).count()
    return Seal(last.at if last else None, last.size if last else 0, unsealed)


def organisations_found(by: Actor, text: str) -> list[int]:
    """Keys of organisations with this name, for the supervisor's filter."""
    if not rules.supervises(by):
        return []
    rows = organisations_by_number_or_name(by, text).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MOST_PERSONS])
