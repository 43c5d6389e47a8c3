"""Two at once: a number becomes known once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from sleutelbos.connectors.kbo_functions import fake
from sleutelbos.connectors.person_directory import fake as known
from sleutelbos.kernel.actions import Invalid
from sleutelbos.register.models import Organisation, Person
from sleutelbos.register.public import add_person, know_organisation
from tests.register.people import HOUSE

pytestmark = pytest.mark.usefixtures("committed_db", "sources")


def at_once(call: Callable[[], object], times: int = 6) -> list[object]:
    """What several threads get, starting together."""
    gate, results = threading.Barrier(times), []

    def run() -> None:
        gate.wait()
        try:
            results.append(call())
        except Invalid as invalid:
            results.append(str(invalid))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_one_of_several_adds_a_person() -> None:
    results = at_once(lambda: add_person(HOUSE, known.ANNELIES.insz))
    refusals = [result for result in results if isinstance(result, str)]
    assert len(refusals) == 5
    assert set(refusals) == {"Deze persoon is al gekend. Zoek hem op met dit nummer."}
    assert Person.objects.count() == 1


def test_all_get_the_same_organisation() -> None:
    results = at_once(lambda: know_organisation(HOUSE, fake.BAKERY))
    assert len(results) == 6
    assert set(results) == {Organisation.objects.get()}
