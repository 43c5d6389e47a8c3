"""Examples of the actions of the time register, part by part."""

from tests.timereg.examples_feed import *  # noqa: F403
