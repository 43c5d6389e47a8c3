"""Django application of the assembly: commands and wiring."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Binds ports, navigation and subscriptions when all rooms are ready."""

    name = "sleutelbos.config"
    label = "config"
