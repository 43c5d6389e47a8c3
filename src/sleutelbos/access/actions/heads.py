"""The head of a school is hoofd lokale beheerder by itself, from the feed of Onderwijs (G18)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sleutelbos.access import rules
from sleutelbos.access.actions.posts import appoint, end_post
from sleutelbos.access.heads_plan import Appointing, HeadsPlan, digest_of, plan
from sleutelbos.access.models import HeadsDelivery
from sleutelbos.access.policies import heads_ended_percent
from sleutelbos.access.ports.heads import HeadRecord, HeadsUnreachable, heads_feed
from sleutelbos.access.states import PostKind
from sleutelbos.access.states_heads import heads_flow
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, action
from sleutelbos.kernel.actors import Actor, is_system, system
from sleutelbos.kernel.constraints import sentence_of
from sleutelbos.kernel.decisions import YES, Decision, when
from sleutelbos.kernel.periods import Period
from sleutelbos.register.public import add_person

HOUSE = system("onderwijs")
FEW = 3  # so many posts may always end


def loads_heads(by: Actor) -> Decision:
    """The house, or who works for the authority that looks after schools."""
    if is_system(by):
        return YES
    return when(
        "onderwijs" in rules.authorities_of(by),
        _t("Alleen de Edison helpdesk laadt directeursopdrachten."),
    )


def may_stage(by: Actor) -> Decision:
    """The house, or the Edison helpdesk."""
    return loads_heads(by)


def may_load(by: Actor, delivery: HeadsDelivery) -> Decision:
    """The house, or the Edison helpdesk."""
    return loads_heads(by)


def facts_of_delivery(result: HeadsDelivery, *args: object) -> dict[str, object]:
    """The delivery with its numbers."""
    return {
        "delivery": result, "appointed": result.appointed, "ended": result.ended,
        "problems": len(result.problems),
    }  # fmt: skip


@action(
    "access.stage-heads",
    label=_("Directeursopdrachten ophalen"),
    allow=may_stage,
    locks=(),
    sentence=_("{by} haalde de directeursopdrachten op: {appointed} nieuw, {ended} voorbij."),
    about=facts_of_delivery,
)
def stage_heads(by: Actor) -> HeadsDelivery:
    """Read the feed and keep what it would change; nothing changes yet.

    The same content that changes nothing more gives the delivery that was loaded. A delivery that
    waits gives way to a newer one. Invalid when no feed is connected, when it can't be read, and
    when by it nobody leads a school today.
    """
    records = _read()
    digest, found = digest_of(records), plan(by, records, clock.today())
    newest = HeadsDelivery.objects.order_by("-at", "-pk").first()
    if newest is not None and newest.digest == digest:
        settled = newest.state == "loaded" and not found.changes
        if settled or newest.state == "staged":
            return newest
    for older in HeadsDelivery.objects.filter(state="staged"):
        stop_heads(by, older)
    feed = heads_feed()
    return HeadsDelivery.objects.create(
        source=feed.name if feed else "",
        digest=digest,
        at=clock.now(),
        appointed=len(found.appoint),
        ended=len(found.end),
        same=found.same,
        unknown=len(found.unknown),
        reasons=_reasons(found),
        problems=found.problems,
    )


def _read() -> list[HeadRecord]:
    feed = heads_feed()
    if feed is None:
        raise Invalid(_t("Er is geen gegevensstroom van Onderwijs aangesloten."))
    try:
        records = list(feed.heads())
    except HeadsUnreachable as unreachable:
        raise Invalid(unreachable.sentence) from unreachable
    if not any(one.holds_on(clock.today()) for one in records):
        raise Invalid(_t("Volgens deze levering leidt vandaag niemand een school. Dat kan niet."))
    return records


def _reasons(found: HeadsPlan) -> list[str]:
    """Why a human must look before this is loaded."""
    reasons = []
    if not HeadsDelivery.objects.filter(state="loaded").exists():
        reasons.append(_t("Dit is de eerste levering. Kijk na wie aangesteld wordt."))
    percent = heads_ended_percent.on(clock.today())
    most = max(FEW, (found.same + len(found.end)) * percent // 100)
    if len(found.end) > most:
        reasons.append(
            _t("Er eindigen %(many)s aanstellingen in één keer, meer dan %(most)s.")
            % {"many": len(found.end), "most": most}
        )
    return reasons


@action(
    "access.load-heads",
    label=_("Directeursopdrachten laden"),
    allow=may_load,
    move=heads_flow["load"],
    sentence=_("{by} laadde directeursopdrachten: {appointed} aangesteld, {ended} beëindigd."),
    about=facts_of_delivery,
)
def load_heads(by: Actor, delivery: HeadsDelivery) -> HeadsDelivery:
    """Appoint who leads a school now, and end the posts that the feed gave to who does no more.

    What can't be done is kept as a sentence, the rest is done. Invalid when the feed tells
    something else than when the delivery was received.
    """
    records = _read()
    if digest_of(records) != delivery.digest:
        raise Invalid(_t("Onderwijs leverde intussen iets anders. Haal de gegevens opnieuw op."))
    found = plan(by, records, clock.today())
    problems, delivery.appointed, delivery.ended = list(found.problems), 0, 0
    for post in sorted(found.end, key=lambda one: one.organisation_id):
        end_post(HOUSE, post, reason=_t("De directeursopdracht eindigde"), accept_orphan=True)
        delivery.ended += 1
    for line in sorted(found.appoint, key=lambda one: one.school.pk):
        try:
            with transaction.atomic():
                _appoint(line)
            delivery.appointed += 1
        except Invalid as invalid:
            said = " ".join(str(one) for one in invalid.problems.values())
            problems.append(f"{line.school}: {said}")
        except IntegrityError as error:
            problems.append(f"{line.school}: {sentence_of(error)}")
    delivery.same, delivery.unknown = found.same, len(found.unknown)
    delivery.problems, delivery.loaded_at = problems, clock.now()
    delivery.save()
    return delivery


def _appoint(line: Appointing) -> None:
    record = line.record
    person = line.person or add_person(
        HOUSE, record.insz, given_name=record.given_name, family_name=record.family_name
    )
    appoint(
        HOUSE,
        line.school,
        person,
        kind=PostKind.HEAD_LOCAL_MANAGER,
        period=Period(clock.now(), None, "[)"),
        reason=_t("Leidt de school volgens Onderwijs"),
    )


def may_stop(by: Actor, delivery: HeadsDelivery) -> Decision:
    """The house, or the Edison helpdesk."""
    return loads_heads(by)


@action(
    "access.stop-heads",
    label=_("Directeursopdrachten niet laden"),
    allow=may_stop,
    move=heads_flow["stop"],
    sentence=_("{by} laadde een levering van directeursopdrachten niet."),
    about=facts_of_delivery,
)
def stop_heads(by: Actor, delivery: HeadsDelivery) -> HeadsDelivery:
    """Leave it; the next one is compared anew."""
    return delivery
