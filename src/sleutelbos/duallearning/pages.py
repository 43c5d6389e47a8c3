"""All pages of Werkplek Duaal; importing this declares them."""

from sleutelbos.duallearning import front
from sleutelbos.duallearning.agreement import pages as agreement
from sleutelbos.duallearning.prospection import pages as prospection
from sleutelbos.duallearning.recognition.pages import page
from sleutelbos.duallearning.reporting import pages as reporting
from sleutelbos.duallearning.signals import pages as signals

__all__ = ["agreement", "front", "page", "prospection", "reporting", "signals"]
