"""What may be seen at the desk: one's own questions and conversations, or the helpdesk's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery

from sleutelbos.access.public import (
    AccessPower,
    Grant,
    administers,
    names,
)
from sleutelbos.desk.models import Conversation, HelpRequest, Thread, ThreadMessage
from sleutelbos.desk.services import FRONT, helped_by
from sleutelbos.kernel import audit, clock, periods
from sleutelbos.kernel.actors import Actor, Nobody, system
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.register.public import (
    Organisation,
    Person,
    organisations_by_number_or_name,
)
from sleutelbos.signin.public import previous_visit
from sleutelbos.tools.runs.models import Run

MOST_FOUND = 20
MOST_CHANGES = 15
NO_NEWS = ("signin.", "desk.")  # what one did oneself to be here, and what mails tell already


def own_requests(by: Actor) -> QuerySet[HelpRequest]:
    """The actor's own questions, newest first."""
    found = HelpRequest.objects.filter(asked_by=by.pk) if by.pk else HelpRequest.objects.none()
    return found.select_related("organisation", "handler").order_by("-asked_at", "-pk")


def requests_for(by: Actor) -> QuerySet[HelpRequest]:
    """The questions that the actor sees: those of the helpdesks where he works, and own ones;
    oldest first."""
    codes = [one.code for one in helped_by(by)]
    if not codes:
        return own_requests(by)
    mine = Q(asked_by=by.pk) if by.pk else Q(pk__in=())
    found = HelpRequest.objects.filter(mine | Q(service__in=codes))
    return found.select_related("asked_by", "organisation", "handler").order_by("asked_at", "pk")


def requests_handled(by: Actor, *codes: str) -> QuerySet[HelpRequest]:
    """The questions of these helpdesks (by default all) where the actor works; oldest first."""
    mine = [one.code for one in helped_by(by) if not codes or one.code in codes]
    return requests_for(by).filter(service__in=mine)


def messages_on(subject: Model) -> QuerySet[ThreadMessage]:
    """What was written about a subject that the caller may see, oldest first."""
    found = ThreadMessage.objects.filter(thread__subject=audit.ref(subject))
    return found.select_related("author").order_by("at", "pk")


def messages_counted(subjects: Sequence[Model]) -> dict[int, int]:
    """Key of a subject → how much was written about it; all of one model, in one query. For a
    caller who may see those subjects."""
    keys = {audit.ref(one): one.pk for one in subjects}
    rows = ThreadMessage.objects.filter(thread__subject__in=keys).values("thread__subject")
    counted = rows.order_by().annotate(count=Count("pk"))
    return {keys[row["thread__subject"]]: row["count"] for row in counted}


def thread_of(subject: HelpRequest | Conversation) -> Thread:
    """The thread of a subject; each question and conversation starts with one."""
    return Thread.objects.get(subject=audit.ref(subject))


def conversations_of(by: Actor) -> QuerySet[Conversation]:
    """Conversations in which the actor takes part, newest first."""
    found = Conversation.objects.filter(Q(asker=by.pk) | Q(manager=by.pk))
    return found.select_related("organisation", "asker", "manager").order_by("-started", "-pk")


def conversations_to_answer(by: Actor) -> list[Conversation]:
    """Conversations of the last ninety days in which the other one wrote last."""
    recent = clock.now() - timedelta(days=90)
    found = list(conversations_of(by).filter(started__gte=recent)[:50])
    last = ThreadMessage.objects.filter(thread=OuterRef("pk")).order_by("-at", "-pk")
    threads = Thread.objects.filter(subject__in=[audit.ref(row) for row in found])
    authors = dict(threads.values_list("subject", Subquery(last.values("author")[:1])))
    return [row for row in found if authors.get(audit.ref(row)) not in (None, by.pk)]


def find_organisations(by: Actor, text: str) -> list[Organisation]:
    """At most twenty organisations by number or part of the name; for visitors too (G05).

    What an organisation is called and its number are public; a visitor needs three letters.
    """
    if isinstance(by, Nobody):
        if len(text.strip()) < 3:
            return []
        by = system("wie-is-mijn-beheerder")
    return list(organisations_by_number_or_name(by, text)[:MOST_FOUND])


def requests_about(by: Actor, organisation: Organisation) -> QuerySet[HelpRequest]:
    """Questions to 1700 about an organisation, for the helpdesk; newest first."""
    return (
        requests_handled(by, FRONT.code)
        .filter(organisation=organisation)
        .order_by("-asked_at", "-pk")
    )


