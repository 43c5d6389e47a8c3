"""Ties the rooms together: ports to who answers them, events to who listens."""

from __future__ import annotations

from sleutelbos.access import (
    jobs as access_jobs,
)
from sleutelbos.access import (
    mails as access_mails,
)
from sleutelbos.access.administration import AccessAdministration
from sleutelbos.kernel import telling
from sleutelbos.register import ports as register_ports
from sleutelbos.register.public import Person
from sleutelbos.tools.mail import ports as mail_ports
from sleutelbos.tools.mail.ports import Address

# Modules that subscribe to events or declare jobs by being imported.
LISTENERS = (access_jobs, access_mails)


def address_of(person: int) -> Address | None:
    """Where the register says that a person is reached."""
    row = Person.objects.filter(pk=person, deceased_on=None).exclude(email="").first()
    if row is None:
        return None
    return Address(row.email, row.language, row.name, reference=f"register.person:{row.pk}")


def bind() -> None:
    """Bind every port; called once, when all applications are ready."""
    telling.ACTOR_MODELS["person"] = "register.person"
    mail_ports.bind(address_of)
    register_ports.bind(administration=AccessAdministration())
