"""How a vote is counted: quorum, part of the votes, ties, conflicts of interest (W07)."""

from __future__ import annotations

import pytest

from sleutelbos.duallearning.recognition.rules.votes import tally

pytestmark = pytest.mark.requirement("W07")
Y, N, A, C, NONE = "voor", "tegen", "onthouding", "belangenconflict", ""
CASES = [
    # votes, quorum, share → outcome
    ([Y, Y, N], 50, 50, "voor"),
    ([Y, N, N], 50, 50, "tegen"),
    ([Y, N], 50, 50, "staking"),
    ([Y, N, A], 50, 50, "staking"),
    ([A, A], 50, 50, "staking"),
    ([Y, NONE], 50, 50, "voor"),  # just half of the members
    ([Y, NONE, NONE], 50, 50, "geen-quorum"),
    ([Y, C, NONE], 50, 50, "voor"),  # a conflict of interest counts nowhere
    ([C, C], 50, 50, "geen-quorum"),
    ([NONE, NONE], 0, 50, "geen-quorum"),  # silence is no vote, whatever the quorum
    ([A, Y, NONE, NONE], 50, 50, "voor"),  # who abstains is there
    ([Y, Y, N], 50, 67, "tegen"),  # two thirds is not more than 67 %
    ([Y, Y, Y, N], 50, 67, "voor"),
    ([Y, Y, N], 100, 66, "voor"),
    ([], 50, 50, "geen-quorum"),
]


def test_how_votes_are_counted() -> None:
    found = [tally(choices, quorum=quorum, share=share).outcome
             for choices, quorum, share, _outcome in CASES]  # fmt: skip
    assert found == [outcome for *_case, outcome in CASES]


def test_who_counts_as_what() -> None:
    found = tally([Y, N, A, C, NONE], quorum=50, share=50)
    assert (found.members, found.cast, found.for_, found.against, found.abstained) == (
        4, 3, 1, 1, 1,
    )  # fmt: skip
