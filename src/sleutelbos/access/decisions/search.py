"""Searches: for which organisations, which rights, and who (Authorization API 1.0, §8).

Complete and paged: the answer is in order, and a page begins after the last result of the one
before. Every result gives a yes when it is asked as a question. Organisations and rights come from
memory, persons from the database.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from sleutelbos.access import claims
from sleutelbos.access.decisions import reading
from sleutelbos.access.decisions.index import Index, Wanted, names_of
from sleutelbos.access.decisions.places import ORGANISATION, SITE
from sleutelbos.access.decisions.questions import (
    PERSON,
    Answer,
    Asker,
    Unreadable,
    held_at,
    hindered,
    moment,
    object_in,
    part,
    properties,
)
from sleutelbos.tools import crypto
from sleutelbos.tools.prepared import Statement

PAGE = 1_000  # results
TOKEN = "search-page"  # noqa: S105 - what the token of a page is sealed for

WHO = Statement("""
SELECT json_agg(uid) FROM (
  SELECT DISTINCT p.uid
    FROM access_power w JOIN register_person p ON p.id = w.person_id
   WHERE w.organisation_id = $1 AND (w.site_id IS NULL OR w.site_id = $2)
     AND w."right" = $3 AND ($4::text IS NULL OR w.role = $4)
     AND NOT isempty(w.valid)
     AND coalesce(lower(w.valid), '-infinity') < $5::timestamptz
     AND coalesce(upper(w.valid), 'infinity') >= $5::timestamptz
     AND p.uid > $6::uuid
   ORDER BY p.uid LIMIT $7) AS found
""")
WHERE = Statement(f"""
SELECT json_build_array(i.organisation_id, NULL) FROM register_organisationidentifier i
 WHERE i.value = $1 AND {reading.LATEST}
UNION ALL
SELECT json_build_array(m.organisation_id, m.id) FROM register_site m WHERE m.number = $1
 LIMIT 1
""")  # noqa: S608 - fragments of ours
NOBODY = UUID(int=0)


def resources(asker: Asker, request: Mapping[str, Any]) -> Answer:
    """The organisations (or vestigingen) for which the subject may do the action."""
    subject = part(request, "subject", "type", "id")
    action = part(request, "action", "name")
    kind = part(request, "resource", "type")["type"]
    given, at, (after, size) = properties(subject), moment(asker, request), _page(request)
    index = asker.index
    wanted = asker.actions.get(action["name"])
    if wanted is None or subject["type"] not in PERSON:
        return _results([], size, str)
    numbers = wanted.numbers
    places = {
        place
        for place, held in index.powers(subject["id"]).items()
        for number, start, end in held
        if start <= at < end and number in numbers
    }
    found = {
        key
        for place, key in _named(index, places, kind, wanted, at)
        if key > after and not hindered(index, given, place, wanted, at)
    }
    rows = [{"type": kind, "id": key} for key in sorted(found)[: size + 1]]
    return _results(rows, size, lambda row: row["id"])


def _named(
    index: Index, held: Iterable[int], kind: str, wanted: Wanted, at: int
) -> Iterator[tuple[int, str]]:
    """Places of a kind that powers at these places reach, with the number to call them by."""
    places = index.places
    for place in held:
        if kind == ORGANISATION and not places.is_site(place):
            yield place, _number(index, place, wanted, at)
        elif kind == SITE:
            inside = (place,) if places.is_site(place) else places.sites(place)
            yield from ((site, places.key_of_site(site)) for site in inside)


def _number(index: Index, place: int, wanted: Wanted, at: int) -> str:
    """The number of an organisation in a doelgroep of the right, or else any that it has."""
    places, groups, best = index.places, wanted.groups, ""
    for group, start, end, text in places.known(place):
        if places.find(text) != place:
            continue
        if group in groups and start <= at < end:
            return text
        best = best or text
    return best


def actions(asker: Asker, request: Mapping[str, Any]) -> Answer:
    """The rights and roles of the application that the subject has at the resource."""
    subject = part(request, "subject", "type", "id")
    resource = part(request, "resource", "type", "id")
    given, at, (after, size) = properties(subject), moment(asker, request), _page(request)
    index = asker.index
    place, whole, kind = index.places.spot(resource["id"])
    if kind != resource["type"] or subject["type"] not in PERSON:
        return _results([], size, str)
    known = asker.actions
    found: set[str] = set()
    for number, start, end in held_at(index, subject["id"], place, whole):
        row = index.rows[number]
        if start <= at < end and row is not None:
            if row.application == asker.application:
                found.update(
                    name
                    for name in names_of(row)
                    if name > after and not hindered(index, given, place, known[name], at)
                )
    rows = [{"name": name} for name in sorted(found)[: size + 1]]
    return _results(rows, size, lambda row: row["name"])


def subjects(asker: Asker, request: Mapping[str, Any]) -> Answer:
    """The persons who may do the action on the resource. Asks the database."""
    subject = part(request, "subject", "type")
    action = part(request, "action", "name")
    resource = part(request, "resource", "type", "id")
    given, at, (after, size) = properties(subject), moment(asker, request), _page(request)
    start = _uid(after)
    index = asker.index
    wanted = asker.actions.get(action["name"])
    place, _whole, kind = index.places.spot(resource["id"])
    if wanted is None or kind != resource["type"] or subject["type"] not in PERSON:
        return _results([], size, str)
    if hindered(index, given, place, wanted, at):
        return _results([], size, str)
    organisation, site = WHERE(resource["id"]) or (None, None)
    role = action["name"].removeprefix(wanted.right).removeprefix("/") or None
    second = datetime.fromtimestamp(at, UTC) + timedelta(seconds=1)
    uids = WHO(organisation, site, wanted.right, role, second, str(start), size + 1) or []
    rows = [{"type": subject["type"], "id": claims.sub_of(UUID(uid)), "uid": uid} for uid in uids]
    answer = _results(rows, size, lambda row: row["uid"])
    for row in answer["results"]:
        del row["uid"]
    return answer


def _uid(after: str) -> UUID:
    """The person after whom a page begins. Raises Unreadable for the token of another search."""
    try:
        return UUID(after) if after else NOBODY
    except ValueError:
        raise _no_token() from None


def _page(request: Mapping[str, Any]) -> tuple[str, int]:
    """After which result the page begins, and how many it may have. Raises Unreadable."""
    page = object_in(request, "", "page")
    if not page:
        return "", PAGE
    token, limit = page.get("token", page.get("next_token")), page.get("limit", PAGE)
    if isinstance(limit, float) and limit.is_integer():  # 2.0 is a whole number to JSON
        limit = int(limit)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise Unreadable("/page/limit", "a number of at least 1 is needed")
    return _opened(token), min(limit, PAGE)


def _opened(token: Any) -> str:
    """The last result of the page before, out of its token. Raises Unreadable."""
    if token in (None, ""):
        return ""
    try:
        return crypto.decrypt(b64decode(token, b"-_", validate=True), TOKEN)
    except (TypeError, ValueError, InvalidTag):
        raise _no_token() from None


def _no_token() -> Unreadable:
    return Unreadable("/page/token", "this is not a token of ours")


def _results(rows: list[dict[str, Any]], size: int, last: Any) -> Answer:
    """A page; its token is the last result, when there are more.

    It is sealed: of persons it is a key of ours that no application needs to know.
    """
    page, token = rows[:size], ""
    if len(rows) > size:
        token = urlsafe_b64encode(crypto.encrypt(last(page[-1]), TOKEN)).decode()
    return {"results": page, "page": {"next_token": token, "count": len(page)}}
