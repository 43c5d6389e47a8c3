"""The file contract with ESF: what is read, what is refused, what is named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from sleutelbos.config import sources
from sleutelbos.connectors.esf import checks, contract, fake, raw
from sleutelbos.connectors.esf.client import FolderSource, HttpsSource
from sleutelbos.connectors.esf.fake import FakeEsf, as_csvs, as_jsonl, as_zip, whole
from sleutelbos.demo import identifiers
from sleutelbos.timereg.ports import Delivery, FeedSource, Parcel, Unreachable
from tests.timereg.world_feed import COMPANY, PARTNER, call, place, project, read, simple, training

pytestmark = pytest.mark.requirement("T02")

SAMPLE = Path(__file__).parents[2] / "docs" / "voorbeeld" / "esf"
GOOD = [*simple("P1", "P2"), place("P1", PARTNER, "partner")]


def of(data: bytes) -> Delivery:
    return read(Parcel("esf", data))


def refusal(data: bytes) -> tuple[int, str, str]:
    """Line, field and sentence of the one reason to refuse the whole file."""
    found = of(data)
    assert len(found.refusals) == 1, found
    fault = found.refusals[0]
    assert not found.projects
    return fault.spot.line if fault.spot else 0, fault.field, fault.sentence


def faults(lines: Sequence[Any]) -> list[tuple[int, str, str]]:
    found = of(as_jsonl(whole(lines)))
    assert not found.refusals, found.refusals
    return [(f.spot.line if f.spot else 0, f.field, f.sentence) for f in found.faults]


# what is read


def test_jsonl_zip_and_folder_say_the_same(tmp_path: Path) -> None:
    lines = whole(GOOD, 7)
    for name, data in as_csvs(lines).items():
        (tmp_path / name).write_bytes(data)
    folder = FolderSource(tmp_path).newest()
    assert folder is not None
    found = [of(as_jsonl(lines)), of(as_zip(lines)), read(folder)]
    assert len({one.digest for one in found}) == 1
    for one in found:
        assert not one.refusals
        assert not one.faults
        assert one.header is not None
        assert (one.header.sequence, one.header.complete) == (7, True)
        assert [len(x) for x in (one.calls, one.projects, one.places, one.trainings)] == [
            1,
            2,
            3,
            2,
        ]


def test_order_and_doubles_change_nothing_of_the_digest() -> None:
    source = FakeEsf()
    first = source.deliver(GOOD, 1)
    again = source.reordered()
    assert first.data != again.data
    assert read(first).digest == read(again).digest
    assert of(as_jsonl(whole([*GOOD, GOOD[-1]]))).digest == read(first).digest


def test_numbers_may_be_written_with_dots_and_without_the_first_zero() -> None:
    shown = f"{COMPANY[:4]}.{COMPANY[4:7]}.{COMPANY[7:]}"
    found = of(as_jsonl(whole([call(), project("P1"), place("P1", shown)])))
    assert [one.kbo for one in found.places] == [COMPANY]


# refused as a whole


def test_a_file_that_is_cut_off_is_refused_wherever_the_cut_falls() -> None:
    data = as_jsonl(whole(GOOD))
    last = len(data) - 2  # without the last brace
    for end in range(1, last, 37):
        assert of(data[:end]).refusals, end
    whole_lines = data.splitlines(keepends=True)
    assert refusal(b"".join(whole_lines[:-1]))[2] == (
        "Het slot ontbreekt. Het bestand is afgebroken."
    )


def test_wrong_counts_are_named_one_by_one() -> None:
    lines = whole(GOOD)
    lines[-1] = {**lines[-1], "projecten": 3, "deelnames": 9}
    found = of(as_jsonl(lines))
    assert [(f.field, f.sentence) for f in found.refusals] == [
        ("projecten", "Het slot telt 3 regels, het bestand heeft er 2."),
        ("deelnames", "Het slot telt 9 regels, het bestand heeft er 3."),
    ]


def test_an_unknown_version_is_refused() -> None:
    lines = whole(GOOD)
    lines[0] = {**lines[0], "versie": 2}
    line, field, sentence = refusal(as_jsonl(lines))
    assert (line, field) == (1, "versie")
    assert sentence == "Versie 2 is niet gekend. Deze toepassing leest versie 1."


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (b'{"soort": "project", \n', "Deze regel is geen geldige JSON."),
        (b"[" * 15_000 + b"\n", "Deze regel is geen geldige JSON."),
        (b'{"soort": "oproep", "code": NaN}\n', "Deze regel is geen geldige JSON."),
        (b'{"soort": "oproep", "code": 1' + b"0" * 5_000 + b"}\n", "Deze regel is geen"),
        (b'{"soort": "oproep", "code": "1", "code": "2"}\n', "Een veld staat twee keer"),
        (b'"soort"\n', "Hier staat een van: kop, oproep"),
        (b'{"soort": ["kop"]}\n', "Hier staat een van: kop, oproep"),
        (b'{"soort": "factuur"}\n', "Hier staat een van: kop, oproep"),
        (b'{"soort": "oproep", "naam": "' + b"x" * 20_000 + b'"}\n', "Deze regel is te lang."),
        (b'{"soort": "oproep", "naam": "\xff"}\n', "Dit is geen tekst in UTF-8."),
        (b'{"soort": "oproep", "naam": "\x00"}\n', "Dit is geen tekst in UTF-8."),
        (as_jsonl([fake.head(2)]), "De eerste regel is de kop, en er is maar één kop."),
        (as_jsonl([fake.tail([])]), "Na het slot staat nog een regel."),
    ],
)
def test_a_damaged_line_refuses_the_file_and_is_named(bad: bytes, sentence: str) -> None:
    lines = as_jsonl(whole(GOOD)).splitlines(keepends=True)
    line, _field, said = refusal(b"".join([*lines[:3], bad, *lines[3:]]))
    assert line in (4, 5)  # what stands after a slot is the next one
    assert said.startswith(sentence)


def test_nothing_and_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(b" \n")[2] == "Dit bestand is leeg."
    monkeypatch.setattr(raw, "MOST_BYTES", 10)
    assert refusal(as_jsonl(whole(GOOD)))[2] == "Dit bestand is te groot."
    monkeypatch.undo()
    monkeypatch.setattr(raw, "MOST_LINES", 4)
    assert refusal(as_jsonl(whole(GOOD)))[2] == "Dit bestand heeft te veel regels."
    assert refusal(as_zip(whole(GOOD)))[2] == "Dit bestand heeft te veel regels."


@pytest.mark.parametrize(
    ("field", "value"),
    [("formaat", "iets"), ("volgnummer", "een"), ("volgnummer", -1), ("volledig", "misschien"),
     ("gemaakt", "2026-11-27T16:00:00"), ("gemaakt", "")],
)  # fmt: skip
def test_a_header_that_is_wrong_refuses_the_file(field: str, value: object) -> None:
    lines = whole(GOOD)
    lines[0] = {**lines[0], field: value}
    assert refusal(as_jsonl(lines))[:2] == (1, field)


# hostile archives


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def csvs(**more: bytes) -> dict[str, bytes]:
    return {**as_csvs(whole(GOOD)), **{f"{name}.csv": data for name, data in more.items()}}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped({"../../etc/passwd": b"x"}), "../../etc/passwd hoort er niet bij."),
        (zipped({"map/kop.csv": b"x"}), "map/kop.csv hoort er niet bij."),
        (zipped({"kop.csv": b"x"}), "oproepen.csv ontbreekt."),
        (as_zip(whole(GOOD))[:400], "Dit ZIP-bestand is beschadigd."),
        (b"PK\x03\x04niets", "Dit ZIP-bestand is beschadigd."),
        (zipped(csvs(projecten=b"nummer;titel\n")), "Deze kolom ontbreekt."),
        (zipped(csvs(projecten=b"nummer;nummer\n")), "Deze kolom staat er twee keer."),
        (zipped(csvs(oproepen=b'code;naam;fonds\n"5";"x\n')), "Deze regel is geen goede CSV."),
        (zipped(csvs(oproepen=b"code;naam;fonds\n5;x\n")), "Er staan te veel of te weinig kolomm"),
        (zipped(csvs(oproepen=b"code;naam;fonds\n5;\x00;ESF\n")), "Dit is geen tekst in UTF-8."),
        (zipped(csvs(oproepen=b"")), "Deze kolom ontbreekt."),
        (zipped(csvs(oproepen=b"code;naam;fonds\n5;" + b"x" * 140_000 + b";ESF\n")), "Deze regel"),
    ],
)
def test_a_hostile_zip_is_refused(data: bytes, sentence: str) -> None:
    assert refusal(data)[2].startswith(sentence)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(raw, "_unpacked", None)  # would fail when it were called
    data = zipped(csvs(oproepen=b"0" * 2_000_000))
    assert refusal(data)[2] == "Dit ZIP-bestand is uitgepakt te groot."


def test_an_unusual_way_of_packing_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("kop.csv", b"x")
    assert refusal(buffer.getvalue())[2] == "Dit ZIP-bestand is op een ongewone manier ingepakt."


def test_a_password_is_named() -> None:
    data = bytearray(as_zip(whole(GOOD)))
    place_of = data.index(b"PK\x01\x02")
    while place_of >= 0:  # the flag "encrypted" in every entry of the directory
        data[place_of + 8] |= 1
        place_of = data.find(b"PK\x01\x02", place_of + 4)
    assert refusal(bytes(data))[2] == "Dit ZIP-bestand is met een wachtwoord beveiligd."


def test_csv_faults_name_the_file_and_its_own_line() -> None:
    lines = whole([*GOOD, place("P2", "0123456788", "partner")])
    found = of(as_zip(lines))
    (fault,) = found.faults
    assert fault.spot is not None
    assert (fault.spot.file, fault.spot.line, fault.field) == ("deelnames.csv", 5, "kbo")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_the_bytes_are_the_reader_answers(data: st.DataObject) -> None:
    good = as_zip(whole(GOOD)) if data.draw(st.booleans()) else as_jsonl(whole(GOOD))
    start = data.draw(st.integers(0, len(good)))
    found = of(good[:start] + data.draw(st.binary(max_size=40)) + good[start + 3 :])
    assert isinstance(found, Delivery)


# faults of one line


@pytest.mark.parametrize(
    ("line", "field", "sentence"),
    [
        (project("P9", nummer=""), "nummer", "Dit veld is leeg."),
        (project("P9", titel="x" * 301), "titel", "Dit veld telt hoogstens 300 tekens."),
        (project("P9", titel="a\u202eb"), "titel", "Er staan tekens in die geen tekst zijn."),
        (project("P9", titel=["a"]), "titel", "Hier hoort tekst of een geheel getal."),
        (project("P9", titel=1.5), "titel", "Hier hoort tekst of een geheel getal."),
        (project("P9", methode="dagen"), "methode", "Hier staat een van: uren, percentage."),
        (project("P9", start="01/02/2026"), "start", "Dit is geen datum. Schrijf ze als"),
        (project("P9", start="2026-02-30"), "start", "Dit is geen datum. Schrijf ze als"),
        (project("P9", start="0026-02-01"), "start", "Deze datum ligt te ver weg."),
        (project("P9", einde="2025-12-31"), "einde", "Het project eindigt voor het begint."),
        (project("P9", contact_email="an@"), "contact_email", "Dit is geen e-mailadres."),
        (place("P1", "0123456788"), "kbo", "Het controlegetal klopt niet."),
        (place("P1", identifiers.establishment(1)), "kbo", "Dit is een vestigingsnummer."),
        (place("P1", COMPANY, site=COMPANY), "vestiging", "Dit is geen vestigingsnummer"),
        (place("P1", COMPANY, "leider"), "rol", "Hier staat een van: promotor, partner."),
        (training("P1", ""), "code", "Dit veld is leeg."),
        (call("1", fonds="EFRO"), "fonds", "Hier staat een van: ESF, AMIF."),
    ],
)
def test_a_wrong_field_is_named(line: Any, field: str, sentence: str) -> None:
    found = faults([*GOOD, line])
    assert [one[:2] for one in found] == [(len(GOOD) + 2, field)]
    assert found[0][2].startswith(sentence)


def test_half_a_character_is_no_text() -> None:
    lines = as_jsonl(whole([*GOOD, project("P9", titel="HALF")]))
    found = of(lines.replace(b"HALF", b"a\\ud800b"))
    assert [fault.field for fault in found.faults] == ["titel"]
    assert found.digest


def test_a_test_number_counts_only_where_tests_are_allowed() -> None:
    found = checks.mapping.read(Parcel("x", as_jsonl(whole(GOOD))), allow_test=False)
    assert len(found.faults) == 3
    assert {fault.field for fault in found.faults} == {"kbo"}


def test_of_five_thousand_rows_all_forty_wrong_ones_are_named() -> None:
    lines = [call()]
    for number in range(2_500):
        wrong = number % 125 == 0
        lines += [
            project(f"P{number}", start="gisteren" if wrong else "2026-01-01"),
            place(f"P{number}", "0123456788" if wrong else COMPANY),
        ]
    assert len(lines) == 5_001
    found = faults(lines)
    assert len(found) == 40
    assert [one[0] for one in found] == [
        index + 2
        for index, line in enumerate(lines)
        if line.get("start") == "gisteren" or line.get("kbo") == "0123456788"
    ]


# where the files come from: fake and real keep the same promises


Place = Callable[[dict[str, bytes]], FeedSource]


def _fake(files: dict[str, bytes], tmp_path: Path) -> FeedSource:
    return FakeEsf(Parcel(name, data) for name, data in files.items())


def _folder(files: dict[str, bytes], tmp_path: Path) -> FeedSource:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return FolderSource(tmp_path)


def _https(files: dict[str, bytes], tmp_path: Path) -> FeedSource:
    newest = FakeEsf(Parcel(name, data) for name, data in files.items()).newest()

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["authorization"] == "Bearer geheim"
        if newest is None:
            return httpx.Response(204)
        return httpx.Response(200, content=newest.data)

    url = "https://esf.example.be/" + (newest.name if newest else "niets")
    return HttpsSource(url, "geheim", transport=httpx.MockTransport(answer))


@pytest.fixture(params=[_fake, _folder, _https])
def put(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return lambda files: request.param(files, tmp_path)


def test_nothing_there(put: Place) -> None:
    assert put({}).newest() is None


def test_the_highest_number_counts_not_the_name(put: Place) -> None:
    files = {
        "z-oud.jsonl": as_jsonl(whole(GOOD, 8)),
        "a-nieuw.jsonl": as_jsonl(whole(GOOD, 9)),
        "m.zip": as_zip(whole(GOOD, 7)),
    }
    found = put(files).newest()
    assert found is not None
    assert found.name == "a-nieuw.jsonl"
    header = read(found).header
    assert header is not None
    assert header.sequence == 9


def test_a_zip_is_compared_too(put: Place) -> None:
    files = {"oud.jsonl": as_jsonl(whole(GOOD, 8)), "nieuw.zip": as_zip(whole(GOOD, 10))}
    found = put(files).newest()
    assert found is not None
    assert found.name == "nieuw.zip"


def test_a_broken_file_is_told_not_passed_over(put: Place) -> None:
    files = {"goed.jsonl": as_jsonl(whole(GOOD, 8)), "stuk.jsonl": b"{"}
    found = put(files).newest()
    assert found is not None
    assert read(found).refusals


def test_a_file_that_is_still_being_written_is_not_seen(tmp_path: Path) -> None:
    (tmp_path / "esf.jsonl.deel").write_bytes(b"{")
    assert FolderSource(tmp_path).newest() is None


def test_a_folder_that_is_not_there_is_said() -> None:
    with pytest.raises(Unreachable, match="map met de bestanden van ESF"):
        FolderSource(Path("/nergens/esf")).newest()
    assert len(checks.problems("/nergens/esf", "")) == 1


@pytest.mark.parametrize("status", [301, 401, 500])
def test_an_answer_that_is_no_file_is_said(status: int) -> None:
    transport = httpx.MockTransport(
        lambda _: httpx.Response(status, headers={"location": "https://elders.example.be/"})
    )
    with pytest.raises(Unreachable, match=f"fout {status}"):
        HttpsSource("https://esf.example.be/x", "geheim", transport=transport).newest()


def test_no_answer_is_said_and_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("geheim", request=request)

    with pytest.raises(Unreachable, match="niet bereikbaar") as raised:
        HttpsSource("https://esf.example.be/x", "geheim", httpx.MockTransport(fail)).newest()
    assert "geheim" not in str(raised.value)
    monkeypatch.setattr("sleutelbos.connectors.esf.client.MOST_BYTES", 10)
    much = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 11))
    with pytest.raises(Unreachable, match="te groot"):
        HttpsSource("https://esf.example.be/x", "", much).newest()


def test_the_token_never_travels_in_the_clear() -> None:
    assert sources.place("SLEUTELBOS_ESF", "") == ""
    assert sources.place("SLEUTELBOS_ESF", "/data/esf") == "/data/esf"
    with pytest.raises(ValueError, match="https"):
        sources.place("SLEUTELBOS_ESF", "http://esf.example.be/")


# the command, and the sample in docs


def test_the_sample_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("levering.jsonl", "levering.zip", "csv"):
        call_command("esf_check", str(SAMPLE / name), "--test-numbers")
        assert "geen fouten. 2 oproepen, 3 projecten" in capsys.readouterr().out
    assert len({checks.check_path(SAMPLE / name, allow_test=True).digest
                for name in ("levering.jsonl", "levering.zip", "csv")}) == 1  # fmt: skip


def test_the_command_names_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "esf.jsonl"
    lines = [*GOOD, project("P3", oproep="999"), place("P3"), place("P2", PARTNER, "promotor")]
    path.write_bytes(as_jsonl(whole([*lines, training("P8")])))
    with pytest.raises(CommandError, match=r"esf\.jsonl: 4 fouten"):
        call_command("esf_check", str(path), "--test-numbers")
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "Regel 7, veld rol: Dit project heeft twee promotoren.",
        "Regel 10, veld oproep: Oproep 999 is niet gekend.",
        "Regel 12, veld rol: Dit project heeft twee promotoren.",
        "Regel 13, veld project: Project P8 is niet gekend.",
    ]


def test_one_csv_can_be_checked_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deelnames.csv"
    path.write_bytes(as_csvs([place("P1", "0123456788")])["deelnames.csv"])
    with pytest.raises(CommandError, match="1 fouten"):
        call_command("esf_check", str(path))
    assert capsys.readouterr().out.startswith("deelnames.csv, regel 2, veld kbo: Het controlegetal")
    with pytest.raises(CommandError, match="No such file"):
        call_command("esf_check", str(tmp_path / "niets.jsonl"))


def test_the_document_names_every_field() -> None:
    text = (SAMPLE.parents[1] / "uitleg" / "esf-bestand.md").read_text("utf-8")
    for kind in contract.KINDS.values():
        assert f"`{kind.file}`" in text
        for field in kind.fields:
            assert f"`{field.name}`" in text, f"{kind.name}.{field.name}"
    for line in text.splitlines():
        if line.startswith('{"soort"'):
            assert json.loads(line)["soort"] in contract.KINDS
