"""What the site serves about actions by name, for the OpenAPI document."""

from __future__ import annotations

from sleutelbos.access.api import answers, views
from sleutelbos.access.api.reasons import REASONS
from sleutelbos.access.decisions import openapi as decisions
from sleutelbos.tools.openapi import (
    Json,
    Part,
    answer,
    array,
    body,
    flag,
    nullable,
    record,
    ref,
    text,
)

TAG = "Actions"
CAPACITY = record(
    {
        "organisation": text("Number of the organisation that the person acts for.", minLength=1),
        "target_group": nullable(text("Does not count here.")),
    },
    ["organisation"],
)
SUBJECT = record(
    {
        "type": decisions.TYPE,
        "id": decisions.SUBJECT_ID,
        "properties": record(
            {"capacity": CAPACITY, "acr": nullable(text("The `acr` of the id_token."))},
            ["capacity"],
        ),
    },
    ["type", "id", "properties"],
)
ROW = record(
    {
        "type": decisions.short("The kind of row that the action is about, e.g. `access.grant`."),
        "id": decisions.short("Its public key: a UUID, for a client its `client_id`."),
    },
    ["type", "id"],
)
NAMED = record(
    {"name": decisions.short("A declared action, e.g. `access.withdraw-grant`.")}, ["name"]
)
QUESTION = record(
    {"subject": ref("ActingSubject"), "action": ref("NamedAction"), "resource": ref("Row")},
    ["subject", "action", "resource"],
    description="May somebody do this action on this row, now? `context.time` does not count.",
)
DECISION = record(
    {
        "decision": flag("Whether it may be done now."),
        "context": record(
            {
                "code": text("Why.", enum=[*REASONS, "refused", "unreadable"]),
                "reason": ref("Reason"),
                "error": ref("UnreadableQuestion"),
            },
            ["code"],
        ),
    },
    ["decision", "context"],
)
SCHEMAS: dict[str, Json] = {
    "ActingSubject": SUBJECT,
    "NamedAction": NAMED,
    "Row": ROW,
    "ActionQuestion": QUESTION,
    "ActionDecision": DECISION,
    "ActionDecisions": record({"evaluations": array(ref("ActionDecision"))}, ["evaluations"]),
}
EXAMPLE = {
    "subject": {
        "type": "person",
        "id": decisions.SUB,
        "properties": {"capacity": {"organisation": "901001"}},
    },
    "action": {"name": "access.withdraw-grant"},
    "resource": {"type": "access.grant", "id": "5f0c9c1e-6a56-4d5f-9d0c-0f6a3c1c2b11"},
}
YES = {"decision": True, "context": {"code": "allowed", "reason": REASONS["allowed"]}}


def part() -> Part:
    """The questions about actions, at the site."""
    both = {"anyOf": [ref("ActionDecisions"), ref("ActionDecision")]}
    paths = {
        views.EVALUATION: decisions.asking(
            TAG, "evaluateAction", "Ask whether somebody may do an action on a row",
            body(ref("ActionQuestion"), examples={"withdraw": EXAMPLE}),
            answer("A decision; a no is one too.", ref("ActionDecision"), headers=decisions.ECHO,
                   examples={"yes": YES}),
        ),
        views.EVALUATIONS: decisions.asking(
            TAG, "evaluateSeveralActions", f"Ask up to {answers.MOST} questions at once",
            body(decisions.several(QUESTION, answers.MOST)),
            answer("The decisions in order.", both, headers=decisions.ECHO),
        ),
        views.METADATA: decisions.looking(
            TAG, "readActionMetadata", "Read where to ask about actions",
            answer("Where to ask.", decisions.described(views.NAMES)),
        ),
    }  # fmt: skip
    return Part(
        TAG,
        "Actions of Gebruikersbeheer by name, answered by their rules; for its own clients."
        " What the person can't see is as absent as what isn't there.",
        paths,
        SCHEMAS,
    )
