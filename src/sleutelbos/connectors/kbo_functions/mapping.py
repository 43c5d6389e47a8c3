"""From the columns of the feed to what the register knows; codes into those of functions.csv."""

from __future__ import annotations

from sleutelbos.connectors import sheets
from sleutelbos.register.ports import Address, FunctionRecord, OrganisationRecord, SiteRecord
from sleutelbos.register.public import function_kind, parse_enterprise, parse_insz, parse_site

FUNCTIONS = ("kbo", "insz", "functie", "van", "tot")
NAMES = ("voornaam", "naam")
ADDRESS = ("straat", "huisnummer", "bus", "postcode", "gemeente", "land")
ORGANISATIONS = ("kbo", "naam", "rechtsvorm", "rechtstoestand", "begin", "einde")
ORGANISATIONS_MORE = ("afkorting", "email", *ADDRESS)
SITES = ("kbo", "vestiging", "naam", "begin")


class UnknownFunction(ValueError):
    """The feed names a function that isn't in reference/functions.csv."""


def function(row: dict[str, str], *, allow_test: bool) -> FunctionRecord:
    """One line of functies.csv; raises InszFault, KboFault, UnknownFunction or ValueError."""
    kind = function_kind(row["functie"])
    if kind is None:
        raise UnknownFunction(row["functie"])
    first, last = sheets.day(row["van"]), sheets.day(row["tot"])
    if first and last and last < first:
        raise ValueError("ends before it starts")
    return FunctionRecord(
        number=parse_enterprise(row["kbo"], allow_test=allow_test),
        insz=parse_insz(row["insz"], allow_test=allow_test).value,
        function=kind.code,
        first=first,
        last=last,
        given_name=row["voornaam"],
        family_name=row["naam"],
    )


def organisation(
    row: dict[str, str], sites: tuple[SiteRecord, ...], *, allow_test: bool
) -> OrganisationRecord:
    """One line of ondernemingen.csv; raises KboFault or ValueError."""
    return OrganisationRecord(
        number=parse_enterprise(row["kbo"], allow_test=allow_test),
        name=row["naam"],
        short_name=row["afkorting"],
        legal_form=row["rechtsvorm"],
        legal_situation=row["rechtstoestand"],
        started_on=sheets.day(row["begin"]),
        stopped_on=sheets.day(row["einde"]),
        email=row["email"],
        address=address(row),
        sites=sites,
    )


def site(row: dict[str, str], *, allow_test: bool) -> tuple[str, SiteRecord]:
    """One line of vestigingen.csv, with the enterprise's number; raises KboFault or ValueError."""
    record = SiteRecord(
        number=parse_site(row["vestiging"], allow_test=allow_test),
        name=row["naam"],
        started_on=sheets.day(row["begin"]),
        address=address(row),
    )
    return parse_enterprise(row["kbo"], allow_test=allow_test), record


def address(row: dict[str, str]) -> Address:
    """The address columns."""
    return Address(*(row[name] for name in ADDRESS))
