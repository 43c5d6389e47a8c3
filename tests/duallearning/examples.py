"""Examples of the actions of Werkplek Duaal, on rows of the standing world."""

from __future__ import annotations

from datetime import date, timedelta

from sleutelbos.access.public import Newcomer
from sleutelbos.demo import identifiers
from sleutelbos.duallearning.recognition.actions import (
    attaching,
    deciding,
    filing,
    handling,
    keeping,
    mandates,
)
from sleutelbos.duallearning.recognition.actions.attaching import Proposal
from sleutelbos.duallearning.recognition.actions.filing import Answer, Workplace
from sleutelbos.duallearning.recognition.actions.handling import Checked
from sleutelbos.duallearning.recognition.actions.programmes import ProgrammeSpec
from sleutelbos.duallearning.recognition.models import (
    Delegation,
    MandatePaper,
    Mentor,
    ProgrammeOffer,
    Recognition,
    Request,
    RoutingRule,
)
from sleutelbos.duallearning.recognition.states import Condition
from sleutelbos.kernel import clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.periods import DateRange
from tests.duallearning.examples_handling import *  # noqa: F403
from tests.duallearning.papers import paper
from tests.examples import Arguments
from tests.world import World
from tests.world_duaal import (
    CLERK,
    GUIDE,
    HANDLER,
    OWNER,
    WAITER,
    committee,
    other_partnership,
    programme,
    site,
)

DAY = timedelta(days=1)
VERSION = "2025.1"
ALL_MET = {one: Checked("voldaan") for one in Condition}


def number_of(birth: date = date(1980, 5, 6), order: int = 31) -> str:
    """A test number of somebody who was born then."""
    return identifiers.insz(birth, order)


def newcomer(birth: date = date(1980, 5, 6), order: int = 31) -> Newcomer:
    """Somebody who could be mentor."""
    return Newcomer(number_of(birth, order), "Mieke", "Mentor", "mieke@example.be")


def proposal(**more: object) -> Proposal:
    """Ten years of experience, an extract of last month."""
    values = {"experience": 10, "extract_on": clock.today() - 30 * DAY, **more}
    return Proposal(**values)  # type: ignore[arg-type]


def workplace(world: World, **more: object) -> Workplace:
    """A bakery with four employees that meets each condition, for a learner of the school."""
    values = {
        "committee": committee(), "workers": 4, "places": 1, "school": world.school,
        "answers": {one: Answer(meets=True) for one in Condition}, **more,
    }  # fmt: skip
    return Workplace(**values)  # type: ignore[arg-type]


def started(world: World, code: str = "BAK-1") -> Request:
    """An empty Werkversie."""
    return filing.start_request(world.actor(OWNER), site(), programme(code))


def with_mentor(world: World) -> Mentor:
    """A Werkversie with a mentor."""
    request = filing.describe_workplace(
        world.actor(OWNER), started(world), workplace=workplace(world)
    )
    return attaching.add_mentor(
        world.actor(OWNER), request, newcomer=newcomer(), proposal=proposal(), extract=paper()
    )


def ready(world: World) -> Request:
    """All that is needed to submit."""
    return with_mentor(world).request


def submitted(world: World) -> Request:
    """At the partnership."""
    return filing.submit_request(world.actor(OWNER), ready(world), declaration=VERSION, agreed=True)


def complete(world: World) -> Request:
    """Found complete."""
    return handling.accept_request(world.actor(HANDLER), submitted(world), checklist=ALL_MET)


def handled(world: World) -> Request:
    """Somebody handles it."""
    return handling.take_request(world.actor(HANDLER), complete(world))


def parked(world: World) -> Request:
    """It waits for a visit."""
    return handling.park_request(world.actor(HANDLER), handled(world), reason="Bezoek")


def judged(world: World) -> Request:
    """Its mentor is valid."""
    request = handled(world)
    deciding.accept_mentor(world.actor(HANDLER), request.mentors.get(), remark="")
    return request


def recognised(world: World) -> Recognition:
    """Decided: recognised."""
    request = deciding.decide_request(
        world.actor(HANDLER), judged(world), outcome="goedgekeurd", motivation=""
    )
    return request.recognition


def expired(world: World) -> Recognition:
    """Its last day was yesterday; nobody noted that yet."""
    row = recognised(world)
    with arranging():
        row.valid = DateRange(clock.today() - 10 * DAY, clock.today())
        row.save()
    return row


def spec(**more: object) -> ProgrammeSpec:
    """A new opleiding."""
    values = {
        "code": "SLA-1",
        "name": "Slager duaal",
        "agreement": "OAO",
        "activities": ("Fileert",),
    }
    return ProgrammeSpec(**{**values, **more})  # type: ignore[arg-type]


