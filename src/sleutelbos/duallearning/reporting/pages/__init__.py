"""The pages of 'Mijn organisatie'; importing this declares them."""

from sleutelbos.duallearning.reporting.pages import my_organisation, reports

__all__ = ["my_organisation", "reports"]
