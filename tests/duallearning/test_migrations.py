"""What a migration fills in of the slices that there are already (W10)."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from sleutelbos.duallearning.agreement.models import AgreementTerms
from sleutelbos.kernel.guard import arranging
from tests.duallearning import examples_agreement as made
from tests.world import World


@pytest.mark.requirement("W10")
def test_slices_of_before_say_what_was_signed(world: World) -> None:
    row = made.registered(world)
    fill = import_module("sleutelbos.duallearning.migrations.0005_addenda").FILL
    with arranging(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE duallearning_agreementterms DISABLE TRIGGER keep_slice")
        AgreementTerms.objects.update(plan=[], plan_note="", address="")
        cursor.execute(fill)
    terms = row.terms.get()
    assert (terms.plan, terms.plan_note) == (row.plan, row.plan_note)
    assert terms.address == "Markt 1, 9000 Gent"
