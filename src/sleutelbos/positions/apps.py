"""Django application of this room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """See README.md of the room."""

    name = "sleutelbos.positions"
    label = "positions"
