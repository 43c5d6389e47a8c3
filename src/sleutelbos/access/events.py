"""What Gebruikersbeheer announces; payloads hold keys and codes only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from sleutelbos.kernel import clock
from sleutelbos.kernel.outbox import Event


def _now() -> str:
    return clock.now().isoformat()


@dataclass(frozen=True, kw_only=True)
class Dated:
    """``happened``: from when on (ISO 8601, the clock that counts) it is so; the action's stamp.

    Whoever began something later already did so knowing it.
    """

    happened: str = field(default_factory=_now)


@dataclass(frozen=True)
class RelationAdded(Event):
    """A werkrelatie was made."""

    type: ClassVar[str] = "access.relation-added"
    relation: int


@dataclass(frozen=True)
class RelationEnded(Dated, Event):
    """A werkrelatie got an end, with its grants and posts."""

    type: ClassVar[str] = "access.relation-ended"
    person: int
    organisation: int
    reason: str


@dataclass(frozen=True)
class RelationChanged(Event):
    """A werkrelatie got another end; ``grants`` and ``posts`` on it end sooner by it."""

    type: ClassVar[str] = "access.relation-changed"
    relation: int
    grants: list[int]
    posts: list[int]


@dataclass(frozen=True)
class RightGranted(Event):
    """A right was granted with one or more roles, in one go; ``to_oneself`` by a beheerder."""

    type: ClassVar[str] = "access.right-granted"
    relation: int
    grants: list[int]
    to_oneself: bool = False


@dataclass(frozen=True)
class GrantChanged(Event):
    """The period of a grant changed."""

    type: ClassVar[str] = "access.grant-changed"
    grant: int


@dataclass(frozen=True)
class GrantWithdrawn(Dated, Event):
    """A grant was withdrawn, with the reason given."""

    type: ClassVar[str] = "access.grant-withdrawn"
    person: int
    organisation: int
    role: int
    reason: str


@dataclass(frozen=True)
class RightStarted(Event):
    """The clock passed the start of a grant."""

    type: ClassVar[str] = "access.right-started"
    grant: int


@dataclass(frozen=True)
class RightEnded(Event):
    """The clock passed the end of a grant."""

    type: ClassVar[str] = "access.right-ended"
    grant: int


@dataclass(frozen=True)
class RightEnding(Event):
    """Grants of one right on one werkrelatie end within so many days."""

    type: ClassVar[str] = "access.right-ending"
    grants: list[int]
    days: int


@dataclass(frozen=True)
class PostFilled(Event):
    """Somebody was appointed as beheerder."""

    type: ClassVar[str] = "access.post-filled"
    post: int


@dataclass(frozen=True)
class PostEnded(Dated, Event):
    """A beheerder's post got an end."""

    type: ClassVar[str] = "access.post-ended"
    person: int
    organisation: int
    kind: str


@dataclass(frozen=True)
class PostEnding(Event):
    """A beheerder's post ends within so many days."""

    type: ClassVar[str] = "access.post-ending"
    post: int
    days: int


@dataclass(frozen=True)
class MandateEnded(Dated, Event):
    """A mandate got an end; ``person`` or ``holder`` (an organisation) held it."""

    type: ClassVar[str] = "access.mandate-ended"
    giver: int
    person: int | None
    holder: int | None


@dataclass(frozen=True)
class OrganisationOrphaned(Event):
    """An organisation has no beheerder left; the next in the chain must act (G03)."""

    type: ClassVar[str] = "access.organisation-orphaned"
    organisation: int


@dataclass(frozen=True)
class BeheerderInvited(Event):
    """Somebody who may appoint a beheerder is asked to do so."""

    type: ClassVar[str] = "access.beheerder-invited"
    organisation: int
    person: int
    asked_by: int | None


@dataclass(frozen=True)
class RightAsked(Event):
    """A user asked for a right."""

    type: ClassVar[str] = "access.right-asked"
    request: int


@dataclass(frozen=True)
class RequestDecided(Event):
    """A request for a right was granted or refused."""

    type: ClassVar[str] = "access.request-decided"
    request: int


@dataclass(frozen=True)
class ClientSubmitted(Event):
    """A client waits for the approval of a second person."""

    type: ClassVar[str] = "access.client-submitted"
    client: int


@dataclass(frozen=True)
class ClientSentBack(Event):
    """A client that was handed in became a draft again, with the reason."""

    type: ClassVar[str] = "access.client-sent-back"
    client: int
    by: int | None
    reason: str


@dataclass(frozen=True)
class ClientApproved(Event):
    """A client may be used from now on."""

    type: ClassVar[str] = "access.client-approved"
    client: int
    by: int | None


@dataclass(frozen=True)
class ClientChanged(Event):
    """A change of an active client was approved: it works with other values from now on."""

    type: ClassVar[str] = "access.client-changed"
    client: int
    change: int


@dataclass(frozen=True)
class ClientBlocked(Event):
    """A client may do nothing any more."""

    type: ClassVar[str] = "access.client-blocked"
    client: int


@dataclass(frozen=True)
class ChangeProposed(Event):
    """A change of an active client waits for a second person."""

    type: ClassVar[str] = "access.client-change-proposed"
    change: int


@dataclass(frozen=True)
class ChangeDropped(Event):
    """A change of an active client does not go on."""

    type: ClassVar[str] = "access.client-change-dropped"
    change: int


@dataclass(frozen=True)
class SecretMade(Event):
    """A secret of a client in use waits for a second person."""

    type: ClassVar[str] = "access.client-secret-made"
    secret: int


@dataclass(frozen=True)
class SecretApproved(Event):
    """A secret of a client counts."""

    type: ClassVar[str] = "access.client-secret-approved"
    secret: int


@dataclass(frozen=True)
class SecretEnding(Event):
    """A secret of a client ends within so many days."""

    type: ClassVar[str] = "access.client-secret-ending"
    secret: int
    days: int


@dataclass(frozen=True)
class TrustAdded(Event):
    """That a client exchanges tokens of users for those of another waits for a second person."""

    type: ClassVar[str] = "access.trust-added"
    trust: int


@dataclass(frozen=True)
class TrustApproved(Event):
    """A client may exchange a user's token for one of another client."""

    type: ClassVar[str] = "access.trust-approved"
    trust: int
