"""Tables of recognition; one file per aggregate."""

from sleutelbos.duallearning.recognition.models.audiences import AudienceText
from sleutelbos.duallearning.recognition.models.free_places import FreePlace
from sleutelbos.duallearning.recognition.models.mandates import MandatePaper
from sleutelbos.duallearning.recognition.models.programmes import (
    Programme,
    ProgrammeActivity,
    ProgrammeOffer,
)
from sleutelbos.duallearning.recognition.models.recognitions import Mentor, Recognition
from sleutelbos.duallearning.recognition.models.requests import (
    Request,
    RequestCondition,
    RequestDocument,
)
from sleutelbos.duallearning.recognition.models.routing import (
    Delegation,
    JointCommittee,
    RoutingRule,
)
from sleutelbos.duallearning.recognition.models.schools import SchoolRequest

__all__ = [
    "AudienceText",
    "Delegation",
    "FreePlace",
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
    "SchoolRequest",
]
