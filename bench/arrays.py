"""10,000,000 dated grants in arrays that all processes map, against a dict."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import starmap
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
from common import many, report, stage

from sleutelbos.access import manifest
from sleutelbos.access.actions.catalogue import load_manifest
from sleutelbos.access.decisions import build, layout, reading
from sleutelbos.access.decisions.index import Index
from sleutelbos.access.decisions.layout import Arrays
from sleutelbos.access.models import Role
from sleutelbos.kernel import actors
from sleutelbos.tools import prepared

PERSONS, EACH = 2_000_000, 5
QUESTIONS, ROUNDS = 200_000, 5
AGAIN = 10_000  # questions about persons whose powers a process keeps
POWERS = ("offsets", "places", "roles", "starts", "ends")
PERSON_KEYS = ("person_buckets", "person_heads", "person_tails")
PLACE_KEYS = ("key_buckets", "key_heads", "key_texts", "key_places")
MEMORY_AIM, READY_AIM = 150.0, 15.0


def fill() -> None:
    """A catalogue, persons and grants."""
    for file in sorted(files("sleutelbos.access").joinpath("manifests").iterdir()):
        load_manifest(actors.system("bench"), manifest.parse(file.read_text("utf-8")))
    keys = list(Role.objects.order_by("pk").values_list("pk", flat=True))
    many.fill(many.Crowd(keys, PERSONS, EACH))


def megabytes(arrays: Arrays, names: Sequence[str]) -> float:
    """How much of the file these take."""
    return sum(getattr(arrays, name).nbytes for name in names) / 1e6


def rate(ask: Callable[..., object], questions: Sequence[tuple[object, ...]]) -> list[float]:
    """Questions per CPU-second, round after round."""
    found = []
    for _ in range(ROUNDS):
        before = time.process_time()
        for _answer in starmap(ask, questions):
            pass
        found.append(len(questions) / (time.process_time() - before))
    return found


def as_dict(arrays: Arrays) -> dict[int, int]:
    """Person, place and role in one number, to both bounds in another: the fastest of Python."""
    offsets = np.frombuffer(arrays.offsets, np.uint32)
    persons = np.repeat(np.arange(len(offsets) - 1, dtype=np.uint64), np.diff(offsets))
    keys = persons << np.uint64(40)
    keys |= np.frombuffer(arrays.places, np.uint32).astype(np.uint64) << np.uint64(16)
    keys |= np.frombuffer(arrays.roles, np.uint16).astype(np.uint64)
    values = np.frombuffer(arrays.starts, np.uint32).astype(np.uint64) << np.uint64(32)
    values |= np.frombuffer(arrays.ends, np.uint32).astype(np.uint64)
    return dict(zip(keys.tolist(), values.tolist(), strict=True))


def resident() -> float:
    """MB that this process holds for itself."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
    return (int(sizes["Private_Dirty"]) + int(sizes["Private_Clean"])) / 1024


def measure(index: Index) -> None:
    """Look-ups of both, and their memory."""
    arrays, chance, now = index.arrays, Random(7), int(time.time())
    persons = [chance.randrange(len(arrays.offsets) - 1) for _ in range(QUESTIONS)]
    subs = [_sub(arrays, person) for person in persons]
    places = [
        arrays.places[arrays.offsets[person] + chance.randrange(EACH)]
        if chance.random() < 0.5
        else chance.randrange(len(arrays.organisation_ids))
        for person in persons
    ]
    numbers = [{chance.randrange(len(index.held))} for _ in persons]

    def by_sub(sub: str, place: int, wanted: set[int]) -> bool:
        held = index.powers(sub).get(place, ())
        return any(start <= now < end and number in wanted for number, start, end in held)

    asked = list(zip(subs, places, numbers, strict=True))
    rates = {
        "arrays, anybody": rate(by_sub, asked),
        "arrays, asked before": rate(by_sub, asked[:AGAIN] * (QUESTIONS // AGAIN)),
    }
    gc.collect()
    before = resident()
    known = as_dict(arrays)
    gc.collect()
    held = resident() - before

    def in_dict(person: int, place: int, wanted: set[int]) -> bool:
        for number in wanted:
            bounds = known.get(person << 40 | place << 16 | number)
            if bounds is not None and bounds >> 32 <= now < bounds & 0xFFFFFFFF:
                return True
        return False

    rates["dict"] = rate(in_dict, list(zip(persons, places, numbers, strict=True)))
    floor = median(rates["dict"])
    rows = [
        [name, f"{median(values):,.0f}", f"{median(values) / floor:.2f}"]
        for name, values in rates.items()
    ]
    report.show("look-ups per CPU-second", ["", "a second", "x dict"], rows)
    sizes = [
        ["powers (shared)", f"{megabytes(arrays, POWERS):.0f}"],
        ["keys of persons (shared)", f"{megabytes(arrays, PERSON_KEYS):.0f}"],
        ["keys of organisations (shared)", f"{megabytes(arrays, PLACE_KEYS):.0f}"],
        ["dict (each process)", f"{held:.0f}"],
    ]
    report.show("memory", ["", "MB"], sizes)


def _sub(arrays: Arrays, person: int) -> str:
    tail = bytes(arrays.person_tails[person * 12 : person * 12 + 12])
    return (arrays.person_heads[person].to_bytes(8, "big") + tail).hex()


def main() -> None:
    """Build, map, measure."""
    with (
        many.database(f"grants_{PERSONS}", fill),
        tempfile.TemporaryDirectory() as folder,
        prepared.connect() as line,
    ):
        stage.conditions(f"{PERSONS * EACH:,} dated grants of {PERSONS:,} persons")
        place = Path(folder)
        begin, computed = time.perf_counter(), time.process_time()
        build.build(line, place)
        built, used = time.perf_counter() - begin, time.process_time() - computed
        meta = layout.current(place)
        assert meta is not None
        index = Index(Arrays(place, meta), reading.catalogue(line))
        ready = time.perf_counter() - begin
        rows = [
            ["read, sorted and written", f"{built:.1f}", f"{used:.1f}"],
            ["ready to answer", f"{ready:.1f}", ""],
        ]
        report.show("seconds", ["", "by the wall", "CPU of ours"], rows)
        measure(index)
        size = megabytes(index.arrays, POWERS)
        report.figure(
            "arrays", f"{size:.0f} MB for {PERSONS * EACH:,} grants (aim {MEMORY_AIM:.0f}), ready"
            f" in {ready:.1f} s (aim {READY_AIM:.0f})",
        )  # fmt: skip


if __name__ == "__main__":
    main()
