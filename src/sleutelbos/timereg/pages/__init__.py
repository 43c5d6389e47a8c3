"""The pages of Tijdsregistratie; importing this declares them all."""

from sleutelbos.timereg.pages import feed, feed_load, project, projects
from sleutelbos.timereg.pages.base import page

__all__ = ["feed", "feed_load", "page", "project", "projects"]
