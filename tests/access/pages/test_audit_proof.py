"""The proof of an entry from the page of the log: for who may read that entry, nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from sleutelbos.access.actions.grants import withdraw_grant
from sleutelbos.access.models import Grant
from sleutelbos.kernel import sealing
from sleutelbos.kernel.models import AuditEntry, AuditView
from sleutelbos.tools.ledger import proof
from sleutelbos.tools.ledger.proving import public_key
from tests.access.pages.conftest import SignIn, text_of
from tests.world import World

HEAD = "hoofd lokale beheerder"


@pytest.fixture
def entry(world: World) -> AuditEntry:
    """A right was withdrawn at the school."""
    person = world.people["right role"]
    grant = Grant.objects.get(relation__person=person)
    withdraw_grant(world.actor(HEAD), grant, reason="Andere taak")
    return AuditEntry.objects.latest("pk")


def url_of(world: World, entry: AuditEntry) -> str:
    return reverse("access:audit-proof", args=[world.school.uid, entry.pk])


@pytest.mark.requirement("G28")
def test_a_beheerder_downloads_a_proof_and_that_is_logged(
    world: World, sign_in: SignIn, entry: AuditEntry
) -> None:
    sealing.seal()
    client: Client = sign_in(HEAD)
    log = client.get(reverse("access:audit", args=[world.school.uid]))
    assert url_of(world, entry) in log.content.decode()
    assert f"Bewijs van logboekitem {entry.pk} downloaden" in text_of(log)
    answer = client.get(url_of(world, entry))
    assert answer["Content-Disposition"] == f'attachment; filename="logboekitem-{entry.pk}.json"'
    assert proof.check(answer.content, public_key()).entry["id"] == entry.pk
    seen = AuditView.objects.latest("pk")
    persons = {world.people["right role"].pk, world.people[HEAD].pk}
    assert (seen.page, set(seen.persons)) == ("access:audit-proof", persons)


def test_what_waits_for_the_seal_is_said_so(
    world: World, sign_in: SignIn, entry: AuditEntry
) -> None:
    client = sign_in(HEAD)
    log = client.get(reverse("access:audit", args=[world.school.uid]))
    assert url_of(world, entry) not in log.content.decode()
    answer = client.get(url_of(world, entry))
    assert answer.status_code == 409
    assert "nog niet verzegeld" in text_of(answer)


def test_what_was_touched_is_not_handed_out(
    world: World, sign_in: SignIn, entry: AuditEntry
) -> None:
    sealing.seal()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE kernel_auditentry SET line = 7 WHERE id = %s", [entry.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    answer = sign_in(HEAD).get(url_of(world, entry))
    assert answer.status_code == 409
    assert "Laat het logboek nakijken" in text_of(answer)


@pytest.mark.requirement("G01")
def test_who_may_not_read_the_entry_gets_no_proof(
    world: World, sign_in: SignIn, entry: AuditEntry
) -> None:
    sealing.seal()
    of_all = reverse("access:audit-all-proof", args=[entry.pk])
    elsewhere = sign_in("hoofd lokale beheerder elsewhere")
    assert elsewhere.get(url_of(world, entry)).status_code == 404
    assert elsewhere.get(of_all).status_code == 403
    own = reverse("access:audit-proof", args=[world.other_school.uid, entry.pk])
    assert elsewhere.get(own).status_code == 404
    assert sign_in("right role").get(url_of(world, entry)).status_code == 403
    assert not AuditView.objects.filter(page__contains="proof").exists()


@pytest.mark.requirement("G28")
def test_the_supervisor_proves_any_entry(world: World, sign_in: SignIn, entry: AuditEntry) -> None:
    sealing.seal()
    client = sign_in("auditor")
    of_all = reverse("access:audit-all-proof", args=[entry.pk])
    assert of_all in client.get(reverse("access:audit-all")).content.decode()
    assert proof.check(client.get(of_all).content, public_key()).entry["id"] == entry.pk
    missing = reverse("access:audit-all-proof", args=[10**30])
    assert client.get(missing).status_code == 404
