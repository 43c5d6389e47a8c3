"""npm ``openid-client`` as a relying party: a Node process answers line by line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.signin.tours.party import BASIC, Account, Answer, Begun, Facts, Refused, Way


class Node:
    """The process in which ``party.mjs`` runs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, step: str, asked: Facts, **more: Any) -> Any:
        """The answer of one step. Raises Refused."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"step": step, "asked": asked, **more}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "Node ended"
        found = json.loads(line)
        if fault := found.get("fault"):
            raise Refused(fault["error"], f"{fault['description']} {fault['cause']}")
        return found["answer"]


@contextmanager
def running(node: str, place: Path) -> Iterator[Node]:
    """The process, as long as the tests of a worker run."""
    command = [node, "party.mjs"]
    with subprocess.Popen(
        command, cwd=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Node(process)
        assert process.stdin
        process.stdin.close()


@dataclass
class OpenidClient:
    """A configuration of openid-client; ``algorithm`` says how it finds the metadata."""

    node: Node
    account: Account
    way: Way = BASIC
    algorithm: str = "oidc"

    def _ask(self, step: str, **more: Any) -> Any:
        account = self.account
        asked = {
            "issuer": account.issuer, "client_id": account.client_id, "method": self.way.method,
            "dpop": self.way.dpop, "secret": account.secret, "algorithm": self.algorithm,
        }  # fmt: skip
        if account.key is not None:
            asked["key"] = {**account.key.as_dict(private=True), "alg": "RS256"}
        return self.node.ask(step, asked, **more)

    def discover(self) -> Facts:
        return self._ask("discover")

    def begin(self, **params: str) -> Begun:
        wanted = {"redirect_uri": self.account.back, "scope": self.account.scope, **params}
        found = self._ask("begin", par=self.account.modern, params=wanted)
        return Begun(found["url"], found["checks"])

    def finish(self, begun: Begun, answer: Answer) -> Facts:
        form = dict(answer.form) or None
        return self._ask("finish", url=answer.url, form=form, checks=begun.kept)

    def userinfo(self, tokens: Facts) -> Facts:
        token, sub = tokens["access_token"], tokens["claims"]["sub"]
        return self._ask("userinfo", token=token, sub=sub)

    def refresh(self, token: str) -> Facts:
        return self._ask("refresh", token=token)

    def introspect(self, token: str) -> Facts:
        return self._ask("introspect", token=token)

    def credentials(self, **params: str) -> Facts:
        return self._ask("credentials", params=params)

    def exchange(self, token: str, audience: str) -> Facts:
        return self._ask("exchange", token=token, audience=audience)

    def revoke(self, token: str) -> None:
        self._ask("revoke", token=token)

    def logout_url(self, **params: str) -> str:
        return self._ask("logout_url", params=params)

    def logout_token(self, token: str) -> Facts:
        return self._ask("logout_token", token=token)
