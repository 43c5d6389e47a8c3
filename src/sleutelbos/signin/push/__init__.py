"""Telling clients that a session or a right ended, within seconds, until they took it (G25)."""
