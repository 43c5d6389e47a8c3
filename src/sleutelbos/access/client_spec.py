"""What a client may do, as one value: registered, checked, compared, kept in a change. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sleutelbos.access.clients import (
    LONGEST_ACCESS,
    LONGEST_REFRESH,
    PUBLIC_GRANTS,
    AuthMethod,
    CapacityLevel,
    GrantType,
    Profile,
)

# What may change on an active client without a second person: it changes nothing but a label.
OPEN_FIELDS = frozenset({"name"})


@dataclass(frozen=True)
class ClientSpec:
    """The settings of a client; names and units as on the model, ``owner`` is a key.

    As it stands it is a modern, confidential client that signs people in.
    """

    name: str = ""
    profile: str = Profile.MODERN
    public: bool = False
    owner: int | None = None
    redirect_uris: tuple[str, ...] = ()
    post_logout_uris: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("openid", "profile", "vo")
    rrn_reason: str = ""
    grant_types: tuple[str, ...] = (GrantType.CODE.value,)
    auth_methods: tuple[str, ...] = (AuthMethod.BASIC.value,)
    jwks: Mapping[str, Any] | None = None
    capacity_level: str = CapacityLevel.ORGANISATION
    target_groups: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    level: int = 400
    signing: str = "ES256"
    weakenings: tuple[str, ...] = ()
    requires_dpop: bool = False
    asks_consent: bool = False
    access_seconds: int = 300
    refresh_seconds: int = 28_800
    backchannel_url: str = ""
    events_url: str = ""
    introspects: bool = False

    def plain(self) -> dict[str, Any]:
        """The values as JSON keeps them."""
        return {name: plain(value) for name, value in asdict(self).items()}

    def with_changes(self, changes: Mapping[str, Any]) -> ClientSpec:
        """Some fields with another value; lists become tuples. Raises KeyError for no field."""
        if unknown := set(changes) - set(FIELDS):
            raise KeyError(sorted(unknown))
        return replace(self, **{name: firm(value) for name, value in changes.items()})

    def differs_from(self, other: ClientSpec) -> dict[str, Any]:
        """The fields that are not the same there, with the value here as JSON keeps it."""
        mine, theirs = self.plain(), other.plain()
        return {name: value for name, value in mine.items() if value != theirs[name]}


FIELDS = tuple(field.name for field in fields(ClientSpec))


def plain(value: Any) -> Any:
    """A value as JSON keeps it: a list for a tuple, a text for a choice."""
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def firm(value: Any) -> Any:
    """A value as a spec keeps it: a tuple for a list."""
    return tuple(value) if isinstance(value, list) else value


def starting_point(profile: str, *, public: bool) -> ClientSpec:
    """Sound settings for a new client: strict for a modern one, as ACM has it for the other."""
    method = AuthMethod.NONE if public else AuthMethod.BASIC
    acm = profile == Profile.ACM
    return ClientSpec(
        profile=str(profile),
        public=public,
        auth_methods=(method.value,),
        signing="RS256" if acm else "ES256",
    )


def completed(spec: ClientSpec, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Changes with what follows from them, where they don't say it themselves.

    Another profile or kind of client sets what could not stay; a vernieuwingstoken has its scope.
    """
    follows: dict[str, Any] = {}
    if changes.get("profile", spec.profile) != spec.profile:
        follows |= _for_profile(spec, Profile(changes["profile"]))
    if changes.get("public", spec.public) != spec.public:
        follows |= _for_kind(spec, public=changes["public"])
    wanted = spec.with_changes({**follows, **changes})
    scopes = [one for one in wanted.scopes if one != "offline_access"]
    if GrantType.REFRESH in wanted.grant_types:
        scopes.append("offline_access")
    if set(scopes) != set(wanted.scopes):
        follows["scopes"], changes = scopes, {k: v for k, v in changes.items() if k != "scopes"}
    return {**follows, **changes}


def _for_profile(spec: ClientSpec, profile: Profile) -> dict[str, Any]:
    if profile == Profile.ACM:
        return {"signing": "RS256", "requires_dpop": False}
    return {
        "signing": "ES256",
        "weakenings": [],
        "access_seconds": min(spec.access_seconds, LONGEST_ACCESS),
        "refresh_seconds": min(spec.refresh_seconds, LONGEST_REFRESH[profile]),
    }


def _for_kind(spec: ClientSpec, *, public: bool) -> dict[str, Any]:
    if not public:
        return {"auth_methods": [AuthMethod.BASIC.value]}
    return {
        "auth_methods": [AuthMethod.NONE.value],
        "grant_types": [one for one in spec.grant_types if one in PUBLIC_GRANTS],
        "jwks": None,
        "introspects": False,
    }
