"""VKBO: the real client and the fake keep the same port."""

from __future__ import annotations

import json
from datetime import date

import httpx
import pytest

from sleutelbos.connectors.vkbo import checks
from sleutelbos.connectors.vkbo.client import MOST_BYTES, Vkbo
from sleutelbos.connectors.vkbo.fake import FakeVkbo
from sleutelbos.register.ports.kbo import EntityLookup, EntityStatus, KboUnreachable

pytestmark = pytest.mark.requirement("W01")
COMPANY = EntityStatus(
    "1900000069", "Bakkerij Peeters", "Normale toestand", started_on=date(1999, 2, 1),
    street="Kerkstraat", house_number="9001", postcode="9000", municipality="Gent",
)  # fmt: skip
SITE = EntityStatus(
    "8900000022", "Filiaal", enterprise=COMPANY.number, started_on=date(2001, 5, 6),
    stopped_on=date(2026, 3, 1), reason="Stopzetting van de activiteit", box="2",
)  # fmt: skip


@pytest.fixture(params=["fake", "real"])
def both(request: pytest.FixtureRequest) -> tuple[EntityLookup, FakeVkbo]:
    fake = FakeVkbo(COMPANY, SITE)
    return (fake if request.param == "fake" else fake.served()), fake


def test_an_enterprise_and_a_vestiging(both: tuple[EntityLookup, FakeVkbo]) -> None:
    assert both[0].status_of(COMPANY.number) == COMPANY
    assert both[0].status_of(SITE.number) == SITE


def test_what_is_not_known(both: tuple[EntityLookup, FakeVkbo]) -> None:
    assert both[0].status_of("0200068636") is None
    assert both[0].status_of("x' OR 1=1") is None


def test_what_is_away_is_said(both: tuple[EntityLookup, FakeVkbo]) -> None:
    assert checks.problems(both[0]) == []
    both[1].away = True
    with pytest.raises(KboUnreachable):
        both[0].status_of(SITE.number)
    assert checks.problems(both[0]) == ["VKBO is nu niet bereikbaar."]


def asked(answer: httpx.Response) -> EntityStatus | None:
    return Vkbo("https://vkbo.test", httpx.MockTransport(lambda _: answer)).status_of(SITE.number)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, text="[]"),
        httpx.Response(200, text='{"features": [{"properties": null}]}'),
        httpx.Response(200, content=b" " * (MOST_BYTES + 1)),
        httpx.Response(302, headers={"location": "https://elders.test"}),
        httpx.Response(500),
    ],
)
def test_nonsense_is_no_answer(answer: httpx.Response) -> None:
    with pytest.raises(KboUnreachable):
        asked(answer)


def test_the_question_is_the_one_of_the_service_and_another_number_does_not_count() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        wrong = {"features": [{"properties": {"Ondernemingsnr": COMPANY.number}}]}
        return httpx.Response(200, text=json.dumps(wrong))

    assert Vkbo(transport=httpx.MockTransport(answer)).status_of(SITE.number) is None
    url = seen[0].url
    assert url.host == "geo.api.vlaanderen.be"
    assert url.path == "/VKBO/ogc/features/v1/collections/Vkbo/items"
    assert url.params["filter"] == "Ondernemingsnr='8900000022'"
