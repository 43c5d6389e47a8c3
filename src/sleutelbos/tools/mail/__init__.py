"""Mail: written in the transaction that causes it, handed to the mail server afterwards."""

from sleutelbos.tools.mail.posting import Receiver, post, post_outside

__all__ = ["Receiver", "post", "post_outside"]
