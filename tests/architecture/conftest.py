"""Everything is declared before a test looks at what is declared."""

from __future__ import annotations

import pytest

from tests.architecture.source import load_everything


@pytest.fixture(scope="session")
def everything() -> None:
    """All modules of the suite are imported."""
    load_everything()
