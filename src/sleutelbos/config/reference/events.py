"""Every event with its payload and who listens."""

from __future__ import annotations

from dataclasses import fields
from inspect import getdoc
from pathlib import Path

from sleutelbos.config.reference.markdown import NOTICE, table
from sleutelbos.kernel.outbox import EVENTS, SUBSCRIBERS
from sleutelbos.tools.jobs.registry import JOBS

OURS = "sleutelbos."


def page(root: Path) -> str:
    """Events, then the scheduled jobs."""
    rows = []
    for name in sorted(EVENTS):
        kind = EVENTS[name]
        if not kind.__module__.startswith(OURS) or not name:
            continue
        payload = ", ".join(f"{field.name}: {field.type}" for field in fields(kind))
        listeners = ", ".join(_short(handler) for handler in SUBSCRIBERS.get(name, ()))
        rows.append((f"`{name}`", getdoc(kind) or "", payload, listeners or "–"))
    text = NOTICE + "# Gebeurtenissen\n\n"
    text += table(["gebeurtenis", "wat er gebeurde", "inhoud", "wie luistert"], rows)
    jobs = [(f"`{job.name}`", job.label, f"`{job.cron}`") for _, job in sorted(JOBS.items())]
    text += "\n## Geplande taken (tijd in Brussel)\n\n"
    return text + table(["taak", "wat ze doet", "wanneer"], jobs)


def _short(handler: str) -> str:
    return f"`{handler.removeprefix(OURS)}`"
