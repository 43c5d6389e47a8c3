"""All pages of Werkplek Duaal; importing this declares them."""

from sleutelbos.duallearning.recognition.pages import page

__all__ = ["page"]
