"""One library at one issuer."""

from __future__ import annotations

from dataclasses import dataclass

from tests.signin.tours.authlib_client import AuthlibClient
from tests.signin.tours.openid_client import Node, OpenidClient
from tests.signin.tours.party import BASIC, RelyingParty, Way
from tests.signin.tours.registrar import Registrar


@dataclass
class Tour:
    """With openid-client when there is a process of Node, else with authlib."""

    profile: str
    registrar: Registrar
    process: Node | None

    def party(self, kind: str = "", way: Way = BASIC) -> RelyingParty:
        """A party with the library; ``kind`` is a key of registrar.KINDS, default the profile."""
        account = self.registrar.account(kind or self.profile)
        if self.process is None:
            return AuthlibClient(account, way)
        return OpenidClient(self.process, account, way)
