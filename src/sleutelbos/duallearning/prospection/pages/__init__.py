"""The pages of prospectie; importing this declares them all."""

from sleutelbos.duallearning.prospection.pages import leads, leads_edit, overview, sectors

__all__ = ["leads", "leads_edit", "overview", "sectors"]
