"""A :class:`World` as the KBO publishes it: the lines of each file, and the ZIP of a day.

The quotes are those of the real files: all but dates, and nothing at all for what is not known.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sleutelbos.connectors.kbo import vocabulary as words
from sleutelbos.connectors.kbo.chance import mixed
from sleutelbos.connectors.kbo.synthetic import BRANCHES, FILES, World

HEADERS = {
    "meta": ("Variable", "Value"),
    "code": ("Category", "Code", "Language", "Description"),
    "enterprise": ("EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise",
                   "JuridicalForm", "JuridicalFormCAC", "StartDate"),
    "establishment": ("EstablishmentNumber", "StartDate", "EnterpriseNumber"),
    "denomination": ("EntityNumber", "Language", "TypeOfDenomination", "Denomination"),
    "address": ("EntityNumber", "TypeOfAddress", "CountryNL", "CountryFR", "Zipcode",
                "MunicipalityNL", "MunicipalityFR", "StreetNL", "StreetFR", "HouseNumber", "Box",
                "ExtraAddressInfo", "DateStrikingOff"),
    "contact": ("EntityNumber", "EntityContact", "ContactType", "Value"),
    "activity": ("EntityNumber", "ActivityGroup", "NaceVersion", "NaceCode", "Classification"),
    "branch": ("Id", "StartDate", "EnterpriseNumber"),
}  # fmt: skip
CODES = (
    ("Language", "0", "NL", "Onbekend"), ("Language", "1", "NL", "Frans"),
    ("Language", "2", "NL", "Nederlands"), ("TypeOfAddress", "REGO", "NL", "Zetel"),
    ("TypeOfAddress", "BAET", "NL", "Vestigingseenheid"),
)  # fmt: skip
Lines = Callable[[World, int], list[str]]
FLUSH = 20_000  # lines that are written at once
FAST = 1  # how hard a ZIP is packed: what is written here is read once


def dotted(number: str) -> str:
    """As the files write it."""
    if number[0] in "01":
        return f"{number[:4]}.{number[4:7]}.{number[7:]}"
    return f"{number[0]}.{number[1:4]}.{number[4:7]}.{number[7:]}"


def _day(chance: int) -> str:
    return f"{chance % 28 + 1:02d}-{chance // 32 % 12 + 1:02d}-{1960 + chance // 512 % 65}"


def enterprise(world: World, one: int) -> list[str]:
    """One line for an enterprise."""
    if world.is_site(one):
        return []
    chance, legal = mixed(world.seed, one, 2), world.is_legal(one)
    situation = words.situation(world.seed, one, world.state(one).situation)
    form = f'"{words.FORMS[chance % len(words.FORMS)]}"' if legal else ""
    number = dotted(world.number(one))
    return [f'"{number}","AC","{situation}","{2 if legal else 1}",{form},,{_day(chance)}']


def establishment(world: World, one: int) -> list[str]:
    """One line for a vestiging."""
    if not world.is_site(one):
        return []
    owner = dotted(world.number(world.owner(one)))
    return [f'"{dotted(world.number(one))}",{_day(mixed(world.seed, one, 2))},"{owner}"']


def denomination(world: World, one: int) -> list[str]:
    """The names: of every enterprise one or two, of every other vestiging one."""
    chance = mixed(world.seed, one, 4, world.state(one).name)
    number = dotted(world.number(one))
    if world.is_site(one):
        name = words.company(chance)
        return [f'"{number}","2","003","{name}"'] if mixed(world.seed, one, 5) % 2 else []
    if not world.is_legal(one):
        return [f'"{number}","0","001","{words.person(chance)}"']
    name, lines = words.company(chance), []
    lines.append(f'"{number}","{1 + chance % 2}","001","{name}"')
    if mixed(world.seed, one, 5) % 2:
        lines.append(f'"{number}","2","002","{name[:3].upper()}{chance % 97}"')
    return lines


def address(world: World, one: int) -> list[str]:
    """The address of a vestiging, or the seat of a legal person."""
    site = world.is_site(one)
    if not site and not world.is_legal(one):
        return []
    chance = mixed(world.seed, one, 6, world.state(one).address)
    postcode, dutch, french = words.TOWNS[chance % len(words.TOWNS)]
    street = words.STREETS[chance // 16 % len(words.STREETS)]
    box = f'"{chance // 7 % 20}"' if chance % 9 == 0 else '""'
    return [
        f'"{dotted(world.number(one))}","{"BAET" if site else "REGO"}",,,"{postcode}","{dutch}",'
        f'"{french}","{street}","{street}","{9001 + chance // 256 % 900}",{box},"",'
    ]


def contact(world: World, one: int) -> list[str]:
    """Of one entity in five an address for mail."""
    changed = world.state(one).contact
    if mixed(world.seed, one, 8) % 5 and not changed:
        return []
    kind = "EST" if world.is_site(one) else "ENT"
    mail = f"info{mixed(world.seed, one, 9, changed) % 10**6}@example.be"
    return [f'"{dotted(world.number(one))}","{kind}","EMAIL","{mail}"']


def activity(world: World, one: int) -> list[str]:
    """The activities: 8 in 10 under group 003, in three versions of the NACE."""
    changed = world.state(one).activities + world.all_activities
    chance = mixed(world.seed, one, 10)
    count, number, lines = words.ACTIVITIES[chance % 10], dotted(world.number(one)), []
    for n in range(count):
        own = chance >> (n % 40)
        group = "003" if own % 10 < 8 else "001" if own % 10 < 9 else "006"
        version = ("2025", "2008", "2003")[n % 3]
        codes = words.NACE[version]
        code = codes[(own + n + changed) % len(codes)]
        main = "MAIN" if n % 5 else "SECO"
        lines.append(f'"{number}","{group}","{version}","{code}","{main}"')
    return lines


def branch(world: World, one: int) -> list[str]:
    """The bijkantoor of a foreign enterprise."""
    if world.is_site(one) or one % BRANCHES:
        return []
    place = f"9{one // BRANCHES:09d}"
    day, owner = _day(mixed(world.seed, one, 12)), dotted(world.number(one))
    return [f'"{dotted(place)}",{day},"{owner}"']


LINES: dict[str, Lines] = {
    "enterprise": enterprise,
    "establishment": establishment,
    "denomination": denomination,
    "address": address,
    "contact": contact,
    "activity": activity,
    "branch": branch,
}


def write_full(world: World, path: Path) -> Path:
    """The whole of today; how the KBO names it is :func:`name_of`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        _write_head(archive, world, "full")
        for name in FILES:
            lines = (line for one in world.entities() for line in LINES[name](world, one))
            _write(archive, name, HEADERS[name], lines)
    return path


