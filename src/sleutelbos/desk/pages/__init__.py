"""The pages of the desk; ``page.urls()`` goes to ``config/urls.py``.

``help`` stands before ``manual``: its addresses are narrower.
"""

from sleutelbos.desk.pages import (
    conversations,
    help,
    help_meeting,
    helpdesk,
    helpdesk_organisation,
    home,
    manual,
    mine,
    news,
    profile,
    runs,
    who,
)
from sleutelbos.desk.pages.base import page

__all__ = [
    "conversations",
    "help",
    "help_meeting",
    "helpdesk",
    "helpdesk_organisation",
    "home",
    "manual",
    "mine",
    "news",
    "page",
    "profile",
    "runs",
    "who",
]
