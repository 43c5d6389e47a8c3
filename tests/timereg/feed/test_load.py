"""A delivery from file to register: what is new, changed, gone; again, reordered, older (T02)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sleutelbos.connectors.esf.fake import FakeEsf
from sleutelbos.kernel import clock
from sleutelbos.kernel.actions import Invalid, Refused
from sleutelbos.kernel.guard import arranging
from sleutelbos.kernel.models import AuditEntry
from sleutelbos.kernel.periods import Period
from sleutelbos.register.models import Organisation, TargetGroupMembership
from sleutelbos.timereg.actions.feed import load_feed, stage_feed, stop_feed
from sleutelbos.timereg.models import (
    Call,
    FeedLoad,
    Project,
    ProjectPlace,
    Seat,
    Session,
    Training,
)
from sleutelbos.timereg.queries.scope import projects_for
from sleutelbos.tools.runs.executor import work_next
from sleutelbos.tools.runs.models import RunLine
from tests.timereg.world_feed import (
    COMPANY,
    NOBODY,
    OFFICER,
    OTHER_PROMOTER,
    PARTNER,
    PROMOTER,
    SITE,
    SITED,
    STRANGER,
    SUPPORT,
    call,
    delivery,
    load,
    partner,
    place,
    project,
    read,
    simple,
    stage,
    training,
)
from tests.world import DAY, World

pytestmark = pytest.mark.requirement("T02")


def session(number: str, organisation: Organisation, state: str = "planned") -> Session:
    """Somebody planned a session of the project's first training."""
    now = clock.now()
    with arranging():
        return Session.objects.create(
            training=Training.objects.filter(project__number=number).order_by("pk").first(),
            organisation=organisation,
            plan=Period(now + DAY, now + 2 * DAY, "[)"),
            day=clock.today(),
            state=state,
            planned_at=now,
        )


def picture() -> dict[str, Any]:
    """All that the register says of projects, without keys and times."""
    return {
        "calls": sorted(Call.objects.values_list("code", "name", "fund")),
        "projects": sorted(
            Project.objects.values_list(
                "number", "title", "call__code", "method", "starts", "ends", "contact_email",
                "active",
            )
        ),
        "missing": sorted(
            Project.objects.filter(missing_since__isnull=False).values_list("number", flat=True)
        ),
        "places": sorted(
            (number, name, site or "", part, active)
            for number, name, site, part, active in ProjectPlace.objects.values_list(
                "project__number", "organisation__name", "site__number", "part", "active"
            )
        ),
        "trainings": sorted(
            Training.objects.values_list("project__number", "code", "name", "active")
        ),
    }  # fmt: skip


def labels(row: FeedLoad) -> list[str]:
    assert row.run is not None
    return list(row.run.lines.order_by("number").values_list("label", flat=True))


def faults(row: FeedLoad) -> list[tuple[str, list[str]]]:
    assert row.run is not None
    wrong = row.run.lines.filter(outcome="fault").order_by("number")
    return list(wrong.values_list("label", "faults"))


# new, changed, the same


def test_a_first_delivery(cast: World) -> None:
    before = Project.objects.count()
    row = stage(cast, [*simple("P1", "P2"), place("P1", PARTNER, "partner")])
    assert (row.state, row.created, row.faulty, row.reasons) == ("staged", 3, 0, [])
    assert Project.objects.count() == before  # only tried out
    assert labels(row) == [
        "Nieuwe oproep 505 Werkplekleren",
        "Nieuw project P1 Project P1, met 2 organisaties en 1 opleiding",
        "Nieuw project P2 Project P2, met 1 organisatie en 1 opleiding",
    ]
    load_feed(cast.actor(OFFICER), row)
    while work_next():
        pass
    row.refresh_from_db()
    assert row.state == "loaded"
    assert row.loaded_at is not None
    one = Project.objects.get(number="P1")
    assert (one.title, one.call.code, one.contact_email) == ("Project P1", "505", "an@example.be")
    assert (one.load, one.loaded_at <= row.loaded_at, one.active) == (row, True, True)
    parts = one.places.order_by("-part").values_list("organisation__name", "part", "active")
    assert list(parts) == [
        ("Houtbouw Peeters", "promotor", True),
        ("Textielatelier Leie", "partner", True),
    ]
    assert one.trainings.get().name == "Lassen"


