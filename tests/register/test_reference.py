"""Reference files: loaded once, and again without a change."""

from __future__ import annotations

from datetime import date

import pytest

from sleutelbos.kernel.guard import arranging
from sleutelbos.register.models import CodeListEntry, Organisation, OrganisationIdentifier
from sleutelbos.register.public import (
    key_in,
    label_of,
    load_entities,
    load_local_authorities,
    load_partnerships,
    load_reference,
    target_groups_of,
)
from sleutelbos.register.queries.organisations import organisation_with
from sleutelbos.register.states import KeyKind
from tests.register import people
from tests.register.people import HOUSE, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]


def test_code_lists_are_loaded_once() -> None:
    first = load_reference(HOUSE)
    assert first.added == CodeListEntry.objects.count() > 3800
    again = load_reference(HOUSE)
    assert (again.added, again.changed, again.removed) == (0, 0, 0)


def test_a_code_list_that_strayed_is_put_right() -> None:
    load_reference(HOUSE)
    with arranging():
        CodeListEntry.objects.filter(list="legal-form", code="017").update(label_nl="Vzw")
        CodeListEntry.objects.filter(list="legal-situation", code="050").delete()
        CodeListEntry.objects.create(list="legal-form", code="XXX", label_nl="Onzin")
    loaded = load_reference(HOUSE)
    assert (loaded.added, loaded.changed, loaded.removed) == (1, 1, 1)
    assert label_of("legal-form", "017") == "Vereniging zonder winstoogmerk"


def test_labels_as_they_were_on_a_day() -> None:
    load_reference(HOUSE)
    assert label_of("nis", "11007", date(2024, 12, 31)) == "Borsbeek"
    assert label_of("nis", "11007", date(2025, 1, 1)) == "11007"  # merged with Antwerpen
    assert label_of("nis", "44021", date(2024, 6, 1)) == "Gent"
    assert label_of("postcode", "9070", date(2020, 1, 1)) == "Destelbergen"
    assert label_of("legal-situation", "050") != "050"


def test_entities_partnerships_and_local_authorities_are_loaded_once() -> None:
    assert load_entities(HOUSE).added == 138
    assert load_partnerships(HOUSE).added == 23
    authorities = load_local_authorities(HOUSE)
    assert authorities.added > 300
    before = list(Organisation.objects.order_by("pk").values())
    for load in (load_entities, load_partnerships, load_local_authorities):
        again = load(HOUSE)
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert list(Organisation.objects.order_by("pk").values()) == before


def test_an_entity_has_its_numbers_and_doelgroep() -> None:
    load_entities(HOUSE)
    toerisme = organisation_with(KeyKind.OVO, "OVO000034")
    assert toerisme is not None
    assert (str(toerisme), toerisme.short_name, toerisme.kind) == (
        "Toerisme Vlaanderen",
        "TOVLA",
        "entity",
    )
    assert target_groups_of(toerisme) == {"GID"}
    assert key_in(toerisme, "GID") == "OVO000034"
    assert organisation_with(KeyKind.KBO, "0225944375") == toerisme


def test_a_partnership_stands_under_the_department_of_work() -> None:
    load_entities(HOUSE)
    load_partnerships(HOUSE)
    bouw = organisation_with(KeyKind.OVO, "OVO003925")
    assert bouw is not None
    assert bouw.parent is not None
    assert (bouw.kind, bouw.parent.short_name) == ("partnership", "DWEWIS")
    assert key_in(bouw, "GID") == "OVO003925"


def test_a_merged_municipality_has_stopped() -> None:
    load_local_authorities(HOUSE)
    old = organisation_with(KeyKind.OVO, "OVO002230")
    assert old is not None
    assert (old.name, old.status, old.stopped_on) == (
        "Sint-Amands",
        "stopped",
        date(2018, 12, 31),
    )
    assert target_groups_of(old) == set()
    gent = Organisation.objects.get(name="Gent")
    assert (gent.status, target_groups_of(gent)) == ("active", {"LB"})
    assert key_in(gent, "LB").startswith("OVO")


def test_an_entity_that_was_known_from_the_kbo_stays_the_same_row() -> None:
    with arranging():
        row = Organisation.objects.create(name="TOERISME VLAANDEREN", source="kbo")
        OrganisationIdentifier.objects.create(organisation=row, kind="KBO", value="0225944375")
    loaded = load_entities(HOUSE)
    assert (loaded.added, loaded.changed) == (137, 1)
    row.refresh_from_db()
    assert (row.name, row.kind, row.source) == ("Toerisme Vlaanderen", "entity", "kbo")
    assert target_groups_of(row) == {"GID"}


def test_only_the_house_loads() -> None:
    actor = acting(people.person())
    for load in (load_reference, load_entities, load_partnerships, load_local_authorities):
        assert not load.check(actor)


def test_postcodes_keep_every_town() -> None:
    load_reference(HOUSE)
    towns = CodeListEntry.objects.filter(list="postcode", code="9000")
    assert towns.filter(label_nl="Gent", parent="44021").exists()
    assert CodeListEntry.objects.filter(list="postcode").count() == 3006