def write_update(world: World, path: Path) -> Path:
    """What changed today: per file the entities to delete, and the complete new rows of each."""
    everywhere = world.entities() if world.all_activities_today else ()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as archive:
        _write_head(archive, world, "update")
        for name in FILES:
            touched = [one for one in sorted(world.touched) if name in world.touched[one]]
            if name == "activity" and world.all_activities_today:
                touched = list(everywhere)
            heading = HEADERS[name][0]
            keys = (f'"{key}"' for one in touched for key in _keys(world, name, one))
            _write(archive, f"{name}_delete", (heading,), keys)
            rows = (
                line for one in touched if world.is_here(one) for line in LINES[name](world, one)
            )
            _write(archive, f"{name}_insert", HEADERS[name], rows)
    return path


def _keys(world: World, name: str, one: int) -> Iterator[str]:
    """What a file calls the entity: a bijkantoor has an id of its own."""
    if name == "branch":
        yield from (line.split(",")[0].strip('"') for line in branch(world, one))
    elif name not in ("enterprise", "establishment") or (name == "establishment") == world.is_site(
        one
    ):
        yield dotted(world.number(one))


def name_of(world: World, kind: str) -> str:
    """The name of the file as the KBO gives it."""
    return f"KboOpenData_{world.extract:04d}_{world.day:%Y_%m_%d}_{kind.title()}.zip"


def _write_head(archive: zipfile.ZipFile, world: World, kind: str) -> None:
    meta = (
        ("SnapshotDate", f"{world.day:%d-%m-%Y}"),
        ("ExtractTimestamp", f"{world.day:%d-%m-%Y} 07:00:00"),
        ("ExtractType", kind),
        ("ExtractNumber", str(world.extract)),
        ("Version", "R018.00"),
    )
    for name, rows in (("meta", meta), ("code", CODES)):
        _write(archive, name, HEADERS[name], (_quoted(row) for row in rows))


def _quoted(cells: Iterable[str]) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


def _write(
    archive: zipfile.ZipFile, name: str, header: tuple[str, ...], lines: Iterable[str]
) -> None:
    with archive.open(f"{name}.csv", "w", force_zip64=True) as file:
        waiting = [_quoted(header)]
        for line in lines:
            waiting.append(line)
            if len(waiting) >= FLUSH:
                file.write(("\n".join(waiting) + "\n").encode())
                waiting.clear()
        if waiting:
            file.write(("\n".join(waiting) + "\n").encode())
