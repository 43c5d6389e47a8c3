"""Tables of the register; one file per aggregate."""

from sleutelbos.register.kbo.models import (
    KboActivity,
    KboAddress,
    KboBranch,
    KboCode,
    KboContact,
    KboDenomination,
    KboEnterprise,
    KboEstablishment,
    KboExtract,
)
from sleutelbos.register.models.codes import CodeListEntry
from sleutelbos.register.models.functions import OrganisationFunction
from sleutelbos.register.models.organisations import (
    Organisation,
    OrganisationIdentifier,
    Site,
    TargetGroupMembership,
)
from sleutelbos.register.models.persons import Person, PersonIdentifier

__all__ = [
    "CodeListEntry",
    "KboActivity",
    "KboAddress",
    "KboBranch",
    "KboCode",
    "KboContact",
    "KboDenomination",
    "KboEnterprise",
    "KboEstablishment",
    "KboExtract",
    "Organisation",
    "OrganisationFunction",
    "OrganisationIdentifier",
    "Person",
    "PersonIdentifier",
    "Site",
    "TargetGroupMembership",
]
