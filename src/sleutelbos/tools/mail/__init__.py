"""Mail: written in the transaction that causes it, handed to the mail server afterwards."""
