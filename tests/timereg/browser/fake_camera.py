"""A film for Chromium's fake camera: one QR code, seen straight (Y4M)."""

from __future__ import annotations

from pathlib import Path

import segno

WIDTH, HEIGHT = 640, 480
WHITE, BLACK, GREY = b"\xeb", b"\x10", b"\x80"


def write(path: Path, code: str, frames: int = 3) -> Path:
    """Write the film; the camera repeats it."""
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\n".encode()
    path.write_bytes(header + (b"FRAME\n" + _frame(code)) * frames)
    return path


def _frame(code: str) -> bytes:
    rows = [bytes(row) for row in segno.make(code, micro=False).matrix]
    size = 300 // len(rows)
    left = (WIDTH - size * len(rows)) // 2
    blank = WHITE * WIDTH
    lines = []
    for row in rows:
        dots = b"".join((BLACK if dot else WHITE) * size for dot in row)
        lines += [(WHITE * left + dots).ljust(WIDTH, WHITE)] * size
    above = (HEIGHT - len(lines)) // 2
    luma = b"".join([blank] * above + lines + [blank] * (HEIGHT - above - len(lines)))
    return luma + GREY * (WIDTH * HEIGHT // 2)
