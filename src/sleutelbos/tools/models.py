"""All tables of the tools."""

from __future__ import annotations

from sleutelbos.tools.files.models import FileContent, StoredFile
from sleutelbos.tools.jobs.models import JobTick
from sleutelbos.tools.mail.models import Delivery, Message
from sleutelbos.tools.policies.models import PolicyValue
from sleutelbos.tools.runs.models import Run, RunLine, RunProgress

__all__ = [
    "Delivery",
    "FileContent",
    "JobTick",
    "Message",
    "PolicyValue",
    "Run",
    "RunLine",
    "RunProgress",
    "StoredFile",
]
