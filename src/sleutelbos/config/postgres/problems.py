"""What the launcher says when it can't go on."""


class PostgresError(RuntimeError):
    """The embedded server can't be had; the text says why and what helps."""
