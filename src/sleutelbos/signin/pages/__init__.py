"""The pages of Toegangsbeheer; ``page.urls()`` goes to ``config/urls.py``."""

from sleutelbos.signin.pages import capacity, entering, keys
from sleutelbos.signin.pages.base import page

__all__ = ["capacity", "entering", "keys", "page"]
