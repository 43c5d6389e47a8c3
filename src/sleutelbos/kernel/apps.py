"""Django application of the kernel."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from sleutelbos.kernel import guard


class KernelConfig(AppConfig):
    """Installs the write guard after each migrate (technical, no business meaning)."""

    name = "sleutelbos.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hook the guard to migrate, so that a new table can't be left open."""
        post_migrate.connect(guard.install_after_migrate, dispatch_uid="sleutelbos.guard")