def last_visit(by: Actor) -> datetime | None:
    """When the actor signed in the time before this one; None at the first visit."""
    return previous_visit(by.pk) if by.pk else None


def changes_since(by: Actor, since: datetime) -> list[AuditEntry]:
    """What others did that concerns me or, for its beheerder, my organisation; newest first."""
    me = f"register.person:{by.pk}"
    about = Q(concerns__contains=[me])
    if by.capacity is not None:
        here = Organisation(pk=by.capacity.organisation)
        if administers(by, here):
            about |= Q(concerns__contains=[audit.ref(here)])
    found = AuditEntry.objects.filter(about, at__gt=since, outcome=audit.DONE)
    for prefix in NO_NEWS:
        found = found.exclude(action__startswith=prefix)
    return list(found.exclude(actor=by.ref).order_by("-at", "-pk")[:MOST_CHANGES])


def views_of_me(by: Actor) -> QuerySet[AuditView]:
    """When others looked at the actor's data, newest first."""
    if by.pk is None:
        return AuditView.objects.none()
    found = AuditView.objects.filter(persons__contains=[by.pk]).exclude(actor=by.ref)
    return found.order_by("-at", "-pk")


@dataclass(frozen=True)
class Giver:
    """Who gave a role at an organisation, and when."""

    actor: str
    at: datetime


def givers_of(person: int) -> dict[tuple[str, str], Giver]:
    """(organisation, role) → who gave it last, from the audit; both as references. One query."""
    entries = AuditEntry.objects.filter(
        action="access.grant-right",
        outcome=audit.DONE,
        concerns__contains=[f"register.person:{person}"],
    ).order_by("at", "pk")
    found = {}
    for entry in entries:
        facts = entry.payload.get("facts", {})
        for role in facts.get("roles", []):
            found[(facts.get("organisation", ""), role)] = Giver(entry.actor, entry.at)
    return found


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Actor → name, for actors who are persons. One query."""
    keys = {actor: int(actor[7:]) for actor in set(actors) if actor.startswith("person:")}
    people = Person.objects.in_bulk(list(keys.values()))
    return {actor: people[key].name for actor, key in keys.items() if key in people}


def requests_on(by: Actor, ref: str) -> QuerySet[HelpRequest]:
    """Questions about a row of an e-service that the actor may see, the latest first."""
    return requests_for(by).filter(about=ref).order_by("-asked_at", "-pk")


def requests_to_follow(by: Actor, ref: str) -> QuerySet[HelpRequest]:
    """Of these, the ones in which he helps somebody else and that are not closed."""
    mine = [one.code for one in helped_by(by)]
    rows = requests_on(by, ref).filter(service__in=mine).exclude(state="closed")
    return rows.exclude(asked_by=by.pk)


def open_count(by: Actor) -> int:
    """How many questions wait for the helpdesk 1700."""
    return requests_handled(by, FRONT.code).filter(state="open").count()


def own_grants(by: Actor) -> QuerySet[Grant]:
    """The actor's rights that count now or later, at every organisation."""
    from_now = periods.Period(clock.now(), None, "[)")
    found = Grant.objects.filter(
        relation__person=by.pk, valid__overlap=from_now, relation__valid__overlap=from_now
    )
    rows = found.select_related("relation__organisation", "role__right__application", "site")
    return rows.order_by("relation__organisation__name", "role__right__name", "role__order", "pk")


def person_of(by: Actor) -> Person:
    """The actor as the register knows him. Raises Person.DoesNotExist for who is no person."""
    return Person.objects.get(pk=by.pk or 0)


def own_posts(by: Actor) -> QuerySet[AccessPower]:
    """What the actor is beheerder of now: by a post or by a function in KBO."""
    found = AccessPower.objects.filter(
        person=by.pk, right=names.IDM, valid__contains=clock.now()
    ).select_related("organisation")
    return found.order_by("organisation__name", "role")


def entries_about(run: Run) -> list[AuditEntry]:
    """What happened to a task that the caller may see, newest first; not each chunk."""
    found = AuditEntry.objects.filter(subject=audit.ref(run), outcome=audit.DONE)
    return list(
        found.exclude(action="tools.runs.apply-chunk").order_by("-at", "-pk")[:MOST_CHANGES]
    )


def people_about(run: Run) -> set[int]:
    """Keys of the persons whom :func:`entries_about` names."""
    actors = {entry.actor for entry in entries_about(run)} | {run.starter}
    return {int(actor[7:]) for actor in actors if actor.startswith("person:")}
