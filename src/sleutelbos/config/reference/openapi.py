"""The OpenAPI document, for an instance at example hosts."""

from __future__ import annotations

import json
from pathlib import Path

from sleutelbos.config import openapi

SITE, DECISIONS = "https://toegang.example.be", "https://beslissingen.example.be"


def page(root: Path) -> str:
    """As ``/openapi.json`` of that instance, with a line for each property."""
    return json.dumps(openapi.document(SITE, DECISIONS), ensure_ascii=False, indent=1) + "\n"
