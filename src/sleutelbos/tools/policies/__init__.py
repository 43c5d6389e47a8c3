"""Dated settings: values only. What they mean is a Python function of facts and values."""

from sleutelbos.tools.policies.actions import set_value
from sleutelbos.tools.policies.findings import Finding, Severity, refuse
from sleutelbos.tools.policies.registry import Policy, policy, reading_once, value_of
from sleutelbos.tools.policies.seeding import seed_policies

__all__ = [
    "Finding",
    "Policy",
    "Severity",
    "policy",
    "reading_once",
    "refuse",
    "seed_policies",
    "set_value",
    "value_of",
]
