"""Recovery codes: ten that open once each, for whoever lost his app (NIST SP 800-63B look-up)."""

from __future__ import annotations

import secrets

from sleutelbos.tools import crypto

HOW_MANY = 10
LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # no vowels, nothing that looks alike
LENGTH = 12  # 27 ** 12: 57 bits


def new_codes() -> list[str]:
    """Fresh codes as they are shown: three groups of four."""
    return [_shown([secrets.choice(LETTERS) for _ in range(LENGTH)]) for _ in range(HOW_MANY)]


def digest_of(code: str) -> bytes:
    """What we keep of a code, however it was typed."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return crypto.lookup(plain, "recovery-code")


def _shown(letters: list[str]) -> str:
    return "-".join("".join(letters[i : i + 4]) for i in range(0, LENGTH, 4))
