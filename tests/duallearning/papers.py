"""Files as people hand them over: a whole PDF, an image, and what only looks like one."""

from __future__ import annotations

from sleutelbos.tools.files import Upload

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode."


def paper(name: str = "uittreksel.pdf", content: bytes = PDF) -> Upload:
    """A file that is accepted, unless the content is not."""
    return Upload(name, content)
