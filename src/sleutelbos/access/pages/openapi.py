"""The one file of JSON that pages of Gebruikersbeheer give, for the OpenAPI document."""

from __future__ import annotations

from django.conf import settings

from sleutelbos.tools.ledger import proof
from sleutelbos.tools.openapi import Json, Part, answer, array, header, number, record, ref, text

TAG = "Audit log"
OF_ORGANISATION = "/gebruikersbeheer/{organisation}/logboek/{entry}/bewijs"
OF_ALL = "/gebruikersbeheer/logboek/{entry}/bewijs"
HTML = "text/html"
HEX = "^[0-9a-f]+$"
PROOF = record(
    {
        "format": text(const=proof.FORMAT),
        "entry": text("The entry, as the text that was sealed."),
        "salt": text("In hex.", pattern=HEX),
        "leaf": number("Its place.", minimum=0),
        "path": array(text(pattern=HEX), "Hashes that lead to the root."),
        "checkpoint": record(
            {
                "size": number("Leaves that were sealed.", minimum=1),
                "root": text("In hex.", pattern=HEX),
                "signature": text("Ed25519, in hex.", pattern=HEX),
                "key": text("Short name of the key.", pattern=HEX),
            },
            sorted(proof.CHECKPOINT_FIELDS),
            additionalProperties=False,
        ),
    },
    sorted(proof.FIELDS),
    additionalProperties=False,
    description="Holds on its own: `sleutelbos/tools/ledger/proof.py` checks it.",
)
SAVED = {"Content-Disposition": header("The name of the file.")}
PAGES = {
    "302": answer("To the sign-in page.", headers={"Location": header("The sign-in page.")}),
    "403": answer("A page that says which right is missing.", text(), HTML),
    "404": answer("A page: no such entry that you may see.", text(), HTML),
    "409": answer("A page: the entry can't be proven yet, or not any more.", text(), HTML),
    "500": answer("A page: something went wrong here.", text(), HTML),
}


def part() -> Part:
    """The proof of an entry of the log, for who is signed in."""
    entry = _parameter("entry", number(minimum=0))
    organisation = _parameter("organisation", text(format="uuid"))
    paths = {
        OF_ORGANISATION: _item("proveEntryOfOrganisation", [organisation, entry]),
        OF_ALL: _item("proveEntry", [entry]),
    }
    cookie = {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
    security = {"Session": {**cookie, "description": "of a browser in which somebody signed in"}}
    about = "A file that proves one entry of the log to an outsider; a page of the site gives it."
    return Part(TAG, about, paths, {"Proof": PROOF}, security)


def _item(operation: str, parameters: list[Json]) -> Json:
    return {
        "get": {
            "tags": [TAG], "operationId": operation, "summary": "Take the proof of an entry home",
            "security": [{"Session": []}], "parameters": parameters,
            "responses": {"200": answer("The proof.", ref("Proof"), headers=SAVED), **PAGES},
        }
    }  # fmt: skip


def _parameter(name: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema}
