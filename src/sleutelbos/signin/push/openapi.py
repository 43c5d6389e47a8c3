"""What clients are told, as the webhooks of the OpenAPI document."""

from __future__ import annotations

from sleutelbos.tools.openapi import FORM, Json, Part, answer, body, record, text

TAG = "Messages"
EVENT = "application/secevent+jwt"
TAKEN = {"2XX": answer("Taken; any other answer is tried again for a day.")}


def part() -> Part:
    """The messages to clients that asked for them."""
    token = record({"logout_token": text("A signed JWT of type logout+jwt.")}, ["logout_token"])
    webhooks = {
        "backchannelLogout": _told(
            "tellLogout", "A session at the client is over (Back-Channel Logout 1.0)",
            body(token, FORM), [],
        ),
        "securityEvent": _told(
            "tellEvent", "A session ended or a right changed (CAEP 1.0, RFC 8935)",
            body(text("A Security Event Token (RFC 8417)."), EVENT), [{"BearerToken": []}, {}],
        ),
    }  # fmt: skip
    return Part(TAG, "What is sent to clients, until they took it.", {}, webhooks=webhooks)


def _told(
    operation: str, summary: str, request: Json, security: list[dict[str, list[str]]]
) -> Json:
    return {
        "post": {
            "tags": [TAG], "operationId": operation, "summary": summary, "security": security,
            "requestBody": request, "responses": TAKEN,
        }
    }  # fmt: skip