def mandated(world: World, holder: str = "school") -> MandatePaper:
    """The bakery let the school (or the partnership) act for it."""
    who = GUIDE if holder == "school" else CLERK
    return mandates.register_mandate(
        world.actor(who), getattr(world, holder), number=number_of_company(),
        last=clock.today() + 90 * DAY, paper=paper("machtiging.pdf"),
    )  # fmt: skip


def number_of_company() -> str:
    """The ondernemingsnummer of the bakery."""
    return identifiers.enterprise(990)


def example_register_mandate(world: World) -> Arguments:
    more = {"number": number_of_company(), "last": clock.today() + 90 * DAY}
    return (world.school,), {**more, "paper": paper("machtiging.pdf")}


def example_load_committees(world: World) -> Arguments:
    return (), {}


def example_add_programme(world: World) -> Arguments:
    return (spec(),), {}


def example_change_programme(world: World) -> Arguments:
    return (programme(), spec(code="BAK-1", name="Brood en banket duaal")), {}


def example_add_offer(world: World) -> Arguments:
    return (programme(WAITER), world.school), {"first": clock.today()}


def example_end_offer(world: World) -> Arguments:
    return (ProgrammeOffer.objects.get(programme=programme()),), {"last": clock.today()}


def example_add_rule(world: World) -> Arguments:
    return (world.partnership,), {"programme": programme(WAITER), "first": clock.today()}


def example_end_rule(world: World) -> Arguments:
    return (RoutingRule.objects.get(committee=committee()),), {"last": clock.today()}


def example_delegate_power(world: World) -> Arguments:
    return (other_partnership(),), {"power": "erkennen", "first": clock.today()}


def example_end_delegation(world: World) -> Arguments:
    row = Delegation.objects.get(partnership=world.partnership, power="erkennen")
    return (row,), {"last": clock.today()}


def example_start_request(world: World) -> Arguments:
    return (site(), programme()), {}


def example_describe_workplace(world: World) -> Arguments:
    return (started(world),), {"workplace": workplace(world)}


def example_add_mentor(world: World) -> Arguments:
    more = {"newcomer": newcomer(), "proposal": proposal(), "extract": paper()}
    return (started(world),), more


def example_remove_mentor(world: World) -> Arguments:
    mentor = with_mentor(world)
    return (mentor.request,), {"mentor": mentor}


def example_add_document(world: World) -> Arguments:
    return (started(world),), {"kind": "ander", "upload": paper("plan.pdf")}


def example_remove_document(world: World) -> Arguments:
    request = started(world)
    by = world.actor(OWNER)
    document = attaching.add_document(by, request, kind="ander", upload=paper("plan.pdf"))
    return (request,), {"document": document}


def example_submit_request(world: World) -> Arguments:
    return (ready(world),), {"declaration": VERSION, "agreed": True}


def example_discard_request(world: World) -> Arguments:
    return (started(world),), {}


def example_withdraw_request(world: World) -> Arguments:
    return (submitted(world),), {"reason": "Geen leerling gevonden."}


def example_return_request(world: World) -> Arguments:
    return (submitted(world),), {"checklist": {}, "remark": "Het opleidingsplan ontbreekt."}


def example_accept_request(world: World) -> Arguments:
    return (submitted(world),), {"checklist": ALL_MET}


def example_take_request(world: World) -> Arguments:
    return (complete(world),), {}


def example_park_request(world: World) -> Arguments:
    return (handled(world),), {"reason": "Wij komen volgende week langs."}


def example_resume_request(world: World) -> Arguments:
    return (parked(world),), {}


def example_accept_mentor(world: World) -> Arguments:
    return (handled(world).mentors.get(),), {"remark": ""}


def example_refuse_mentor(world: World) -> Arguments:
    return (handled(world).mentors.get(),), {"remark": "Te weinig ervaring."}


def example_decide_request(world: World) -> Arguments:
    return (judged(world),), {"outcome": "goedgekeurd", "motivation": ""}


def example_deactivate_mentor(world: World) -> Arguments:
    return (recognised(world).mentors.get(),), {"reason": "Werkt hier niet meer."}


def example_reactivate_mentor(world: World) -> Arguments:
    mentor = recognised(world).mentors.get()
    return (keeping.deactivate_mentor(world.actor(OWNER), mentor, reason="Ziek."),), {}


def example_end_mentor(world: World) -> Arguments:
    return (recognised(world).mentors.get(),), {}


def example_expire_recognition(world: World) -> Arguments:
    return (expired(world),), {}


def example_warn_expiring(world: World) -> Arguments:
    return (recognised(world),), {}


from tests.duallearning.examples_agreement import *  # noqa: E402, F403
from tests.duallearning.examples_life import *  # noqa: E402, F403
from tests.duallearning.examples_offer import *  # noqa: E402, F403
from tests.duallearning.examples_prospection import *  # noqa: E402, F403
from tests.duallearning.examples_signals import *  # noqa: E402, F403
from tests.duallearning.examples_signing import *  # noqa: E402, F403
