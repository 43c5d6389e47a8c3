"""Examples of the actions of the time register, on rows of the standing world."""

from tests.timereg.examples_staff import *  # noqa: F403
