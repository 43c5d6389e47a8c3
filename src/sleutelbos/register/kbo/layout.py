"""Which file of an extract fills which table, column by column (cookbook R018)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Model

from sleutelbos.register.kbo import models

Cell = str | date | None


def text(value: str) -> str:
    """As it is; nothing and "" are the same."""
    return value


def number(value: str) -> str:
    """Ten digits out of ``0200.065.765`` or ``2.000.000.339``; ValueError for anything else."""
    digits = value.replace(".", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise ValueError(value)
    return digits


def day(value: str) -> date | None:
    """A date ``dd-mm-yyyy``, or nothing; ValueError for anything else."""
    if not value:
        return None
    if len(value) != 10:
        raise ValueError(value)
    return datetime.strptime(value, "%d-%m-%Y").date()  # noqa: DTZ007 - a civil date


@dataclass(frozen=True)
class Column:
    """A column of the file, the field that it fills, and how its text is read."""

    heading: str
    field: str
    read: Callable[[str], Cell] = text


@dataclass(frozen=True)
class Table:
    """A file of the extract; its first key column names the entity that a row belongs to."""

    file: str
    model: type[Model]
    key: str
    columns: tuple[Column, ...]

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The first line of the file."""
        return tuple(column.heading for column in self.columns)

    @cached_property
    def key_heading(self) -> str:
        """The one column of the file with entities to delete."""
        return self.key_column.heading

    @cached_property
    def key_column(self) -> Column:
        """The column with that heading."""
        return next(column for column in self.columns if column.field == self.key)

    @cached_property
    def single(self) -> bool:
        """Whether an entity has one row here, and no more."""
        pk = self.model._meta.pk
        return pk is not None and pk.name == self.key

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The fields that hold a date."""
        return tuple(column.field for column in self.columns if column.read is day)

    @cached_property
    def lengths(self) -> tuple[int | None, ...]:
        """The longest text that each column holds."""
        fields = (self.model._meta.get_field(column.field) for column in self.columns)
        return tuple(getattr(field, "max_length", None) for field in fields)


def _columns(
    *specified: tuple[str, str] | tuple[str, str, Callable[[str], Cell]],
) -> tuple[Column, ...]:
    return tuple(Column(*one) for one in specified)


ENTITY = ("EntityNumber", "entity", number)
TABLES = (
    Table("enterprise", models.KboEnterprise, "number", _columns(
        ("EnterpriseNumber", "number", number), ("Status", "status"),
        ("JuridicalSituation", "situation"), ("TypeOfEnterprise", "type"),
        ("JuridicalForm", "form"), ("JuridicalFormCAC", "form_cac"),
        ("StartDate", "started_on", day),
    )),
    Table("establishment", models.KboEstablishment, "number", _columns(
        ("EstablishmentNumber", "number", number), ("StartDate", "started_on", day),
        ("EnterpriseNumber", "enterprise", number),
    )),
    Table("denomination", models.KboDenomination, "entity", _columns(
        ENTITY, ("Language", "language"), ("TypeOfDenomination", "type"),
        ("Denomination", "name"),
    )),
    Table("address", models.KboAddress, "entity", _columns(
        ENTITY, ("TypeOfAddress", "type"), ("CountryNL", "country_nl"),
        ("CountryFR", "country_fr"), ("Zipcode", "zipcode"),
        ("MunicipalityNL", "municipality_nl"), ("MunicipalityFR", "municipality_fr"),
        ("StreetNL", "street_nl"), ("StreetFR", "street_fr"), ("HouseNumber", "house_number"),
        ("Box", "box"), ("ExtraAddressInfo", "extra"), ("DateStrikingOff", "struck_off_on", day),
    )),
    Table("contact", models.KboContact, "entity", _columns(
        ENTITY, ("EntityContact", "entity_contact"), ("ContactType", "type"), ("Value", "value"),
    )),
    Table("activity", models.KboActivity, "entity", _columns(
        ENTITY, ("ActivityGroup", "group"), ("NaceVersion", "nace_version"),
        ("NaceCode", "nace_code"), ("Classification", "classification"),
    )),
    Table("branch", models.KboBranch, "number", _columns(
        ("Id", "number", number), ("StartDate", "started_on", day),
        ("EnterpriseNumber", "enterprise", number),
    )),
)  # fmt: skip
CODES = Table("code", models.KboCode, "category", _columns(
    ("Category", "category"), ("Code", "code"), ("Language", "language"),
    ("Description", "description"),
))  # fmt: skip
META = ("Variable", "Value")
