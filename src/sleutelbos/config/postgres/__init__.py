"""The embedded PostgreSQL of development, tests, demo and trial.

:func:`use` gives a process its database: it leaves ``DATABASE_URL`` alone when that is set, and
else starts (or joins) the embedded server, makes the database and sets ``DATABASE_URL``.
Many processes share one server; the last one out stops it.
"""

from sleutelbos.config.postgres.databases import Databases
from sleutelbos.config.postgres.problems import PostgresError
from sleutelbos.config.postgres.server import Server, ensure_server, use

__all__ = ["Databases", "PostgresError", "Server", "ensure_server", "use"]
