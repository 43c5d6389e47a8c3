"""Tables of agreements; one file per aggregate."""

from sleutelbos.duallearning.agreement.models.addenda import Addendum, AddendumChange
from sleutelbos.duallearning.agreement.models.agreements import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.models.learner_links import LearnerLink
from sleutelbos.duallearning.agreement.models.learners import Learner
from sleutelbos.duallearning.agreement.models.signatures import Signature
from sleutelbos.duallearning.agreement.models.suspensions import Suspension
from sleutelbos.duallearning.agreement.models.tasks import AgreementTask

__all__ = [
    "Addendum",
    "AddendumChange",
    "Agreement",
    "AgreementTask",
    "AgreementTerms",
    "Learner",
    "LearnerLink",
    "Signature",
    "Suspension",
]