def test_what_changes_is_said_and_done(cast: World) -> None:
    lines = [*simple("P1"), place("P1", PARTNER, "partner"), training("P1", "A2", "Snijden")]
    load(cast, lines)
    changed = [
        call(naam="Werkplekleren 2"),
        project("P1", titel="Anders", methode="percentage", einde="2028-01-31", contact_naam="Bo"),
        place("P1", PARTNER, "promotor"),
        training("P1", "A1", "Lassen 2"),
        training("P1", "A3", "Frezen"),
    ]
    row = stage(cast, changed, 2)
    assert (row.created, row.changed, row.same) == (0, 2, 0)
    assert labels(row) == [
        "Oproep 505 Werkplekleren 2: gewijzigd",
        "P1 Anders: titel van Project P1 naar Anders; methode van Uren (prestaties) naar Vast"
        " percentage (toewijzingen); einde van 31 dec 2027 naar 31 jan 2028; contactpersoon bij"
        " ESF gewijzigd; Houtbouw Peeters neemt niet meer deel; Textielatelier Leie wordt promotor;"
        " nog 3 wijzigingen",
    ]
    load(cast, changed, 2)
    assert picture() == {
        "calls": [("505", "Werkplekleren 2", "ESF")],
        "projects": [
            ("P1", "Anders", "505", "percentage", *_days("2026-01-01", "2028-01-31"),
             "an@example.be", True)
        ],
        "missing": [],
        "places": [
            ("P1", "Houtbouw Peeters", "", "promotor", False),
            ("P1", "Textielatelier Leie", "", "promotor", True),
        ],
        "trainings": [
            ("P1", "A1", "Lassen 2", True),
            ("P1", "A2", "Snijden", False),
            ("P1", "A3", "Frezen", True),
        ],
    }  # fmt: skip


def _days(*texts: str) -> list[Any]:
    return [clock.date.fromisoformat(text) for text in texts]


def test_no_name_of_the_contact_stands_in_the_lines_or_the_log(cast: World) -> None:
    load(cast, simple("P1"))
    load(cast, [call(), project("P1", contact_naam="Zoë Zeldzaam"), place("P1"), training("P1")], 2)
    assert Project.objects.get(number="P1").contact_name == "Zoë Zeldzaam"
    assert not RunLine.objects.filter(label__contains="Zeldzaam").exists()
    assert all(
        "Zeldzaam" not in bytes(row.sealed).decode("latin1") for row in RunLine.objects.all()
    )
    told = AuditEntry.objects.filter(action__startswith="timereg.")
    assert told.exists()
    assert all("Zeldzaam" not in str(entry.payload) for entry in told)


def test_every_change_is_found_again_in_the_log_by_project(cast: World) -> None:
    load(cast, simple("P1"))
    reference = f"timereg.project:{Project.objects.get(number='P1').pk}"
    entry = AuditEntry.objects.get(action="timereg.write-feed", concerns__contains=[reference])
    assert entry.payload["facts"]["count"] == 1


# again, reordered, double, older


def test_the_same_again_changes_nothing(cast: World) -> None:
    lines = [*simple("P1", "P2"), place("P1", PARTNER, "partner")]
    load(cast, lines)
    before, moments = picture(), list(Project.objects.values_list("loaded_at", "load"))
    row = load(cast, lines)
    assert (row.state, row.run, row.same, row.created, row.changed) == ("loaded", None, 2, 0, 0)
    assert picture() == before
    assert list(Project.objects.values_list("loaded_at", "load")) == moments
    assert FeedLoad.objects.filter(state="loaded").count() == 2


