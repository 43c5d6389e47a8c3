"""Mail: written in the transaction that causes it, handed to the mail server afterwards."""

from sleutelbos.tools.mail.posting import post

__all__ = ["post"]
