"""Papers of the demo: a small, whole PDF with one line of text."""

from __future__ import annotations

from sleutelbos.tools.files import Upload


def paper(title: str) -> Upload:
    """A page that says what it stands for; only letters, digits and spaces."""
    text = "".join(one for one in title if one.isascii() and (one.isalnum() or one in " -."))
    draw = f"BT /F1 16 Tf 60 760 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    content += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n" % (len(objects) + 1)
    content += b"%d\n%%%%EOF\n" % start
    return Upload(f"{text}.pdf", content)
