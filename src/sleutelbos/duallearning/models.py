"""The tables of Werkplek Duaal, for Django; each part of the room keeps its own."""

from sleutelbos.duallearning.recognition.models import (
    Delegation,
    JointCommittee,
    MandatePaper,
    Mentor,
    Programme,
    ProgrammeActivity,
    ProgrammeOffer,
    Recognition,
    Request,
    RequestCondition,
    RequestDocument,
    RoutingRule,
)

__all__ = [
    "Delegation",
    "JointCommittee",
    "MandatePaper",
    "Mentor",
    "Programme",
    "ProgrammeActivity",
    "ProgrammeOffer",
    "Recognition",
    "Request",
    "RequestCondition",
    "RequestDocument",
    "RoutingRule",
]
