"""About which rows may be asked: how outsiders name them, and who sees them.

The queries are those of the pages: what somebody can't see there, doesn't exist for him here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sleutelbos.access import queries
from sleutelbos.access.queries import clients, mandates, posts, requests
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation


def uid(text: str) -> str | None:
    """A public key as the database writes it; None for what can't be one."""
    try:
        return str(UUID(text))
    except ValueError:
        return None


def name(text: str) -> str | None:
    """A name of visible signs; None for anything else."""
    return text if text.isascii() and text.isprintable() else None


@dataclass(frozen=True)
class Sight:
    """The rows of a model that an actor sees, acting for an organisation.

    ``key`` is the field that names a row; ``read`` its value from a text, None when it can't be.
    """

    rows: Callable[[Actor, Organisation], QuerySet[Any]]
    key: str = "uid"
    read: Callable[[str], str | None] = uid


# Label of the model → who sees its rows.
SIGHTS: dict[str, Sight] = {
    "access.grant": Sight(queries.grants_in),
    "access.workrelation": Sight(
        lambda by, place: queries.relations_in(by, place).select_related(
            "person", "organisation", "site"
        )
    ),
    "access.post": Sight(lambda by, place: posts.posts_of_overseen(by)),
    "access.mandate": Sight(mandates.mandates_of),
    "access.rightrequest": Sight(lambda by, place: requests.requests_seen(by)),
    "access.client": Sight(lambda by, place: clients.clients_seen(by), "client_id", name),
    "access.clientchange": Sight(lambda by, place: clients.changes_seen(by)),
}
