"""The checked lines of a file of BTB, on their way from the dry run to the confirmation.

They travel in the page itself, encrypted: the numbers stand nowhere in the clear, and only the
actor who chose the file can give it back.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.utils.translation import gettext as _t

from sleutelbos.access.actions.record_btb import BtbLine
from sleutelbos.kernel.actions import Invalid
from sleutelbos.kernel.actors import Actor
from sleutelbos.register.public import Organisation, Person
from sleutelbos.tools import crypto


def seal(by: Actor, lines: Sequence[BtbLine]) -> str:
    """The checked lines as a text that only this actor can give back."""
    rows = [
        {
            "number": line.number,
            "organisation": str(line.organisation.uid),
            "person": str(line.person.uid) if line.person else "",
            "insz": line.insz,
            "kind": line.kind,
            "domain": line.domain,
            "first": line.first.isoformat(),
            "last": line.last.isoformat() if line.last else "",
        }
        for line in lines
    ]
    return urlsafe_b64encode(crypto.encrypt(json.dumps(rows), _purpose(by))).decode()


def unseal(by: Actor, text: str) -> list[BtbLine]:
    """The reverse of :func:`seal`; Invalid for a text that is not this actor's."""
    try:
        rows = json.loads(crypto.decrypt(urlsafe_b64decode(text), _purpose(by)))
    except (InvalidTag, ValueError) as error:
        raise Invalid(_t("Kies het bestand opnieuw.")) from error
    organisations = {
        str(one.uid): one
        for one in Organisation.objects.filter(uid__in={row["organisation"] for row in rows})
    }
    wanted = {UUID(row["person"]) for row in rows if row["person"]}
    persons = {str(one.uid): one for one in Person.objects.filter(uid__in=wanted)}
    return [
        BtbLine(
            row["number"],
            organisations[row["organisation"]],
            persons.get(row["person"]),
            row["kind"],
            row["domain"],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]) if row["last"] else None,
            row["insz"],
        )
        for row in rows
    ]


def _purpose(by: Actor) -> str:
    return f"access.btb:{by.ref}"
