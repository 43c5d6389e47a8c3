"""Scheduled jobs, run in the order of their instants, once each."""

from sleutelbos.tools.jobs.registry import job
from sleutelbos.tools.jobs.scheduler import run_due, run_pending

__all__ = ["job", "run_due", "run_pending"]
