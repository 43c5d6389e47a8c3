"""Files with secrets: made once, for their owner alone."""

from __future__ import annotations

import os
from pathlib import Path


def keep_once(path: Path, content: bytes) -> None:
    """Write a file of mode 0600, whole or not at all; one that is there stays as it is.

    Safe when two processes try at once: one of them wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
