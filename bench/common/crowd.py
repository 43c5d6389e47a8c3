"""A full register: 1,000,000 persons, one organisation with 10,000 users and one with ten."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.resources import files
from pathlib import Path

from django.db import connection

from common import stage
from sleutelbos.access import manifest
from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.models import Post, Role
from sleutelbos.demo import bulk, bulk_names
from sleutelbos.kernel import actors, clock
from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import Organisation, Person
from tests import world

PERSONS = 1_000_000
SMALL = "Klein"
MANAGER = "Beheerder"
SOURCES = (__file__, bulk.__file__, bulk_names.__file__)


def database() -> AbstractContextManager[None]:
    """The register, filled when it isn't there yet."""
    source = "".join(Path(str(one)).read_text() for one in SOURCES)
    return stage.kept_database("million", source, fill)


def fill() -> None:
    """A full register, a small organisation of ten users, and somebody who administers each."""
    for file in sorted(files("sleutelbos.access").joinpath("manifests").iterdir()):
        load_manifest(actors.system("bench"), manifest.parse(file.read_text("utf-8")))
    roles = list(Role.objects.order_by("pk").values_list("pk", flat=True))
    bulk.fill(bulk.Plan(roles, clock.today(), persons=PERSONS))
    with arranging():
        small = world.make_organisation(SMALL, "company")
        for person in Person.objects.order_by("-pk")[:10]:
            relation = world.make_relation(person, small)
            for role in Role.objects.order_by("pk")[:3]:
                world.make_grant(relation, role)
        for organisation in (big_one(), small):
            person = Person.objects.create(given_name="An", family_name=MANAGER)
            world.make_post(person, organisation, "hoofdtoegangsbeheerder")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def big_one() -> Organisation:
    """The one with 10,000 users."""
    return Organisation.objects.get(pk=1)


def manager_of(organisation: Organisation) -> Person:
    """Who administers it."""
    return Post.objects.select_related("person").get(organisation=organisation).person
