"""Files of users: told by their content, scanned, encrypted, destroyed on their day (ADR 0013)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import ACTIONS, Invalid, action
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.guard import arranging
from sleutelbos.tools import crypto
from sleutelbos.tools.files import Destroyed, Upload, content_of, destroy, keep, ports, received
from sleutelbos.tools.files.models import FileContent, Scan, StoredFile
from sleutelbos.tools.retention import destroy_files

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"\xff\xd9"
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def stored(upload: Upload, *, gone: bool = False) -> StoredFile:
    """Keep a file as an action of a room would; with ``gone`` destroy it again."""
    name = "test.keep-file"

    def may(by: Actor) -> object:
        return is_system(by)

    may.__doc__ = "Tests."

    def body(by: Actor) -> StoredFile:
        row = keep(upload, retention="test", field="file")
        if gone:
            destroy(row)
        return row

    ACTIONS.pop(name, None)
    does = action(name, label=_("Bewaren"), allow=may, locks=(), sentence="{by}")(body)  # type: ignore[arg-type]
    try:
        return does(system("test"))
    finally:
        ACTIONS.pop(name, None)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")],
)
def test_it_comes_back_as_it_was_and_is_not_readable_in_the_database(
    content: bytes, media_type: str
) -> None:
    row = stored(Upload("blad", content))
    assert (row.media_type, row.size) == (media_type, len(content))
    assert content_of(row) == content
    sealed = bytes(FileContent.objects.get(file=row).sealed)
    assert content not in sealed
    with pytest.raises(InvalidTag):
        crypto.decrypt_bytes(sealed, "file:another")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg"),
        (b"MZ\x90" + b"\x00" * 90, "geen volledige PDF, JPEG of PNG"),
        (PDF[:-8], "geen volledige PDF, JPEG of PNG"),
        (PDF.replace(b"<< >>", b"<< /Launch >>"), "bevat een programma of een bijlage"),
        (PDF.replace(b"<< >>", b"<< /EmbeddedFiles 3 0 R >>"), "een programma of een bijlage"),
        (PDF.replace(b"<< >>", b"<< /JS (x) >>"), "bevat een programma of een bijlage"),
        (PDF.replace(b"<< >>", b"<< >>\nstream\n/JavaScript\nendstream"), "een programma of"),
        (PDF.replace(b"<< >>", b"<< >>\nstream\nx\nendstream /JS (x)"), "een programma of"),
        (PDF.replace(b"<< >>", b"<< >>\nstream\n/JS (x)"), "een programma of"),  # has no end
        (PDF + b"\x00" * (10 * 1024 * 1024), "groter dan 10 MB"),
    ],
)
def test_what_is_not_accepted(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        stored(Upload("blad.pdf", content))
    assert not StoredFile.objects.exists()


def test_what_a_picture_holds_by_chance_is_no_program() -> None:
    chance = b"<< /Filter /DCTDecode >>\nstream\n\x07/JS \x91/XFA \x05\nendstream"
    stored(Upload("scan.pdf", PDF.replace(b"<< >>", chance)))
    assert StoredFile.objects.count() == 1


def test_the_name_of_a_path_and_the_end_of_a_large_file_are_left_out() -> None:
    file = SimpleUploadedFile("a.pdf", PDF)
    file.name = "C:\\temp\\uit\x07treksel.pdf"
    assert received(file).name == "uittreksel.pdf"
    large = SimpleUploadedFile("b.pdf", b"x" * (12 * 1024 * 1024))
    assert len(received(large).content) == 10 * 1024 * 1024 + 1


def test_the_scanner_has_the_last_word() -> None:
    assert stored(Upload("a.pdf", PDF)).scan == Scan.NONE
    with ports.bound(lambda content: ""):
        assert stored(Upload("b.pdf", PDF)).scan == Scan.CLEAN
    with ports.bound(lambda content: "Eicar"), pytest.raises(Invalid, match="een virus: Eicar"):
        stored(Upload("c.pdf", PDF))

    def silent(content: bytes) -> str:
        raise ports.Unavailable

    with ports.bound(silent), pytest.raises(Invalid, match="kon niet nagekeken worden"):
        stored(Upload("d.pdf", PDF))
    assert StoredFile.objects.count() == 2


def test_destroyed_on_its_day_and_still_known() -> None:
    row = stored(Upload("a.pdf", PDF))
    with arranging():
        row.destroy_on = clock.today() + DAY
        row.save()
    destroy_files(clock.now())
    assert content_of(row) == PDF
    with clock.stamped(clock.now() + DAY):
        destroy_files(clock.now())
    with pytest.raises(Destroyed):
        content_of(row)
    row.refresh_from_db()
    assert row.destroyed_at is not None
    assert row.digest == Upload("", PDF).digest


def test_nothing_is_kept_outside_an_action() -> None:
    with pytest.raises(RuntimeError, match="outside an action"):
        keep(Upload("a.pdf", PDF), retention="test")


def test_what_was_destroyed_at_once_left_no_content() -> None:
    row = stored(Upload("a.pdf", PDF), gone=True)
    assert not FileContent.objects.filter(file=row).exists()
