"""Tables of recognition; one file per aggregate."""

from sleutelbos.duallearning.recognition.models.audiences import AudienceText
from sleutelbos.duallearning.recognition.models.free_places import FreePlace
from sleutelbos.duallearning.recognition.models.handling import (
    HandOver,
    RecognitionTask,
    Visit,
)
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
from sleutelbos.duallearning.recognition.models.sanctions import Sanction, SanctionLetter
from sleutelbos.duallearning.recognition.models.schools import ProgrammingDelivery, SchoolRequest
from sleutelbos.duallearning.recognition.models.training import MentorTraining
from sleutelbos.duallearning.recognition.models.votes import Ballot, VoteRound

__all__ = [
    "AudienceText",
    "Ballot",
    "Delegation",
    "FreePlace",
    "HandOver",
    "JointCommittee",
    "MandatePaper",
    "Mentor",
    "MentorTraining",
    "Programme",
    "ProgrammeActivity",
    "ProgrammeOffer",
    "ProgrammingDelivery",
    "Recognition",
    "RecognitionTask",
    "Request",
    "RequestCondition",
    "RequestDocument",
    "RoutingRule",
    "Sanction",
    "SanctionLetter",
    "SchoolRequest",
    "Visit",
    "VoteRound",
]
