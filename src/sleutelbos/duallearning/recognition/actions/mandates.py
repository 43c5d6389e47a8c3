"""A school or a partnership registers the machtiging that a company signed (W03)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access.public import Role, give_mandate
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.events import MandateRegistered
from sleutelbos.duallearning.recognition.models import MandatePaper
from sleutelbos.duallearning.recognition.rules import roles
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action, emit
from sleutelbos.kernel.actors import Actor, system
from sleutelbos.kernel.decisions import Decision
from sleutelbos.kernel.periods import from_now
from sleutelbos.register.public import Organisation, OrganisationKind, know_organisation
from sleutelbos.tools.files import Upload, keep

# Which role of the holder acts for the company, by the sort of its organisation (S2, S3).
ROLES = {OrganisationKind.SCHOOL: names.GUIDE, OrganisationKind.PARTNERSHIP: names.CLERK}


def may_register(
    by: Actor, holder: Organisation, *, number: str, last: date, paper: Upload
) -> Decision:
    """A trajectbegeleider of the school, or a Medewerker of the partnership."""
    return roles.registers_mandates(by, holder.pk)


def facts_of_paper(result: MandatePaper, *args: object, **kwargs: object) -> dict[str, object]:
    """Who lets whom act, until when."""
    mandate = result.mandate
    return {
        "mandate": mandate,
        "giver": mandate.giver,
        "holder": mandate.organisation,
        "period": mandate.valid,
    }


@action(
    "duallearning.register-mandate",
    label=_("Ondertekende machtiging registreren"),
    allow=may_register,
    sentence=_("{by} registreerde de ondertekende machtiging van {giver} voor {holder}."),
    about=facts_of_paper,
)
def register_mandate(
    by: Actor, holder: Organisation, *, number: str, last: date, paper: Upload
) -> MandatePaper:
    """Keep the paper that a company signed; from now on the people of the holder act for it.

    The company is told, sees it and can end it. Invalid for a number that the KBO doesn't know, a
    company that stopped, a day that is over, a file that is no paper, or a machtiging that counts
    already.
    """
    code = ROLES.get(OrganisationKind(holder.kind))
    if code is None:
        raise Invalid(_t("Een school of een sectoraal partnerschap wordt gemachtigd."))
    if last < clock.today():
        raise Invalid({"last": _t("Deze dag is voorbij.")})
    company = know_organisation(system("duaal", on_behalf_of=by.ref), number)
    file = keep(paper, retention="machtiging", field="paper")
    mandate = give_mandate(
        by,
        company,
        Role.objects.select_related("right__application").get(right__code=names.USER, code=code),
        period=from_now(clock.today(), last),
        document=_t("ondertekend document %s") % file.digest[:12],
        organisation=holder,
    )
    found = MandatePaper.objects.create(
        mandate=mandate,
        file=file,
        registered_at=clock.now(),
        registered_by_id=roles.somebody(by),
    )
    emit(MandateRegistered(paper=found.pk))
    return found