def test_a_reordered_file_is_the_same_file(cast: World, esf: FakeEsf) -> None:
    esf.deliver([*simple("P1", "P2"), place("P1", PARTNER, "partner")], 1)
    first = stage_feed(cast.actor("system"), read(esf.newest()), source="a")  # type: ignore[arg-type]
    load_feed(cast.actor("system"), first)
    work_next()
    before = picture()
    again = stage_feed(cast.actor("system"), read(esf.reordered()), source="b")
    assert (again.state, again.digest) == ("loaded", first.digest)
    assert picture() == before


def test_an_older_number_is_refused_with_a_sentence(cast: World) -> None:
    load(cast, simple("P1"), 48)
    with pytest.raises(Invalid) as raised:
        stage(cast, simple("P1", "P2"), 47)
    assert str(raised.value) == (
        "Dit bestand heeft volgnummer 47. Volgnummer 48 is al geladen."
        " Een ouder bestand wordt niet geladen."
    )
    with pytest.raises(Invalid, match="Volgnummer 48 is al geladen, met een andere inhoud"):
        stage(cast, simple("P1", "P2"), 48)
    assert Project.objects.count() == 1


def test_an_older_one_that_still_waited_is_not_loaded_over_a_newer_one(cast: World) -> None:
    old = stage(cast, simple("P1"), 47)
    load(cast, simple("P1", "P2"), 48)
    with pytest.raises(Invalid, match="Een ouder bestand wordt niet geladen"):
        load_feed(cast.actor(OFFICER), old)
    stop_feed(cast.actor(OFFICER), old)
    assert (old.state, old.run.state if old.run else "") == ("stopped", "stopped")


def test_one_load_at_a_time(cast: World) -> None:
    one, other = stage(cast, simple("P1"), 1), stage(cast, simple("P2"), 2)
    load_feed(cast.actor(OFFICER), one)
    with pytest.raises(Invalid, match="Er wordt al een levering geladen"):
        load_feed(cast.actor(OFFICER), other)


def test_a_broken_file_leaves_no_trace(cast: World) -> None:
    source = FakeEsf()
    source.deliver(simple("P1"), 1)
    with pytest.raises(Invalid, match=r"Het slot ontbreekt|geen geldige JSON"):
        stage_feed(cast.actor(OFFICER), read(source.broken()), source="esf")
    assert not FeedLoad.objects.exists()


# gone


def test_gone_without_registrations_is_no_longer_active_and_comes_back(cast: World) -> None:
    load(cast, simple("P1", "P2"))
    row = stage(cast, simple("P1"), 2)
    assert (row.gone, row.kept) == (1, 0)
    assert labels(row) == [
        "P2 Project P2: niet meer in het bestand. Wordt niet meer getoond als actief."
    ]
    load(cast, simple("P1"), 2)
    two = Project.objects.get(number="P2")
    assert (two.active, two.missing_since) == (False, None)
    assert two.places.filter(active=True).exists()
    back = load(cast, simple("P1", "P2"), 3)
    two.refresh_from_db()
    assert (two.active, back.changed) == (True, 1)
    assert "staat weer in het bestand" in labels(back)[0]


@pytest.mark.parametrize("state", ["planned", "submitted", "annulled"])
def test_gone_with_registrations_goes_into_quarantine_never_a_cascade(
    cast: World, state: str
) -> None:
    load(cast, simple("P1", "P2"))
    kept = session("P2", cast.company, state)
    row = load(cast, simple("P1"), 2)
    assert (row.gone, row.kept) == (0, 1)
    assert labels(row) == [
        "P2 Project P2: niet meer in het bestand. Er zijn registraties, dus alles blijft."
    ]
    two = Project.objects.get(number="P2")
    assert two.active
    assert two.missing_since is not None
    assert Session.objects.get(pk=kept.pk).training.active
    assert two in projects_for(cast.actor(PROMOTER))
    since = two.missing_since
    assert load(cast, simple("P1"), 3).kept == 0  # known already
    two.refresh_from_db()
    assert two.missing_since == since
    load(cast, simple("P1", "P2"), 4)
    two.refresh_from_db()
    assert (two.missing_since, two.active) == (None, True)


