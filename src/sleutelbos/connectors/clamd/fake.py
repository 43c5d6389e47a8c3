"""A scanner from memory that answers as clamd does, for tests."""

from __future__ import annotations

from sleutelbos.tools.files.ports import Unavailable

# The test file of EICAR, which every scanner finds; in two halves, so that none finds it here.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Eicar-Test-Signature"


class FakeClamd:
    """Finds the test file of EICAR and nothing else; with ``away`` it doesn't answer."""

    def __init__(self, *, away: bool = False) -> None:
        self._away = away

    def __call__(self, content: bytes) -> str:
        """As the port says."""
        if self._away:
            raise Unavailable("clamd: away")
        return NAME if EICAR in content else ""
