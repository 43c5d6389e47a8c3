"""How the answer of the authorization endpoint goes back with the browser."""

from __future__ import annotations

from tests.signin.op.rp import ACM, BACK, Flow, ask, change


def test_response_modes(acm_flow: Flow) -> None:
    fragment = acm_flow.authorize(response_mode="fragment")
    assert fragment.location.startswith(f"{BACK}#code=")
    change(acm_flow.client, redirect_uris=[f"{BACK}?a=1"])
    acm_flow.back = f"{BACK}?a=1"
    assert acm_flow.authorize().location.startswith(f"{BACK}?a=1&code=")


def test_form_post_is_a_page_that_works_without_javascript(acm_flow: Flow) -> None:
    answer = acm_flow.authorize(response_mode="form_post", state='"><script>alert(1)</script>')
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "form-action https://toepassing.example.be" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f'<form method="post" action="{BACK}"' in answer.text
    assert 'name="code" value="' in answer.text
    assert "<button" in answer.text
    assert "<script>alert" not in answer.text
    assert "onload" not in answer.text
    error = acm_flow.authorize(response_mode="form_post", scope="openid onbekend")
    assert 'name="error" value="invalid_scope"' in error.text


def test_a_post_becomes_a_get_so_that_the_cookie_comes_along(acm_flow: Flow) -> None:
    answer = ask("POST", f"{ACM}/auth", acm_flow.request())
    assert answer.status == 303
    assert answer.location.startswith("/op/v1/auth?client_id=")
