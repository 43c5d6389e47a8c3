"""What the sources and the files of the house bring: bodies, companies, people, deaths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files

from sleutelbos.access import manifest
from sleutelbos.access.public import (
    load_manifest,
)
from sleutelbos.demo import identifiers, stories
from sleutelbos.demo.actions.schools import know_school
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.duallearning.public import load_committees
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.actors import Actor
from sleutelbos.positions.public import load_grades
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
from sleutelbos.tools.policies import seed_policies

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
        "committees": load_committees,
        "grades": load_grades,
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
    "death": _death,
    "renumber": _renumber,
    "stop": _stop,
    "mail-refused": _mail_refused,
}
