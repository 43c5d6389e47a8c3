"""Django application of the assembly: commands and wiring."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Binds ports and subscriptions when all rooms are ready."""

    name = "sleutelbos.config"
    label = "config"

    def ready(self) -> None:
        """Models exist only now, so the wiring is imported here."""
        import_module("sleutelbos.config.wiring").bind()
