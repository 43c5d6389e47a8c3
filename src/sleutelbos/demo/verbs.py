"""What people of the stories do: one function per verb, each through the real action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files

from sleutelbos.access import manifest
from sleutelbos.access.public import (
    Grant,
    Newcomer,
    Post,
    RelationKind,
    RightRequest,
    WorkRelation,
    add_relation,
    appoint,
    ask_right,
    change_grant,
    end_post,
    end_relation,
    grant_request,
    invite_beheerder,
    load_manifest,
    quick_grant,
    refuse_request,
    replace_beheerder,
    withdraw_grant,
)
from sleutelbos.demo import identifiers, stories
from sleutelbos.demo.actions.schools import know_school
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.desk.public import answer_help, ask_help, close_help
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.register import ports as register_ports
from sleutelbos.register.public import (
    KeyKind,
    add_person,
    change_contact,
    know_organisation,
    load_entities,
    load_local_authorities,
    load_partnerships,
    load_reference,
    organisation_with,
    record_death,
    record_functions,
    record_mail_refusal,
    replace_insz,
    stop_organisation,
)
from sleutelbos.signin.actions.entering import choose_capacity, sign_in
from sleutelbos.signin.states import KeyKind as SignInKind
from sleutelbos.tools.policies import seed_policies

Verb = Callable[[Cast, Actor, Step], object]
NEW_NUMBER = 2  # added to the order number of whoever gets another test number


def _load(cast: Cast, by: Actor, step: Step) -> None:
    loaders: dict[str, Callable[[Actor], object]] = {
        "policies": _load_policies,
        "reference": load_reference,
        "entities": load_entities,
        "partnerships": load_partnerships,
        "local-authorities": load_local_authorities,
        "manifests": _load_manifests,
        "schools": _load_schools,
    }
    loaders[step.what](by)


def _load_policies(by: Actor) -> None:
    seed_policies()


def _load_manifests(by: Actor) -> None:
    folder = files("sleutelbos.access") / "manifests"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        load_manifest(by, manifest.parse(file.read_text("utf-8")))


def _load_schools(by: Actor) -> None:
    for row in stories.schools():
        know_school(by, row["code"])


def _know(cast: Cast, by: Actor, step: Step) -> None:
    """The KBO tells of a company, and of who represents it when a person is named."""
    number = stories.enterprise_of(step.organisation)
    organisation = know_organisation(actors.system("kbo"), number)
    if step.person:
        told = register_ports.functions_feed().functions_of(number)
        record_functions(actors.system("kbo"), organisation, functions=told)
        for record in told:
            _give_address(cast, record.insz)


def _give_address(cast: Cast, insz: str) -> None:
    """The KBO gives no e-mail addresses: people fill in their own."""
    told = next(one for one in stories.people().values() if one.insz == insz)
    person = cast.person(told.code)
    if not person.email:
        own = actors.person(person.pk, person.name)
        change_contact(own, person, email=told.email, language=told.language)


def _add(cast: Cast, by: Actor, step: Step) -> None:
    told = stories.people()[step.person]
    add_person(by, told.insz, email=told.email, language=told.language)


def _appoint(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    kind, _sep, domain = step.what.partition(":")
    appoint(
        by,
        organisation,
        cast.met(by, step.person),
        kind=kind,
        domain=domain,
        period=cast.period(step.until),
        site=cast.site(organisation, step.site),
        reason=step.note,
    )


def _relation(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    add_relation(
        by,
        organisation,
        cast.met(by, step.person),
        kind=step.what,
        period=cast.period(step.until),
        site=cast.site(organisation, step.site),
        reason=step.note,
    )


def _grant(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    right = cast.right(step.what)
    person, told = cast.find(step.person), stories.people()[step.person]
    newcomer = Newcomer(told.insz, told.given_name, told.family_name, told.email, told.language)
    official = organisation.kind == "entity"
    quick_grant(
        by,
        organisation,
        person=person,
        newcomer=newcomer if person is None else None,
        right=right,
        roles=cast.roles(right, step.roles),
        period=cast.period(step.until),
        relation_kind=RelationKind.OFFICIAL if official else RelationKind.PERMANENT,
        site=cast.site(organisation, step.site),
        reason=step.note,
    )


def _grant_of(cast: Cast, step: Step) -> Grant:
    return Grant.objects.get(
        relation__person=cast.person(step.person),
        relation__organisation=cast.organisation(step.organisation),
        role__right=cast.right(step.what),
        role__code=step.roles[0],
        valid__contains=clock.now(),
    )


def _withdraw(cast: Cast, by: Actor, step: Step) -> None:
    withdraw_grant(by, _grant_of(cast, step), reason=step.note)


def _extend(cast: Cast, by: Actor, step: Step) -> None:
    change_grant(by, _grant_of(cast, step), until=cast.period(step.until).upper)


def _end_relation(cast: Cast, by: Actor, step: Step) -> None:
    relation = WorkRelation.objects.get(
        person=cast.person(step.person),
        organisation=cast.organisation(step.organisation),
        valid__contains=clock.now(),
    )
    end_relation(by, relation, reason=step.note)


def _post_of(cast: Cast, step: Step) -> Post:
    return Post.objects.get(
        person=cast.person(step.person),
        organisation=cast.organisation(step.organisation),
        kind=step.what,
        valid__contains=clock.now(),
    )


def _end_post(cast: Cast, by: Actor, step: Step) -> None:
    """The last beheerder leaves, in spite of the warning."""
    end_post(by, _post_of(cast, step), reason=step.note, accept_orphan=True)


def _replace(cast: Cast, by: Actor, step: Step) -> None:
    successor = cast.met(by, step.roles[0])
    replace_beheerder(by, _post_of(cast, step), successor, reason=step.note)


def _ask(cast: Cast, by: Actor, step: Step) -> None:
    right = cast.right(step.what)
    ask_right(
        by,
        cast.person(step.person),
        cast.organisation(step.organisation),
        right,
        roles=cast.roles(right, step.roles),
        motivation=step.note,
        until=cast.day(step.until),
    )


def _request_of(cast: Cast, step: Step) -> RightRequest:
    return RightRequest.objects.get(
        person=cast.person(step.person),
        organisation=cast.organisation(step.organisation),
        right=cast.right(step.what),
        state="open",
    )


def _accept(cast: Cast, by: Actor, step: Step) -> None:
    grant_request(by, _request_of(cast, step), until=cast.day(step.until), answer=step.note)


def _refuse(cast: Cast, by: Actor, step: Step) -> None:
    refuse_request(by, _request_of(cast, step), answer=step.note)


def _invite(cast: Cast, by: Actor, step: Step) -> None:
    invite_beheerder(by, cast.organisation(step.organisation), cast.person(step.person))


def _help(cast: Cast, by: Actor, step: Step) -> None:
    organisation = cast.organisation(step.organisation)
    cast.questions[step.by] = ask_help(
        by,
        cast.person(step.by),
        question=step.note,
        organisation=organisation,
        page=f"/gebruikersbeheer/{organisation.uid}",
    )


def _answer(cast: Cast, by: Actor, step: Step) -> None:
    answer_help(by, cast.questions[step.person], text=step.note)


def _close(cast: Cast, by: Actor, step: Step) -> None:
    close_help(by, cast.questions[step.by])


def _sign_in(cast: Cast, by: Actor, step: Step) -> None:
    """An earlier visit, so that there is something to see since then."""
    house, kind = actors.system("aanmelden"), SignInKind.PERSONA
    line = sign_in(house, cast.person(step.by), kind=kind, device=step.note)
    choose_capacity(
        by,
        cast.organisation(step.capacity),
        kind=line.kind,
        level=line.level,
        device=step.note,
    )


def _death(cast: Cast, by: Actor, step: Step) -> None:
    day = clock.today() - timedelta(days=2)
    record_death(actors.system("rijksregister"), cast.person(step.person), on=day)


def _renumber(cast: Cast, by: Actor, step: Step) -> None:
    told = stories.people()[step.person]
    new = identifiers.insz(told.birth, int(told.insz[6:9]) + NEW_NUMBER)
    source = actors.system("rijksregister")
    replace_insz(source, cast.person(step.person), old=told.insz, new=new, on=clock.today())


def _stop(cast: Cast, by: Actor, step: Step) -> None:
    organisation = organisation_with(KeyKind.KBO, stories.enterprise_of(step.organisation))
    assert organisation is not None
    stop_organisation(actors.system("kbo"), organisation, on=clock.today())


def _mail_refused(cast: Cast, by: Actor, step: Step) -> None:
    person = cast.person(step.person)
    record_mail_refusal(actors.system("mail"), person, address=person.email, text=step.note)


VERBS: dict[str, Verb] = {
    "load": _load,
    "know": _know,
    "add": _add,
    "appoint": _appoint,
    "relation": _relation,
    "grant": _grant,
    "withdraw": _withdraw,
    "extend": _extend,
    "end-relation": _end_relation,
    "end-post": _end_post,
    "replace": _replace,
    "ask": _ask,
    "accept": _accept,
    "refuse": _refuse,
    "invite": _invite,
    "help": _help,
    "answer": _answer,
    "close": _close,
    "sign-in": _sign_in,
    "death": _death,
    "renumber": _renumber,
    "stop": _stop,
    "mail-refused": _mail_refused,
}


def tell(cast: Cast, step: Step) -> None:
    """Let it happen. Raises as the action does, with the step that went wrong."""
    by = cast.actor(step.by, step.capacity)
    VERBS[step.do](cast, by, step)
