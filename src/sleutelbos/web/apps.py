"""Django application of the page toolkit."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and template tags; no models."""

    name = "sleutelbos.web"
    label = "web"
