"""The claims of a token, by its scopes, in the names and shapes of ACM (acm_idm §1.4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sleutelbos.access.public import claims as shapes
from sleutelbos.access.public import means
from sleutelbos.signin.states import MEANS
from sleutelbos.tools import crypto

INSZ = "insz"  # what the numbers of persons are sealed for
CITIZEN = "BUR"
BETWEEN = ", "  # several organisations in one value, as ACM writes them


def subject_of(facts: dict[str, Any]) -> str:
    """``sub`` of the person behind a token."""
    return shapes.sub_of(UUID(facts["person"]["uid"]))


def claims_of(facts: dict[str, Any], scopes: set[str]) -> dict[str, Any]:
    """What these scopes tell about the person; ``facts`` as facts.py gives them."""
    person = facts["person"]
    found: dict[str, Any] = {}
    if "profile" in scopes:
        found["given_name"] = person["given_name"]
        found["family_name"] = person["family_name"]
    if "rrn" in scopes and person["insz"]:
        found["rrn"] = crypto.decrypt(bytes.fromhex(person["insz"]), INSZ)
    if "vo" in scopes and facts["target_group"]:
        found |= capacity_claims(facts)
    if "wettelijkvertegenwoordiger" in scopes:
        found |= _keys("wv_orgcode", facts, "represents")
    if "ssm_mandaat" in scopes:
        found |= _keys("ssm_mandaatgever", facts, "mandate")
    return found | role_claims(facts, scopes)


def capacity_claims(facts: dict[str, Any]) -> dict[str, Any]:
    """Scope ``vo``: the person within the doelgroep, and the organisation when it is one."""
    person, group, places = facts["person"], facts["target_group"], facts["places"]
    found = {
        "vo_id": shapes.vo_id_of(UUID(person["uid"]), group),
        "vo_doelgroepcode": group,
    }
    if len(places) != 1:
        return found
    place = places[0]
    if place["key"]:
        found["vo_orgcode"] = place["key"]
        if person["email"]:
            found["vo_email"] = f"{person['email']}:{place['key']}"
    found["vo_orgnaam"] = place["name"]
    if place["ovo"]:
        found["vo_ovocode"] = place["ovo"]
    return found


def role_claims(facts: dict[str, Any], scopes: set[str]) -> dict[str, list[str]]:
    """The role claim of each application whose scope was asked; always an array (§4.3 rule 3)."""
    found: dict[str, list[str]] = {}
    values = shapes.role_values if facts["organisation"] is not None else shapes.grouped_role_values
    for scope, name, form in facts["applications"]:
        if scope in scopes:
            held = [shapes.RoleFact(*rest) for one, *rest in facts["roles"] if one == scope]
            found[name] = sorted({*found.get(name, ()), *values(held, form)})
    return found


def acr_of(facts: dict[str, Any]) -> str:
    """``acr``: the means with which the person signed in."""
    return f"{means.URN}{MEANS[facts['session']['kind']]}"


def session_claims(facts: dict[str, Any], *, modern: bool) -> dict[str, Any]:
    """How the person signed in: all of it for modern clients, for others only what was asked."""
    session, data = facts["session"], facts["data"]
    found: dict[str, Any] = {}
    if modern or data.get("acr"):
        found["acr"] = acr_of(facts)
    if modern or data.get("auth_time"):
        found["auth_time"] = int(session["proven"])
    if modern or facts["backchannel"]:
        found["sid"] = shapes.sid_of(UUID(session["uid"]))
    return found


def _keys(name: str, facts: dict[str, Any], why: str) -> dict[str, str]:
    """The keys of the organisations that hold because of ``why``; nothing when there are none."""
    keys = [place["key"] for place in facts["places"] if place[why] and place["key"]]
    return {name: BETWEEN.join(keys)} if keys else {}
