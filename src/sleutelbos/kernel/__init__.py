"""The gate and what it stands on: actions, decisions, flows, actors, audit, outbox, clock, periods.

No business word lives here. The feature list is frozen (ADR 0002).
"""
