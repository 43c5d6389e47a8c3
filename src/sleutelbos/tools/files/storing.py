"""Keep a file, read it back, destroy it. Written within the action of the room that asks."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, in_action
from sleutelbos.tools import crypto
from sleutelbos.tools.files import ports
from sleutelbos.tools.files.accepting import Upload, problem_with
from sleutelbos.tools.files.models import FileContent, Scan, StoredFile


class Destroyed(LookupError):
    """The content of a file is gone; what it was stays known."""


def keep(upload: Upload, *, retention: str, field: str = "file") -> StoredFile:
    """Check, scan, encrypt and keep a file; within an action.

    ``retention`` names in one word why it is kept. Invalid under ``field`` for a file that is too
    large, of another kind than its content should be, or in which the scanner finds something.
    """
    if not in_action():
        raise RuntimeError("keep() outside an action")
    problem = problem_with(upload)
    if problem:
        raise Invalid({field: problem})
    kind = upload.kind
    assert kind is not None
    row = StoredFile.objects.create(
        name=upload.name,
        media_type=kind.media_type,
        size=len(upload.content),
        digest=upload.digest,
        stored_at=clock.now(),
        retention=retention,
        scan=_scanned(upload, field),
    )
    sealed = crypto.encrypt_bytes(upload.content, _purpose(row))
    FileContent.objects.create(file=row, sealed=sealed)
    return row


def _scanned(upload: Upload, field: str) -> Scan:
    scan = ports.scanner()
    if scan is None:
        return Scan.NONE
    try:
        found = scan(upload.content)
    except ports.Unavailable as problem:
        sentence = _("Het bestand kon niet nagekeken worden op virussen. Probeer het straks weer.")
        raise Invalid({field: sentence}) from problem
    if found:
        raise Invalid({field: _("In dit bestand zit een virus: %s. Het is niet bewaard.") % found})
    return Scan.CLEAN


def content_of(row: StoredFile) -> bytes:
    """The content of a file. Raises Destroyed when its term is over."""
    found = FileContent.objects.filter(file=row).first()
    if found is None:
        raise Destroyed(str(row.uid))
    return crypto.decrypt_bytes(bytes(found.sealed), _purpose(row))


def destroy(row: StoredFile) -> None:
    """Remove the content for good; within an action. Again, nothing happens."""
    FileContent.objects.filter(file=row).delete()
    if row.destroyed_at is None:
        row.destroyed_at = clock.now()
        row.save(update_fields=["destroyed_at"])


def _purpose(row: StoredFile) -> str:
    return f"file:{row.uid}"
