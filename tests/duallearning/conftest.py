"""Real requests to the pages of Werkplek Duaal, by members of the standing world."""

from tests.access.pages.conftest import SignIn, sign_in

__all__ = ["SignIn", "sign_in"]
