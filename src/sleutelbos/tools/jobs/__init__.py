"""Scheduled jobs and the worker process."""
