"""Tables of agreements; one file per aggregate."""

from sleutelbos.duallearning.agreement.models.addenda import Addendum, AddendumChange
from sleutelbos.duallearning.agreement.models.agreements import Agreement, AgreementTerms
from sleutelbos.duallearning.agreement.models.learners import Learner
from sleutelbos.duallearning.agreement.models.suspensions import Suspension

__all__ = [
    "Addendum",
    "AddendumChange",
    "Agreement",
    "AgreementTerms",
    "Learner",
    "Suspension",
]
