"""The tables of Werkplek Duaal, for Django; each part of the room keeps its own."""

from sleutelbos.duallearning.agreement import models as agreement
from sleutelbos.duallearning.prospection import models as prospection
from sleutelbos.duallearning.recognition import models as recognition
from sleutelbos.duallearning.signals import models as signals

__all__ = ["agreement", "prospection", "recognition", "signals"]
