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
    KboPast,
)
from sleutelbos.register.models.codes import CodeListEntry
from sleutelbos.register.models.functions import OrganisationFunction
from sleutelbos.register.models.kbo import KboEvent, KboFollow, KboLoad
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
    "KboEvent",
    "KboExtract",
    "KboFollow",
    "KboLoad",
    "KboPast",
    "Organisation",
    "OrganisationFunction",
    "OrganisationIdentifier",
    "Person",
    "PersonIdentifier",
    "Site",
    "TargetGroupMembership",
]
