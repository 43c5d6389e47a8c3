"""The pages of the demo; importing this declares them all."""

from sleutelbos.demo.pages import cheats, clockwork, mailbox, overview, restart
from sleutelbos.demo.pages.base import page

__all__ = ["cheats", "clockwork", "mailbox", "overview", "page", "restart"]
