"""Secrets of links and codes, derived with a key outside the database (W24).

Who reads the database finds no way in: it has only a keyed hash of a link. Who sends a mail makes
its link or code anew from the row.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from sleutelbos.duallearning.agreement.models import LearnerLink, Signature
from sleutelbos.tools import crypto

LINK, LEARNER, CODE, DIGEST = (
    "duallearning-signature-link",
    "duallearning-learner-link",
    "duallearning-signature-code",
    "duallearning-link-digest",
)
BYTES = 24  # 192 bits: nobody guesses it
DIGITS = 6


def secret_of(row: Signature | LearnerLink) -> str:
    """The last part of the link: opaque, another one each time that it is sent."""
    if isinstance(row, Signature):
        made = crypto.lookup(f"{row.uid}:{row.links}", LINK)
    else:
        made = crypto.lookup(str(row.uid), LEARNER)
    return urlsafe_b64encode(made[:BYTES]).decode()


def digest_of(secret: str) -> bytes:
    """The keyed hash under which a link is found."""
    return crypto.lookup(secret, DIGEST)


def code_of(row: Signature, number: int) -> str:
    """The code that was mailed as the one with that number of a signature."""
    made = crypto.lookup(f"{row.uid}:{row.links}:{number}", CODE)
    return f"{int.from_bytes(made[:8]) % 10**DIGITS:0{DIGITS}}"
