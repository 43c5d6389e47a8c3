"""Who may: schools, partnerships, companies, the department."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sleutelbos.access.public import (
    LEGAL_REPRESENTATIVE,
    AccessPower,
    administers_somewhere,
    other_person,
    person_behind,
)
from sleutelbos.access.public import names as access_names
from sleutelbos.duallearning import names
from sleutelbos.duallearning.recognition.rules import abilities
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Refused
from sleutelbos.kernel.actors import Actor, System, has_role
from sleutelbos.kernel.decisions import YES, Decision, no, when
from sleutelbos.register.public import Organisation, OrganisationKind

if TYPE_CHECKING:
    from sleutelbos.duallearning.recognition.models import Request

MANDATED = (names.GUIDE, names.CLERK)  # roles that act for a company by its machtiging (S2, S3)
NOT_THE_COMPANY = gettext_lazy(
    "Dit doet de wettelijk vertegenwoordiger van de onderneming, of wie het recht"
    " Werkplek Duaal onderneming kreeg."
)


def companies_of(by: Actor) -> set[int]:
    """Keys of the companies for which the actor acts: as wettelijk vertegenwoordiger, or by the
    right that he delegates (W29)."""
    represented = by.powers_for(access_names.IDM, LEGAL_REPRESENTATIVE)
    delegated = by.powers_for(names.COMPANY, names.APPLICANT)
    return {power.scope.organisation for power in (*represented, *delegated)}


def mandated_to(by: Actor) -> set[int]:
    """Keys of the companies that let the actor's school or partnership act for them now (W03): by
    the role that he holds there, as the one source of power has it."""
    holders = abilities.places(by, "mandates")
    if by.pk is None or not holders:
        return set()
    rows = AccessPower.objects.filter(
        person=by.pk,
        right=names.USER,
        role__in=MANDATED,
        source_kind="mandate",
        via__relation__organisation__in=holders,
        valid__contains=clock.now(),
    )
    return set(rows.values_list("organisation", flat=True))


def files_for(by: Actor, company: Organisation) -> Decision:
    """Acts for the company itself, or by its machtiging."""
    acts = company.pk in companies_of(by) or company.pk in mandated_to(by)
    return when(acts, NOT_THE_COMPANY)


def files_somewhere(by: Actor) -> Decision:
    """The door of the pages of a company: acts for one, or by a machtiging."""
    return when(bool(companies_of(by) or mandated_to(by)), NOT_THE_COMPANY)


def prepares(by: Actor, request: Request) -> Decision:
    """The company, or who began the request by its machtiging, as long as that counts."""
    if request.company_id in companies_of(by):
        return YES
    ours = request.filed_by_id in abilities.places(by, "mandates")
    return when(ours and request.company_id in mandated_to(by), NOT_THE_COMPANY)


def registers_mandates(by: Actor, holder: int) -> Decision:
    """A trajectbegeleider of that school, or a Medewerker of that partnership (a key)."""
    return when(
        holder in abilities.places(by, "mandates"),
        _("Dit doet een trajectbegeleider van de school of een Medewerker van het partnerschap."),
    )


def registers_somewhere(by: Actor) -> Decision:
    """The door of registering a machtiging."""
    return when(
        bool(abilities.places(by, "mandates")),
        _("Een trajectbegeleider of een Medewerker registreert een machtiging."),
    )


def reads_mandates(by: Actor) -> Decision:
    """Who registers machtigingen, and the company that gave them."""
    return registers_somewhere(by) | when(bool(companies_of(by)), NOT_THE_COMPANY)


def is_officer(by: Actor) -> Decision:
    """Keeps opleidingen, sector agreements and settings, and handles what no partnership does."""
    return has_role(by, names.DEPARTMENT, names.OFFICER, None)


def supports(by: Actor) -> Decision:
    """Helps users in the name of the department; an officer may do so too."""
    return has_role(by, names.DEPARTMENT, names.SUPPORT, None) | is_officer(by)


def keeps_catalogue(by: Actor) -> Decision:
    """The department, or the house itself when it loads what was handed over."""
    return YES if isinstance(by, System) else is_officer(by)


def handles(by: Actor, partnership: int | None) -> Decision:
    """Behandelaar of the competent partnership (a key); None: the department is competent."""
    if partnership is None:
        return is_officer(by)
    return when(
        partnership in abilities.places(by, "handling"),
        _("Dit doet een Behandelaar van het bevoegde partnerschap."),
    )


def handles_request(by: Actor, request: Request) -> Decision:
    """Behandelaar of the partnership to which the request went."""
    return handles(by, request.partnership_id)


def did_not_submit(by: Actor, request: Request) -> Decision:
    """Four eyes: somebody else than who submitted it."""
    return other_person(
        by,
        request.submitted_by_id,
        otherwise=_("Wie een aanvraag indiende, behandelt ze niet zelf."),
    )


def writes_on(by: Actor, request: Request) -> Decision:
    """Both sides of a file: its company, or who prepares it for it while it is his turn, and who
    handles it. Who only consults it doesn't write (W14, W17)."""
    if request.company_id in companies_of(by) or handles_request(by, request):
        return YES
    mine = request.state in ("draft", "incomplete") and bool(prepares(by, request))
    return when(mine, _("De aanvrager en de Behandelaar schrijven elkaar over een aanvraag."))


