"""What is accepted: few kinds, told by their content and never by their name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from sleutelbos.kernel import clock
from sleutelbos.tools.files.policies import most_megabytes

MEGABYTE = 1024 * 1024
LONGEST_NAME = 200
FILLING = b"\x00\t\n\r "  # what may follow the end of a file


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its content begins and ends."""

    media_type: str
    label: str
    begins: bytes
    ends: bytes


KINDS = (
    Kind("application/pdf", "PDF", b"%PDF-", b"%%EOF"),
    Kind("image/jpeg", "JPEG", b"\xff\xd8\xff", b"\xff\xd9"),
    Kind("image/png", "PNG", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
)
# What makes a PDF do something by itself; a paper never needs it.
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
# As short as these the packed bytes of a picture may look by chance: they count outside streams.
ACTIVE_SHORT = re.compile(rb"/(JS|XFA)\b")
STREAM = re.compile(rb">>\s*stream\r?\n")


@dataclass(frozen=True)
class Upload:
    """A file as it came in; in the digest of a form it stands for its content."""

    name: str
    content: bytes = field(repr=False)

    def __str__(self) -> str:
        return f"{self.name} {self.digest}"

    @property
    def digest(self) -> str:
        """sha256 of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def kind(self) -> Kind | None:
        """What the content is; None when it is nothing that we accept."""
        body = self.content.rstrip(FILLING)
        for kind in KINDS:
            if body.startswith(kind.begins) and body.endswith(kind.ends):
                return kind
        return None


def received(file: UploadedFile[Any]) -> Upload:
    """The file of a form. One that is too large is not read to the end: it is refused anyway."""
    name = (file.name or "").rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    plain = "".join(one for one in name if one.isprintable())[-LONGEST_NAME:]
    limit = most_megabytes.on(clock.today()) * MEGABYTE
    return Upload(plain or _("bestand"), file.read(limit + 1))


def problem_with(upload: Upload) -> str:
    """Why a file is not accepted, in a sentence; empty when it is."""
    most = most_megabytes.on(clock.today())
    if not upload.content:
        return _("Dit bestand is leeg. Kies een ander bestand.")
    if len(upload.content) > most * MEGABYTE:
        return _("Dit bestand is groter dan %s MB. Maak het kleiner.") % most
    kind = upload.kind
    if kind is None:
        return _(
            "Dit is geen volledige PDF, JPEG of PNG, wat de naam ook zegt. Kies een ander bestand."
        )
    if kind.media_type == "application/pdf" and _acts(upload.content):
        return _(
            "Deze PDF bevat een programma of een bijlage. Druk ze opnieuw af naar PDF en probeer"
            " het opnieuw."
        )
    return ""


def _acts(pdf: bytes) -> bool:
    outside = b"".join(_outside_streams(pdf))
    return bool(ACTIVE.search(pdf) or ACTIVE_SHORT.search(outside))


def _outside_streams(pdf: bytes) -> Iterator[bytes]:
    at = 0
    while (begin := STREAM.search(pdf, at)) is not None:
        yield pdf[at : begin.end()]
        end = pdf.find(b"endstream", begin.end())
        at = begin.end() if end < 0 else end
        if end < 0:
            break
    yield pdf[at:]
