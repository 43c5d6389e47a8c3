"""Bad input is refused cleanly; a database that goes away comes back."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from sleutelbos.signin.op import introspect
from sleutelbos.tools import prepared
from sleutelbos.tools.prepared import UNHURRIED, Statement
from tests.signin.op.jose import new_key, proof
from tests.signin.op.rp import ACM, ASSERTION, MODERN, Flow, ask, basic

PROGRAMS = ["token", "par", "introspect", "revoke"]


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("base", [ACM, MODERN])
def test_another_type_of_body(world: Any, base: str, name: str) -> None:
    for content_type in ("application/json", "multipart/form-data; boundary=x", "", "text/plain"):
        answer = ask("POST", f"{base}/{name}", "{}", content_type=content_type)
        assert answer.status in (401, 415), answer.body
        assert "error" in answer.json


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("grant_type=a&grant_type=b", 400),
        ("client_id=a&client_id=a", 400),
        ("token=%00", 400),
        ("token=%ff%fe", 400),
        ("&".join(f"f{n}=1" for n in range(200)), 400),
        ("token=" + "x" * 70_000, 413),
        ("=", 401),
        ("", 401),
    ],
)
def test_a_body_that_can_not_be_read(world: Any, name: str, body: str, status: int) -> None:
    answer = ask("POST", f"{MODERN}/{name}", body)
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic ", "Basic %%%", "Basic eA==", "Basic OjA=", "Basic " + "A" * 70_000,
     "Basic /////w==", "Basic JTAwOng=", "Bearer x", "Negotiate x"],
)  # fmt: skip
def test_a_header_that_can_not_be_read(world: Any, header: str) -> None:
    answer = ask("POST", f"{MODERN}/token", {"grant_type": "x"}, authorization=header)
    assert (answer.status, answer.error) == (401, "invalid_client")


@pytest.mark.parametrize(
    "text",
    ["", ".", "..", "a.b.c", "e30.e30.", "e30.bnVsbA.x", "e30.eyJzdWIiOjF9.x", "x" * 20_000,
     "e30.eyJzdWIiOiJcdTAwMDAifQ.x", "é.é.é", "e30." + "W" * 8_000 + ".x"],
)  # fmt: skip
def test_an_assertion_that_can_not_be_read(world: Any, text: str) -> None:
    form = {"grant_type": "client_credentials", "client_assertion": text,
            "client_assertion_type": ASSERTION}  # fmt: skip
    answer = ask("POST", f"{MODERN}/token", form)
    assert (answer.status, answer.error) == (401, "invalid_client")
    form["client_assertion_type"] = "urn:x"
    assert ask("POST", f"{MODERN}/token", form).error == "invalid_request"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods(db: None, method: str) -> None:
    for path in (
        f"{ACM}/token",
        f"{ACM}/auth",
        f"{ACM}/keys",
        "/op/.well-known/openid-configuration",
    ):
        answer = ask(method, path)
        assert answer.status == 405
        assert answer.headers["Allow"]
    assert ask("GET", f"{ACM}/token").headers["Allow"] == "POST"


def test_head_has_no_body(db: None) -> None:
    answer = ask("HEAD", "/op/.well-known/openid-configuration")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize("name", ["par", "token", "userinfo", "revoke"])
def test_a_browser_asks_first(db: None, name: str) -> None:
    """All that a public client in a browser needs, the pushed request included."""
    answer = ask("OPTIONS", f"{MODERN}/{name}", origin="https://spa.example.be")
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "DPoP" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert ask("OPTIONS", f"{MODERN}/introspect").status == 405


@pytest.mark.parametrize(
    "path", ["/op/", "/op/v1", "/op/v1/", "/op/v2/token", "/op/modern/", "/op/x"]
)
def test_other_paths(db: None, path: str) -> None:
    answer = ask("GET", path)
    assert (answer.status, answer.error) == (404, "not_found")


@pytest.mark.parametrize(
    "query",
    ["", "client_id=", "client_id=x", "client_id=a&client_id=b", "client_id=%00", "client_id=%ff",
     "client_id=" + "x" * 5_000, "x" * 5_000, "&" * 5_000, "client_id=x&request_uri=urn:ietf:x"],
)  # fmt: skip
def test_a_person_gets_a_page(db: None, query: str) -> None:
    for path in ("auth", "logout"):
        answer = ask("GET", f"{ACM}/{path}?{query}")
        if path == "logout" and answer.status == 303:
            continue  # nobody is named: the page of ours asks
        assert answer.status == 400, query
        assert "text/html" in answer.headers["Content-Type"]
        assert "Bel 1700" in answer.text


def test_the_page_of_a_fault_is_no_page_of_its_own(db: None) -> None:
    assert ask("GET", "/aanmelden/toepassing-fout").status == 404


def test_the_page_does_not_show_what_was_sent(db: None) -> None:
    answer = ask("GET", f"{ACM}/auth", {"client_id": "<script>alert(1)</script>"})
    assert "alert(1)" not in answer.text


@pytest.mark.parametrize("scheme", ["", "Bearer", "Bearer ", "bearer x", "Basic x", "DPoP x", "é"])
def test_userinfo_without_a_good_token(db: None, scheme: str) -> None:
    answer = ask("GET", f"{MODERN}/userinfo", authorization=scheme)
    assert answer.status == 401
    kind, _, rest = answer.headers["WWW-Authenticate"].partition(" ")
    assert kind in ("Bearer", "DPoP")
    assert ('algs="ES256 ' in rest) is (kind == "DPoP")


def test_a_bound_token_without_its_proof_hears_how(flow: Flow) -> None:
    """RFC 9449 §7.1: the challenge names the algorithms."""
    text = proof(new_key(), "POST", "http://127.0.0.1:8000/op/modern/v1/token")
    token = flow.redeem(flow.code(), dpop=text).json["access_token"]
    challenge = flow.userinfo(token, "DPoP").headers["WWW-Authenticate"]
    assert challenge.startswith('DPoP error="invalid_token"')
    assert 'algs="ES256 RS256 PS256 EdDSA Ed25519"' in challenge


def test_the_database_goes_away_and_comes_back(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*values: object) -> None:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    code = flow.code()
    with monkeypatch.context() as gone:
        gone.setattr(Statement, "__call__", away)
        for answer in (flow.redeem(code), flow.introspect("x"), flow.userinfo("x")):
            assert (answer.status, answer.error) == (503, "temporarily_unavailable")
            assert answer.headers["Retry-After"] == "5"
        page = ask("GET", f"{ACM}/auth", {"client_id": flow.client.client_id})
        assert page.status == 503
        assert page.headers["Retry-After"] == "5"
        assert "text/html" in page.headers["Content-Type"]
    assert flow.redeem(code).status == 200, "the code was not lost"


def test_a_fault_of_ours_tells_nothing(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*values: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(introspect, "READ", broken)
    answer = flow.introspect("x")
    assert (answer.status, answer.error) == (500, "server_error")
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("name", "module"), [("auth", "authorize.READ"), ("logout", "logout.SESSION")]
)
def test_a_fault_of_ours_is_a_page_for_people(
    db: None, monkeypatch: pytest.MonkeyPatch, name: str, module: str
) -> None:
    def broken(*values: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(f"sleutelbos.signin.op.{module}", broken)
    answer = ask("GET", f"{MODERN}/{name}", {} if name == "logout" else {"client_id": "x"})
    assert answer.status == 500
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "secret" not in answer.text


def test_prepared_statements_refuse_a_nul(db: None) -> None:
    """libpq would read no further than the NUL."""
    echo = Statement("SELECT to_json($1::text)")
    assert echo("a'b\"c\\é") == "a'b\"c\\é"
    assert echo(None) is None
    with pytest.raises(ValueError, match="NUL"):
        echo("a\x00b")


def test_prepared_statements_come_back_after_the_server(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way of production: connections of its own, dropped when the server cut them."""
    monkeypatch.setattr(prepared, "_pooled", lambda: True)
    me = Statement("SELECT to_json(pg_backend_pid())")
    pid = me()
    assert me() == pid, "the connection is kept"
    kill = Statement("SELECT to_json(pg_terminate_backend($1::int))")
    line = prepared._idle.pop()
    assert kill(pid) is True
    prepared._idle.append(line)
    with pytest.raises(psycopg.OperationalError):
        me()
    assert me() != pid
    with pytest.raises(psycopg.errors.DivisionByZero):
        Statement("SELECT to_json(1 / $1::int)")(0)
    assert isinstance(me(), int)
    while prepared._idle:
        prepared._idle.pop().close()


def test_who_does_not_wait_for_the_disk_says_so_for_one_statement(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "_pooled", lambda: True)
    Statement("SELECT to_json(set_config('synchronous_commit', 'on', false))")()
    now = "to_json(current_setting('synchronous_commit'))"
    assert Statement(f"WITH {UNHURRIED} SELECT {now} FROM unhurried")() == "off"
    assert Statement(f"SELECT {now}")() == "on"
    while prepared._idle:
        prepared._idle.pop().close()


def test_a_thousand_wrong_secrets_lock_nobody_out(flow: Flow) -> None:
    for number in range(1_000):
        answer = flow.post("token", {"grant_type": "client_credentials"},
                           authorization=basic(flow.client, f"fout-{number}"))  # fmt: skip
        assert answer.status == 401
    assert flow.post("token", {"grant_type": "client_credentials"}).status == 200