def handles_somewhere(by: Actor) -> Decision:
    """The door of handling: Behandelaar, or the department."""
    return abilities.may(by, "handling")


def reads_programmes(by: Actor) -> Decision:
    """S3: Opleidingen raadplegen."""
    return abilities.may(by, "programmes")


def reads_organisation(by: Actor) -> Decision:
    """S3: Via 'Mijn organisatie' het beheerscherm raadplegen."""
    return when(
        bool(abilities.places(by, "organisation")),
        _("Dit scherm is er voor de Beheerder en de Behandelaar van een sectoraal partnerschap."),
    )


def reads_requests(by: Actor) -> Decision:
    """Whoever sees requests, or their status only: partnership, school, company, department."""
    found = abilities.may(by, "requests") | abilities.may(by, "status")
    return found | abilities.may(by, "filed") | when(bool(companies_of(by)), NOT_THE_COMPANY)


def reads_recognitions(by: Actor) -> Decision:
    """S3: Medewerker and Stemgerechtigde; the company its own; the department."""
    return abilities.may(by, "recognitions") | files_somewhere(by)


def searches_companies(by: Actor) -> Decision:
    """S3: all roles of a partnership; how far differs."""
    return abilities.may(by, "companies")


def follows_mentors(by: Actor) -> Decision:
    """S3: Alle gekende mentoren opzoeken en opvolgen."""
    return abilities.may(by, "mentors")


def sees_trainings(by: Actor) -> Decision:
    """Who follows up mentors, and the companies that file."""
    return follows_mentors(by) | files_somewhere(by)


def works_here(by: Actor) -> bool:
    """Holds a role here, or acts for a company."""
    rights = (names.USER, names.DEPARTMENT)
    held = any(power for right in rights for power in by.powers_for(right))
    return held or bool(companies_of(by))


def enters(by: Actor) -> Decision:
    """The door: a role here, a company, or beheerder of an organisation that could use it (W27)."""
    if works_here(by) or administers_somewhere(by):
        return YES
    return no(
        _("U hebt geen recht in Werkplek Duaal. Uw lokale beheerder geeft het u."),
        missing=[(names.USER, names.GUIDE, None)],
    )


def uses_here(organisation: Organisation) -> bool:
    """Whether Werkplek Duaal has a role for people of this sort of organisation."""
    kinds = (OrganisationKind.SCHOOL, OrganisationKind.PARTNERSHIP, OrganisationKind.COMPANY)
    return organisation.kind in kinds


def somebody(by: Actor) -> int:
    """Key of the person who acts, for what only a person does. Raises Refused without one."""
    found = person_behind(by)
    if found is None:
        raise Refused(no(_("Meld u eerst aan.")))
    return found


def adds_mentors(by: Actor) -> Decision:
    """Whoever files for a company may look up a number and add its person as mentor."""
    return files_somewhere(by)