def test_a_file_that_is_not_complete_lets_nothing_vanish(cast: World) -> None:
    load(cast, simple("P1", "P2"))
    row = load(cast, [project("P1", titel="Nieuw"), place("P1"), training("P1")], 2, complete=False)
    assert (row.changed, row.gone, row.kept) == (1, 0, 0)
    assert Project.objects.filter(active=True).count() == 2


@pytest.mark.parametrize(
    "bad",
    [project("P2", start="gisteren"), project("P2", oproep="999"), project("", titel="x")],
)
def test_a_project_whose_line_is_wrong_does_not_vanish(cast: World, bad: Any) -> None:
    load(cast, simple("P1", "P2"))
    before = picture()
    row = load(cast, [*simple("P1"), bad, place("P2"), training("P2")], 2)
    assert (row.gone, row.kept, row.faulty) == (0, 0, 1)
    assert picture() == before


def test_a_partner_with_open_sessions_stays_until_they_are_handed_in(cast: World) -> None:
    lines = [*simple("P1"), place("P1", PARTNER, "partner")]
    load(cast, lines)
    busy = session("P1", partner(cast))
    load(cast, simple("P1"), 2)
    row = ProjectPlace.objects.get(organisation=partner(cast))
    assert row.active
    with arranging():
        Session.objects.filter(pk=busy.pk).update(state="submitted")
    load(cast, simple("P1"), 3)
    row.refresh_from_db()
    assert not row.active
    assert Session.objects.filter(pk=busy.pk).exists()


def test_a_promoter_with_open_sessions_becomes_partner_when_another_takes_over(cast: World) -> None:
    load(cast, simple("P1"))
    session("P1", cast.company)
    load(cast, [call(), project("P1"), place("P1", PARTNER), training("P1")], 2)
    parts = dict(ProjectPlace.objects.values_list("organisation__name", "part"))
    assert parts == {"Houtbouw Peeters": "partner", "Textielatelier Leie": "promotor"}
    assert ProjectPlace.objects.filter(active=True).count() == 2


def test_a_training_with_open_sessions_stays_active(cast: World) -> None:
    load(cast, simple("P1"))
    session("P1", cast.company)
    load(cast, [call(), project("P1"), place("P1"), training("P1", "B1")], 2)
    assert dict(Training.objects.values_list("code", "active")) == {"A1": True, "B1": True}


# organisations


def test_an_organisation_that_the_kbo_knows_becomes_known(cast: World) -> None:
    row = load(cast, [*simple("P1"), place("P1", STRANGER, "partner")])
    assert (row.state, row.faulty) == ("loaded", 0)
    place_ = ProjectPlace.objects.select_related("organisation").get(part="partner")
    assert place_.organisation.name == "Opleidingshuis Vaart"
    member = TargetGroupMembership.objects.get(organisation=place_.organisation)
    assert member.target_group == "EA"


def test_an_organisation_that_nobody_knows_is_a_fault_and_the_rest_loads(cast: World) -> None:
    lines = [*simple("P1"), place("P1", NOBODY, "partner"), place("P1", PARTNER, "partner")]
    row = load(cast, lines)
    assert row.state == "loaded"
    assert faults(row) == [
        ("Regel 6", ["veld kbo: De KBO kent geen actieve onderneming met dit nummer."])
    ]
    assert Project.objects.get(number="P1").places.count() == 2
    assert row.reasons == []  # nobody need look: ESF made no mistake


def test_an_unknown_vestiging_is_a_fault_and_a_known_one_is_kept(cast: World) -> None:
    lines = [
        call(), project("P1"), place("P1", COMPANY, "promotor", SITE), training("P1"),
        project("P2"), place("P2"), place("P2", PARTNER, "partner", SITE),
    ]  # fmt: skip
    row = load(cast, lines)
    assert faults(row) == [
        ("Regel 8", ["veld vestiging: Deze onderneming heeft geen vestiging met dit nummer."])
    ]
    assert ProjectPlace.objects.get(project__number="P1").site == cast_site()


