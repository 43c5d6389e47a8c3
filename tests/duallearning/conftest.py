"""Real requests to the pages of Werkplek Duaal, by members of the standing world."""

from tests.access.pages.conftest import SignIn, sign_in
from tests.duallearning import examples  # before its parts, which import it back

__all__ = ["SignIn", "examples", "sign_in"]
