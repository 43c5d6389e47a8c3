"""Mijn organisaties and the page of an organisation."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from sleutelbos.access.models import Grant, Post, WorkRelation
from sleutelbos.kernel.guard import arranging
from tests.access.pages.conftest import SignIn, text_of
from tests.world import World, make_post


@pytest.mark.requirement("G34")
def test_a_beheerder_sees_his_organisations_with_role_and_numbers(
    world: World, sign_in: SignIn
) -> None:
    with arranging():
        make_post(world.people["lokale beheerder"], world.other_school, "lokale-beheerder")
    answer = sign_in("lokale beheerder").get(reverse("access:organisations"))
    assert answer.status_code == 200
    text = text_of(answer)
    assert "U bent beheerder van 2 organisaties." in text
    assert "U handelt nu voor" in text
    assert "Atheneum De Brug" in text
    assert "U kunt ook handelen voor" in text
    assert "Lokale beheerder" in text


def test_who_administers_nothing_reads_how_to_get_a_right(sign_in: SignIn) -> None:
    answer = sign_in("right role").get(reverse("access:organisations"))
    text = text_of(answer)
    assert "U bent van geen enkele organisatie beheerder." in text
    assert "Vraag een recht" in text


@pytest.mark.requirement("G04")
def test_a_legal_representative_opens_the_page_of_his_organisation(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in("wettelijk vertegenwoordiger")
    answer = client.get(reverse("access:organisation", args=[world.school.uid]))
    assert answer.status_code == 200
    text = text_of(answer)
    assert "Wettelijk V" in text
    assert "Wettelijk vertegenwoordiger" in text
    assert "901001" in text


@pytest.mark.requirement("G32")
def test_whoever_stands_alone_appoints_somebody_first(world: World, sign_in: SignIn) -> None:
    person = world.people["wettelijk vertegenwoordiger"]
    with arranging():
        Post.objects.all().delete()
        Grant.objects.all().delete()
        WorkRelation.objects.all().delete()
    client = sign_in("wettelijk vertegenwoordiger")
    page = client.get(reverse("access:organisation", args=[world.school.uid]))
    assert "U beheert dit alleen. Stel eerst een hoofd lokale beheerder aan." in text_of(page)
    first = re.search(
        r'class="button primary"[^>]*>(?:<svg.*?</svg>)?([^<]+)', page.content.decode()
    )
    assert first
    assert first[1] == "Beheerder aanstellen"
    assert person.name in text_of(page)


@pytest.mark.requirement("G01")
def test_another_organisation_does_not_exist_for_me(world: World, sign_in: SignIn) -> None:
    client = sign_in("lokale beheerder")
    assert client.get(reverse("access:organisation", args=[world.company.uid])).status_code == 404


@pytest.mark.requirement("G14")
def test_a_member_is_refused_with_a_reason(world: World, sign_in: SignIn) -> None:
    answer = sign_in("right role").get(reverse("access:organisation", args=[world.school.uid]))
    assert answer.status_code == 403
    assert "U bent van geen enkele organisatie beheerder." in text_of(answer)
