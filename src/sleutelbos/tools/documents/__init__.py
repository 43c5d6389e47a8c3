"""Documents: a versioned template and plain facts become a PDF that everybody can read."""

from sleutelbos.tools.documents.rendering import BadDocument, render_pdf

__all__ = ["BadDocument", "render_pdf"]