def cast_site() -> Any:
    return ProjectPlace.objects.exclude(site=None).get().site


def test_a_fault_in_a_place_takes_nobody_away(cast: World) -> None:
    load(cast, [*simple("P1"), place("P1", PARTNER, "partner")])
    load(cast, [*simple("P1"), place("P1", "0123456788", "partner")], 2)
    assert ProjectPlace.objects.filter(active=True).count() == 2


def test_of_five_thousand_lines_the_forty_wrong_ones_are_named_and_the_rest_waits(
    cast: World,
) -> None:
    lines = [call()]
    for number in range(2_500):
        wrong = number % 125 == 0
        lines += [
            project(f"P{number:04d}", start="gisteren" if wrong else "2026-01-01"),
            place(f"P{number:04d}", "0123456788" if wrong else COMPANY),
        ]
    row = stage(cast, lines)
    assert (row.faulty, row.created) == (40, 2_481)
    assert row.reasons == ["Er staan fouten in 40 regels."]
    told = faults(row)
    assert len(told) == 40
    assert told[0] == ("Regel 3", ["veld start: Dit is geen datum. Schrijf ze als 2026-11-27."])
    load_feed(cast.actor(SUPPORT), row)
    while work_next():
        pass
    assert Project.objects.count() == 2_480
    row.refresh_from_db()
    assert row.state == "loaded"


# who


@pytest.mark.parametrize("who", [PROMOTER, OTHER_PROMOTER, "auditor", "nobody", "client"])
def test_only_esf_and_the_house_load(cast: World, who: str) -> None:
    row = stage(cast, simple("P1"))
    for action, args, more in (
        (stage_feed, (delivery(simple("P2")),), {"source": "x"}),
        (load_feed, (row,), {}),
        (stop_feed, (row,), {}),
    ):
        with pytest.raises(Refused):
            action(cast.actor(who), *args, **more)  # type: ignore[operator]


# seen once, and only what one may see


@pytest.mark.requirement("T11")
def test_somebody_at_a_vestiging_sees_only_its_projects(cast: World) -> None:
    lines = [
        *simple("P1"),
        project("P2"), place("P2", COMPANY, "promotor", SITE),
        project("P3"), place("P3", PARTNER), place("P3", COMPANY, "partner", SITE),
        project("P4"), place("P4", PARTNER),
    ]  # fmt: skip
    load(cast, lines)

    def seen(who: str) -> list[str]:
        return sorted(projects_for(cast.actor(who)).values_list("number", flat=True))

    assert seen(SITED) == ["P2", "P3"]
    assert seen(PROMOTER) == ["P1", "P2", "P3"]
    assert seen(OTHER_PROMOTER) == ["P3", "P4"]
    assert seen(OFFICER) == seen(SUPPORT) == ["P1", "P2", "P3", "P4"]
    assert seen("auditor") == seen("nobody") == []


RELATION = st.tuples(
    st.sampled_from(["P1", "P2", "P3"]),
    st.sampled_from([(COMPANY, ""), (COMPANY, SITE), (PARTNER, ""), (STRANGER, "")]),
    st.sampled_from(["promotor", "partner"]),
)


@pytest.mark.requirement("T12")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(loads=st.lists(st.lists(RELATION, max_size=10), min_size=1, max_size=3))
def test_projects_never_show_double(cast: World, loads: list[list[Any]]) -> None:
    """Whatever ESF says of who takes part, each project is one row for everybody."""
    sequence = (FeedLoad.objects.order_by("-sequence").values_list("sequence", flat=True) or [0])[0]
    for number, relations in enumerate(loads, start=1):
        lines = [call(), *(project(one) for one in ("P1", "P2", "P3"))]
        lines += [place(one, kbo, part, site) for one, (kbo, site), part in relations]
        load(cast, lines, sequence + number)
        for who in (SITED, PROMOTER, OTHER_PROMOTER, OFFICER):
            seen = list(projects_for(cast.actor(who)).values_list("number", flat=True))
            assert len(seen) == len(set(seen)), who
        assert not Seat.objects.exists()
