"""From a feature of VKBO to what the register asks of it, and back (for the fake)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sleutelbos.register.ports.kbo import EntityStatus

NO_DATES = ("1900-01-01", "9999-12-31")
OWNER = "Ondernemingsnr_maatsch_zetel"
FIELDS = {  # of EntityStatus: the property
    "name": "Maatschappelijke_naam",
    "situation": "Rechtstoestand",
    "enterprise": OWNER,
    "reason": "Reden_stopzetting",
    "street": "KBO_Straat",
    "house_number": "KBO_Huisnr",
    "box": "KBO_Busnr",
    "postcode": "KBO_Postcode",
    "municipality": "KBO_Gemeente",
}
STARTED, STOPPED, NUMBER = "Startdatum", "Datum_stopzetting", "Ondernemingsnr"


def read(answer: Any, number: str) -> EntityStatus | None:
    """The one feature of this number; None when there is none. Raises ValueError, KeyError,
    TypeError or AttributeError for what is no collection of features.
    """
    for feature in answer["features"]:
        values = feature["properties"]
        if digits(text(values.get(NUMBER))) == number:
            return _status(values, number)
    return None


def _status(values: dict[str, Any], number: str) -> EntityStatus:
    found = {ours: text(values.get(theirs)) for ours, theirs in FIELDS.items()}
    found["enterprise"] = digits(found["enterprise"])
    return EntityStatus(
        number=number,
        started_on=day(values.get(STARTED)),
        stopped_on=day(values.get(STOPPED)),
        **found,
    )


def text(value: Any) -> str:
    """Without control characters and spaces around it; nothing for what is not there."""
    if value is None:
        return ""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", str(value)).strip()


def digits(value: str) -> str:
    """Ten digits, however they are written; empty for nothing."""
    return re.sub(r"\D", "", value).zfill(10) if value else ""


def day(value: Any) -> date | None:
    """A date, which may carry a time; None for nothing and for what stands for nothing."""
    found = text(value)[:10]
    return date.fromisoformat(found) if found and found not in NO_DATES else None


def feature_of(status: EntityStatus) -> dict[str, Any]:
    """The feature as VKBO writes it, its habits included."""
    values: dict[str, Any] = {
        theirs: getattr(status, ours) or " " for ours, theirs in FIELDS.items()
    }
    values[NUMBER] = status.number
    values[STARTED] = f"{status.started_on or NO_DATES[0]}T00:00:00Z"
    values[STOPPED] = f"{status.stopped_on or NO_DATES[1]}T00:00:00Z"
    return {"type": "Feature", "properties": values}
