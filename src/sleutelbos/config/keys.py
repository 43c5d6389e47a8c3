"""The keys of an instance: one JSON file outside the database."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from sleutelbos.tools.secret_files import keep_once


@dataclass(frozen=True)
class Keys:
    """32 bytes each: Django's signing, data encryption, look-up hash, seal of the audit."""

    django: bytes
    data: bytes
    lookup: bytes
    audit: bytes


def load(path: Path, *, create: bool) -> Keys:
    """Read the key file; made (mode 0600) when absent and ``create``.

    Raises FileNotFoundError when absent in production: keys are never made up there.
    """
    if not path.exists():
        if not create:
            raise FileNotFoundError(f"key file {path} is missing; make it with 'sleutelbos keys'")
        make(path)
    stored = json.loads(path.read_text())
    return Keys(**{f.name: base64.b64decode(stored[f.name]) for f in fields(Keys)})


def make(path: Path) -> None:
    """Write a new key file; refuses to overwrite one. Safe when two processes try at once."""
    fresh = {f.name: base64.b64encode(secrets.token_bytes(32)).decode() for f in fields(Keys)}
    keep_once(path, json.dumps(fresh, indent=1).encode())
