"""Which events end what at clients: the table of causes."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import (
    REAL_END,
    Grant,
    GrantWithdrawn,
    MandateEnded,
    PostEnded,
    RelationChanged,
    RelationEnded,
    RightEnded,
    RightGranted,
    RightStarted,
    Role,
    WorkRelation,
)
from sleutelbos.kernel.actors import system
from sleutelbos.kernel.decisions import type_of_text
from sleutelbos.kernel.outbox import subscribe
from sleutelbos.register.public import FunctionsRecorded, PersonDied
from sleutelbos.signin.actions.sessions import end_session
from sleutelbos.signin.events import KeyWithdrawn, SessionsEnded
from sleutelbos.signin.models import ClientSession, Session
from sleutelbos.signin.push import telling, visits
from sleutelbos.signin.states import Ending

house = system("aanmelden")

# Why a client hears something, by the type of the event that caused it.
REASONS: dict[str, type_of_text] = {
    SessionsEnded.type: _("Een sessie is beëindigd."),
    GrantWithdrawn.type: _("Een recht is ingetrokken."),
    RightEnded.type: _("Een recht is afgelopen."),
    RelationEnded.type: _("Een werkrelatie is beëindigd."),
    PostEnded.type: _("Een aanstelling als beheerder is beëindigd."),
    MandateEnded.type: _("Een machtiging is beëindigd."),
    FunctionsRecorded.type: _("Een functie in de KBO is beëindigd."),
    RightStarted.type: _("Een recht is begonnen."),
    RightGranted.type: _("Een recht is toegekend."),
}


def reason_of(cause: str) -> str:
    """The cause in words; a type of an earlier version as it is."""
    return str(REASONS.get(cause, cause))


@subscribe(SessionsEnded)
def sessions_ended(event: SessionsEnded) -> None:
    """Signed out, here or anywhere: the clients of those sessions hear it."""
    reason = str(Ending(event.because).label)
    telling.over(visits.of_sessions(event.sessions), SessionsEnded.type, reason)


@subscribe(KeyWithdrawn)
def key_withdrawn(event: KeyWithdrawn) -> None:
    """Sessions that began with a key end with it."""
    _end(Session.objects.filter(key=event.key, ended_at=None), Ending.KEY)


@subscribe(PersonDied)
def person_died(event: PersonDied) -> None:
    """No session outlives its person."""
    _end(Session.objects.filter(person=event.person, ended_at=None), Ending.DECEASED)


@subscribe(GrantWithdrawn)
def grant_withdrawn(event: GrantWithdrawn) -> None:
    """A right was taken away."""
    application = Role.objects.get(pk=event.role).right.application_id
    found = visits.at(event.person, event.organisation, application)
    found = visits.begun_before_event(found, event.happened)
    telling.less(found, GrantWithdrawn.type, reason_of(GrantWithdrawn.type))


@subscribe(RightEnded)
def right_ended(event: RightEnded) -> None:
    """The clock passed the end of a right.

    Also of one that was withdrawn a moment ago: whoever signed in again since keeps what he has.
    """
    telling.less(_of_ended(event.grant), RightEnded.type, reason_of(RightEnded.type))


@subscribe(RelationEnded)
def relation_ended(event: RelationEnded) -> None:
    """Nobody acts for an organisation to which nothing ties him."""
    found = visits.begun_before_event(visits.at(event.person, event.organisation), event.happened)
    telling.less(found, RelationEnded.type, reason_of(RelationEnded.type))


@subscribe(PostEnded)
def post_ended(event: PostEnded) -> None:
    """A beheerder's post ended."""
    found = visits.begun_before_event(visits.at(event.person, event.organisation), event.happened)
    telling.less(found, PostEnded.type, reason_of(PostEnded.type))


@subscribe(MandateEnded)
def mandate_ended(event: MandateEnded) -> None:
    """A mandate ended, for the person or for those of the organisation that held it."""
    found = visits.by_mandate(event.giver, event.person, event.holder)
    found = visits.begun_before_event(found, event.happened)
    telling.less(found, MandateEnded.type, reason_of(MandateEnded.type))


@subscribe(FunctionsRecorded)
def functions_recorded(event: FunctionsRecorded) -> None:
    """Somebody no longer represents an organisation by the KBO."""
    for person in event.ended:
        found = visits.at(person, event.organisation)
        telling.less(found, FunctionsRecorded.type, reason_of(FunctionsRecorded.type))


@subscribe(RightStarted)
def right_started(event: RightStarted) -> None:
    """The clock passed the start of a right."""
    telling.more(_of_grant(event.grant), RightStarted.type, reason_of(RightStarted.type))


@subscribe(RightGranted)
def right_granted(event: RightGranted) -> None:
    """A right was granted."""
    for grant in event.grants[:1]:  # all of one right, on one werkrelatie
        telling.more(_of_grant(grant), RightGranted.type, reason_of(RightGranted.type))


WHERE = ("relation__person", "relation__organisation", "role__right__application")


def _of_grant(pk: int) -> Iterable[ClientSession]:
    for where in Grant.objects.filter(pk=pk).values_list(*WHERE):
        yield from visits.at(*where)  # none when a grant that had not begun was withdrawn


def _of_ended(pk: int) -> Iterable[ClientSession]:
    rows = Grant.objects.filter(pk=pk).annotate(bound=REAL_END)
    for bound, *where in rows.values_list("bound", *WHERE):
        yield from visits.begun_before(visits.at(*where), bound)


def _end(rows: Iterable[Session], because: Ending) -> None:
    for row in rows:
        end_session(house, row, because=because)


REASONS[RelationChanged.type] = _("Het einde van een werkrelatie is gewijzigd.")


@subscribe(RelationChanged)
def relation_changed(event: RelationChanged) -> None:
    """Rights end sooner: who takes CAEP events asks again now; the end itself follows then."""
    for relation in WorkRelation.objects.filter(pk=event.relation):
        found = visits.at(relation.person_id, relation.organisation_id)
        telling.more(found, RelationChanged.type, reason_of(RelationChanged.type))
